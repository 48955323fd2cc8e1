package fr.vaguemestre.ui.messages;

import com.vaadin.flow.component.badge.Badge;
import com.vaadin.flow.component.datepicker.DatePicker;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import fr.vaguemestre.api.messages.TraceEntry;
import fr.vaguemestre.api.messages.TraceQuery;
import fr.vaguemestre.api.messages.TraceService;
import fr.vaguemestre.console.spi.ConsoleContext;
import fr.vaguemestre.ui.list.Cells;
import fr.vaguemestre.ui.list.Cells.Mood;
import fr.vaguemestre.ui.list.CsvColumn;
import fr.vaguemestre.ui.list.FactsPanel;
import fr.vaguemestre.ui.list.ListPage;
import fr.vaguemestre.ui.list.ListSource;
import fr.vaguemestre.ui.registry.News;
import fr.vaguemestre.ui.registry.Services;
import fr.vaguemestre.ui.text.Figures;
import fr.vaguemestre.ui.text.Texts;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** What became of each message and of each peer that knocked; newest first. */
final class TracePage {
    private static final String AWAY = "ui.messages-away";
    private static final ZoneId ZONE = ZoneId.of("Europe/Paris");
    private static final List<String> OUTCOMES =
            List.of("accepted", "delivered", "deferred", "refused", "bounced", "held", "released", "deleted");

    private final Locale locale;
    private final ListPage<TraceEntry> page;

    private TracePage(ConsoleContext context, Services services, News news) {
        locale = context.locale();
        page = new ListPage<>(
                context,
                news,
                "trace",
                new ListSource<>(
                        context::caller,
                        (caller, filter, request) -> services.traces().search(caller, query(filter), request),
                        TracePage::idOf,
                        AWAY));
    }

    static ListPage<TraceEntry> of(ConsoleContext context, Services services, News news) {
        return new TracePage(context, services, news).build();
    }

    /** A trace has no number of its own: this is all that tells one step from others. */
    private static String idOf(TraceEntry entry) {
        return String.join(
                "|",
                entry.at().toString(),
                entry.stage(),
                entry.outcome(),
                entry.cause(),
                entry.peer(),
                entry.sender().orElse(""),
                entry.recipient().orElse(""),
                entry.queueId().orElse(""),
                entry.messageId().orElse(""));
    }

    private static TraceQuery query(Map<String, String> filter) {
        return new TraceQuery(
                Optional.ofNullable(filter.get("message")),
                Optional.ofNullable(filter.get("address")).map(address -> address.toLowerCase(Locale.ROOT)),
                Optional.ofNullable(filter.get("outcome")),
                Optional.empty(),
                day(filter, "from"),
                day(filter, "until").map(start -> start.plus(Duration.ofDays(1))));
    }

    private static Optional<Instant> day(Map<String, String> filter, String name) {
        return Optional.ofNullable(filter.get(name)).flatMap(TracePage::date).map(date -> date.atStartOfDay(ZONE)
                .toInstant());
    }

    private static Optional<LocalDate> date(String text) {
        try {
            return Optional.of(LocalDate.parse(text));
        } catch (DateTimeParseException notADay) {
            return Optional.empty();
        }
    }

    private ListPage<TraceEntry> build() {
        page.grid()
                .head(
                        "who",
                        entry -> Cells.twoLines(sender(entry), entry.recipient().orElse("–")));
        page.grid().column("outcome", 0, this::outcome).setWidth("8rem");
        page.grid().text("cause", 560, TraceEntry::cause);
        page.grid().text("stage", 860, entry -> Texts.find(locale, "trace.stage." + entry.stage())
                .orElse(entry.stage()));
        page.grid().text("at", 560, entry -> Figures.moment(entry.at(), locale)).setWidth("13.5rem");
        text("address");
        text("message");
        page.filters().choice("outcome", OUTCOMES, Function.identity(), value -> words("trace.outcome." + value));
        day("from");
        day("until");
        page.countedTo(TraceService.MOST_COUNTED).open(this::detail).renewOn(News.Kind.TICK);
        page.export(List.of(
                new CsvColumn<>(words("trace.column.at"), entry -> entry.at().toString()),
                new CsvColumn<>(words("trace.sender"), entry -> entry.sender().orElse("")),
                new CsvColumn<>(
                        words("trace.recipient"), entry -> entry.recipient().orElse("")),
                new CsvColumn<>(words("trace.column.outcome"), TraceEntry::outcome),
                new CsvColumn<>(words("trace.column.cause"), TraceEntry::cause),
                new CsvColumn<>(words("trace.column.message"), entry -> entry.messageId()
                        .orElse(""))));
        return page.show();
    }

    private void text(String name) {
        var field = new TextField(words("trace.column." + name));
        field.setId("filter-" + name);
        field.setValueChangeMode(ValueChangeMode.LAZY);
        field.setClearButtonVisible(true);
        page.filters().add(name, field, Function.identity(), Optional::of);
    }

    private void day(String name) {
        var field = new DatePicker(words("trace.column." + name));
        field.setId("filter-" + name);
        field.setLocale(locale);
        field.setClearButtonVisible(true);
        page.filters().add(name, field, LocalDate::toString, TracePage::date);
    }

    private String who(TraceEntry entry) {
        return Texts.of(
                locale, "trace.from-to", sender(entry), entry.recipient().orElse("–"));
    }

    private static String sender(TraceEntry entry) {
        return entry.sender().filter(some -> !some.isEmpty()).orElse("–");
    }

    private Badge outcome(TraceEntry entry) {
        Mood mood =
                switch (entry.outcome()) {
                    case "delivered" -> Mood.GOOD;
                    case "deferred", "held" -> Mood.WARN;
                    case "refused", "bounced" -> Mood.BAD;
                    default -> Mood.CALM;
                };
        return Cells.badge(
                Texts.find(locale, "trace.outcome." + entry.outcome()).orElse(entry.outcome()), mood);
    }

    private FactsPanel detail(TraceEntry entry) {
        var facts = new FactsPanel(locale, "trace-detail", who(entry), page::closePanel);
        facts.row("trace.column.at", Figures.moment(entry.at(), locale));
        facts.row("trace.column.outcome", words("trace.outcome." + entry.outcome()));
        facts.row("trace.column.cause", entry.cause());
        facts.row("trace.peer", entry.peer());
        entry.messageId().ifPresent(id -> facts.row("trace.column.message", id));
        entry.queueId().ifPresent(id -> facts.row("queue.id", id));
        if (!entry.detail().isEmpty()) {
            facts.foreign("trace.detail", entry.detail());
        }
        return facts;
    }

    private String words(String key) {
        return Texts.of(locale, key);
    }
}
