package fr.vaguemestre.ui.audit;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.server.streams.DownloadHandler;
import fr.vaguemestre.api.audit.AuditEntry;
import fr.vaguemestre.api.audit.AuditQuery;
import fr.vaguemestre.api.audit.AuditService;
import fr.vaguemestre.console.spi.ConsoleContext;
import fr.vaguemestre.ui.list.Cells;
import fr.vaguemestre.ui.list.ListGrid;
import fr.vaguemestre.ui.list.ListPage;
import fr.vaguemestre.ui.list.ListSource;
import fr.vaguemestre.ui.registry.News;
import fr.vaguemestre.ui.shell.SaveLink;
import fr.vaguemestre.ui.text.Figures;
import fr.vaguemestre.ui.text.Texts;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** The trail as a list, newest first; its chains can be walked, and a copy saved. */
final class AuditPage {
    private static final List<String> ROOMS = List.of(
            "access",
            "bal",
            "tenancy",
            "webmail",
            "messages",
            "confiance",
            "igc",
            "annuaire",
            "indicators",
            "doctor",
            "audit");
    private static final Map<String, Duration> PERIODS =
            Map.of("P1D", Duration.ofDays(1), "P7D", Duration.ofDays(7), "P31D", Duration.ofDays(31));

    private final ConsoleContext context;
    private final Supplier<AuditService> trail;
    private final Clock clock;
    private final Locale locale;
    private final ListPage<AuditEntry> page;

    private AuditPage(ConsoleContext context, Supplier<AuditService> trail, News news, Clock clock) {
        this.context = context;
        this.trail = trail;
        this.clock = clock;
        locale = context.locale();
        page = new ListPage<>(context, news, "audit", source());
    }

    /** The page. */
    static ListPage<AuditEntry> of(ConsoleContext context, Supplier<AuditService> trail, News news, Clock clock) {
        return new AuditPage(context, trail, news, clock).build();
    }

    private ListSource<AuditEntry> source() {
        return new ListSource<>(
                context::caller,
                (who, filter, request) -> trail.get().search(who, query(filter), request),
                entry -> entry.tenant() + "/" + entry.sequence(),
                "ui.audit-away");
    }

    private AuditQuery query(Map<String, String> filter) {
        return new AuditQuery(
                Optional.empty(),
                Optional.ofNullable(filter.get("room")),
                Optional.empty(),
                Optional.ofNullable(filter.get("period")).map(PERIODS::get).map(ago -> clock.instant()
                        .minus(ago)),
                Optional.empty());
    }

    private ListPage<AuditEntry> build() {
        ListGrid<AuditEntry> grid = page.grid();
        grid.head("what", this::what).setWidth("18rem");
        grid.text("who", 560, AuditEntry::subject).setWidth("12rem");
        grid.text("detail", 860, AuditEntry::detail).setFlexGrow(2);
        grid.text("when", 560, entry -> Figures.moment(entry.at(), locale)).setWidth("13rem");
        grid.text("place", 860, entry -> entry.tenant() + "/" + entry.sequence())
                .setWidth("11rem");
        page.filters().choice("room", ROOMS, room -> room, room -> Texts.of(locale, "audit.room." + room));
        page.filters()
                .choice(
                        "period",
                        List.of("P1D", "P7D", "P31D"),
                        ago -> ago,
                        ago -> Texts.of(locale, "audit.period." + ago));
        return page.renewOn(News.Kind.TICK).act(exported()).act(verify()).show();
    }

    private Div what(AuditEntry entry) {
        return Cells.twoLines(
                entry.action(),
                entry.object(),
                new Span(entry.subject()),
                new Span(Figures.moment(entry.at(), locale)));
    }

    private Button verify() {
        var verify = new Button(Texts.of(locale, "audit.verify"), VaadinIcon.CHECK_CIRCLE.create());
        verify.setId("audit-verify");
        verify.addClickListener(
                click -> new VerifyDialog(UI.getCurrent(), locale, trail.get(), context.caller()).start());
        return verify;
    }

    private SaveLink exported() {
        DownloadHandler file = event -> {
            event.setFileName("audit.jsonl");
            event.setContentType("application/x-ndjson");
            trail.get().export(context.caller(), event.getOutputStream());
        };
        return new SaveLink("audit-export", Texts.of(locale, "audit.export"), file);
    }
}
