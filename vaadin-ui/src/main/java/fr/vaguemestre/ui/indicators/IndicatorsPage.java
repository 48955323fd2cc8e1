package fr.vaguemestre.ui.indicators;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.server.streams.DownloadHandler;
import fr.vaguemestre.api.indicators.Indicator;
import fr.vaguemestre.api.indicators.IndicatorService;
import fr.vaguemestre.api.indicators.MonthReport;
import fr.vaguemestre.api.indicators.Submission;
import fr.vaguemestre.api.problem.Problem;
import fr.vaguemestre.api.problem.Unauthenticated;
import fr.vaguemestre.console.spi.ConsoleContext;
import fr.vaguemestre.ui.registry.News;
import fr.vaguemestre.ui.shell.Banner;
import fr.vaguemestre.ui.shell.Notices;
import fr.vaguemestre.ui.shell.PageHead;
import fr.vaguemestre.ui.shell.Questions;
import fr.vaguemestre.ui.shell.SaveLink;
import fr.vaguemestre.ui.text.Figures;
import fr.vaguemestre.ui.text.ProblemTexts;
import fr.vaguemestre.ui.text.Texts;
import java.nio.charset.StandardCharsets;
import java.time.YearMonth;
import java.time.format.TextStyle;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** One month's figures: charts with tables, files to keep, and handing in with its receipt. */
final class IndicatorsPage extends Div {
    private static final List<String> WAYS = List.of("messages.inbound", "messages.outbound", "messages.internal");
    private static final List<String> SIGN_INS = List.of("connections.web", "connections.imap");
    private static final String MONTH = "month";

    private final ConsoleContext context;
    private final Supplier<IndicatorService> indicators;
    private final Locale locale;
    private final Banner banner;
    private final Select<YearMonth> months = new Select<>();
    private final PageHead head;
    private final Paragraph state = new Paragraph();
    private final Div figures = new Div();
    private Optional<Submission> told = Optional.empty();

    IndicatorsPage(ConsoleContext context, Supplier<IndicatorService> indicators, News news) {
        this.context = context;
        this.indicators = indicators;
        locale = context.locale();
        head = new PageHead(words("indicators.title"));
        banner = new Banner(locale, this::renew);
        addClassNames("vm-page", "vm-indicators");
        months.setId("indicators-month");
        months.setLabel(words("indicators.month"));
        months.setItemLabelGenerator(
                month -> month.getMonth().getDisplayName(TextStyle.FULL_STANDALONE, locale) + " " + month.getYear());
        state.setId("indicators-state");
        state.getElement().setAttribute("aria-live", "polite");
        figures.setId("indicators-figures");
        var body = new Div(months, state, figures);
        body.addClassName("vm-indicators-body");
        add(head, banner, body);
        renew();
        months.addValueChangeListener(change -> {
            if (change.isFromClient() && change.getValue() != null) {
                context.remember(Map.of(MONTH, change.getValue().toString()));
                renew();
            }
        });
        news.follow(this, kind -> {
            if (kind == News.Kind.TICK && told.filter(IndicatorsPage::isPending).isPresent()) {
                look();
            }
        });
    }

    private static boolean isPending(Submission submission) {
        return submission.state() == Submission.State.PENDING;
    }

    /** What became of handing in, while it is under way: the receipt comes by itself. */
    private void look() {
        try {
            if (!indicators
                    .get()
                    .submission(context.caller(), months.getValue())
                    .equals(told)) {
                renew();
            }
        } catch (Unauthenticated ended) {
            throw ended;
        } catch (Problem away) {
            banner.tell(Optional.of(away));
        }
    }

    private void renew() {
        try {
            List<YearMonth> known = indicators.get().months(context.caller());
            YearMonth wanted = Optional.ofNullable(months.getValue())
                    .or(this::addressed)
                    .filter(known::contains)
                    .orElse(known.getFirst());
            months.setItems(known);
            months.setValue(wanted);
            show(indicators.get().month(context.caller(), wanted));
            banner.tell(Optional.empty());
        } catch (Unauthenticated ended) {
            throw ended;
        } catch (Problem away) {
            banner.tell(Optional.of(away));
        }
    }

