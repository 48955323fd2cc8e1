package fr.vaguemestre.ui.indicators;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Header;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
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
import fr.vaguemestre.ui.shell.Banner;
import fr.vaguemestre.ui.shell.Notices;
import fr.vaguemestre.ui.shell.Questions;
import fr.vaguemestre.ui.text.Figures;
import fr.vaguemestre.ui.text.ProblemTexts;
import fr.vaguemestre.ui.text.Texts;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

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
    private final Div acts = new Div();
    private final Paragraph state = new Paragraph();
    private final Div figures = new Div();

    IndicatorsPage(ConsoleContext context, Supplier<IndicatorService> indicators) {
        this.context = context;
        this.indicators = indicators;
        locale = context.locale();
        banner = new Banner(locale, this::renew);
        addClassNames("vm-page", "vm-indicators");
        months.setId("indicators-month");
        months.setLabel(words("indicators.month"));
        months.setItemLabelGenerator(
                month -> month.getMonth().getDisplayName(TextStyle.FULL_STANDALONE, locale) + " " + month.getYear());
        acts.addClassName("vm-acts");
        var header = new Header(new Div(new H1(words("indicators.title"))), acts);
        header.addClassName("vm-page-head");
        state.setId("indicators-state");
        state.getElement().setAttribute("aria-live", "polite");
        figures.setId("indicators-figures");
        var body = new Div(months, state, figures);
        body.addClassName("vm-indicators-body");
        add(header, banner, body);
        renew();
        months.addValueChangeListener(change -> {
            if (change.isFromClient() && change.getValue() != null) {
                context.remember(Map.of(MONTH, change.getValue().toString()));
                renew();
            }
        });
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
        acts.removeAll();
        acts.add(
                file("indicators-json", "JSON", report, ".json", "application/json", MonthReport::json),
                file("indicators-csv", "CSV", report, ".csv", "text/csv", MonthReport::csv));
        Optional<Submission> submission = indicators.get().submission(context.caller(), report.month());
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
            acts.add(submit);
        }
        figures.removeAll();
        chart(report, "indicators.chart.messages", WAYS);
        chart(report, "indicators.chart.connections", SIGN_INS);
        figures.add(new H2(words("indicators.totals")), totals(report));
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

    private Anchor file(
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
        var link = new Anchor(file, label);
        link.addClassName("vm-act-link");
        link.setId(id);
        link.addComponentAsFirst(VaadinIcon.DOWNLOAD.create());
        return link;
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

    private void chart(MonthReport report, String title, List<String> names) {
        YearMonth month = report.month();
        List<LocalDate> days = Stream.iterate(month.atDay(1), day -> day.plusDays(1))
                .limit(month.lengthOfMonth())
                .toList();
        List<Map<LocalDate, Long>> series =
                names.stream().map(name -> byDay(report, name)).toList();
        var drawing = new Div();
        drawing.addClassName("vm-chart-holder");
        drawing.getElement().setProperty("innerHTML", DayChart.svg(days, series, words(title)));
        var legend = new Div();
        legend.addClassName("vm-legend");
        for (int kind = 0; kind < names.size(); kind++) {
            var entry = new Span(words("indicators.name." + names.get(kind)));
            entry.addClassName("vm-legend-" + (kind + 1));
            legend.add(entry);
        }
        List<String> headers = new ArrayList<>(List.of(words("indicators.day")));
        names.forEach(name -> headers.add(words("indicators.name." + name)));
        List<List<String>> rows = new ArrayList<>();
        for (LocalDate day : days) {
            List<String> row = new ArrayList<>(List.of(Integer.toString(day.getDayOfMonth())));
            series.forEach(values -> row.add(Long.toString(values.getOrDefault(day, 0L))));
            if (series.stream().anyMatch(values -> values.containsKey(day))) {
                rows.add(row);
            }
        }
        var both = new Div(new Div(drawing, legend), new FigureTable(words(title), headers, rows));
        both.addClassName("vm-chart-beside");
        figures.add(new H2(words(title)), both);
    }

    private static Map<LocalDate, Long> byDay(MonthReport report, String name) {
        Map<LocalDate, Long> values = new HashMap<>();
        report.days().stream()
                .filter(day -> day.indicator().name().equals(name))
                .forEach(day -> values.merge(day.day(), day.indicator().value(), Long::sum));
        return values;
    }

    private FigureTable totals(MonthReport report) {
        return new FigureTable(
                words("indicators.totals"),
                List.of(
                        words("indicators.figure"),
                        words("indicators.domain"),
                        words("indicators.key"),
                        words("indicators.value")),
                report.totals().stream().map(this::row).toList());
    }

    private List<String> row(Indicator figure) {
        String name = Texts.find(locale, "indicators.name." + figure.name()).orElse(figure.name());
        return List.of(name, figure.domain(), figure.key(), Long.toString(figure.value()));
    }

    private String words(String key) {
        return Texts.of(locale, key);
    }
}