    private Optional<YearMonth> addressed() {
        return Optional.ofNullable(context.query().get(MONTH))
                .filter(text -> text.matches("\\d{4}-(0[1-9]|1[0-2])"))
                .map(YearMonth::parse);
    }

    private void show(MonthReport report) {
        head.noActs();
        head.act(file("indicators-json", "JSON", report, ".json", "application/json", MonthReport::json));
        head.act(file("indicators-csv", "CSV", report, ".csv", "text/csv", MonthReport::csv));
        Optional<Submission> submission = indicators.get().submission(context.caller(), report.month());
        told = submission;
        state.setText(state(report, submission));
        boolean over = report.closed()
                || !report.month()
                        .equals(indicators.get().months(context.caller()).getFirst());
        if (over
                && submission
                        .map(Submission::state)
                        .filter(Submission.State.ACCEPTED::equals)
                        .isEmpty()) {
            var submit = new Button(words("indicators.submit"), VaadinIcon.UPLOAD.create(), click -> ask(report));
            submit.setId("indicators-submit");
            submit.addThemeVariants(ButtonVariant.PRIMARY);
            head.act(submit);
        }
        figures.removeAll();
        figures.add(
                new MonthChart(locale, report, "indicators.chart.messages", WAYS),
                new MonthChart(locale, report, "indicators.chart.connections", SIGN_INS),
                new H2(words("indicators.totals")),
                totals(report));
    }

    private String state(MonthReport report, Optional<Submission> submission) {
        String closed = words(report.closed() ? "indicators.closed" : "indicators.preview");
        return submission
                .map(handed -> closed + " "
                        + switch (handed.state()) {
                            case ACCEPTED ->
                                Texts.of(
                                        locale,
                                        "indicators.accepted",
                                        handed.receipt().orElse(""),
                                        handed.receivedAt()
                                                .map(at -> Figures.moment(at, locale))
                                                .orElse(""));
                            case PENDING -> Texts.of(locale, "indicators.pending", handed.attempts(), handed.detail());
                            case REFUSED -> Texts.of(locale, "indicators.refused", handed.detail());
                        })
                .orElse(closed);
    }

    private static SaveLink file(
            String id,
            String label,
            MonthReport report,
            String ending,
            String type,
            Function<MonthReport, String> text) {
        DownloadHandler file = event -> {
            event.setFileName("indicateurs-" + report.structure() + "-" + report.month() + ending);
            event.setContentType(type + "; charset=utf-8");
            event.getOutputStream().write(text.apply(report).getBytes(StandardCharsets.UTF_8));
        };
        return new SaveLink(id, label, file);
    }

    private void ask(MonthReport report) {
        Questions.ask(
                locale,
                "indicators.submit",
                () -> {
                    try {
                        Submission begun = indicators.get().submit(context.caller(), report.month());
                        getUI().ifPresent(ui -> Notices.success(
                                ui,
                                Texts.of(
                                        locale,
                                        "indicators.submitted",
                                        begun.month().toString())));
                    } catch (Unauthenticated ended) {
                        throw ended;
                    } catch (Problem refused) {
                        getUI().ifPresent(ui -> Notices.failure(ui, ProblemTexts.of(refused, locale)));
                    }
                    renew();
                },
                report.month().toString());
    }

    private FigureTable totals(MonthReport report) {
        return new FigureTable(
                words("indicators.totals"),
                List.of(
                        words("indicators.figure"),
                        words("indicators.domain"),
                        words("indicators.key"),
                        words("indicators.value")),
                report.totals().stream().map(this::row).toList(),
                words("indicators.none"));
    }

    private List<String> row(Indicator figure) {
        String name = Texts.find(locale, "indicators.name." + figure.name()).orElse(figure.name());
        return List.of(name, figure.domain(), figure.key(), Long.toString(figure.value()));
    }

    private String words(String key) {
        return Texts.of(locale, key);
    }
}
