package fr.vaguemestre.ui.home;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Section;
import com.vaadin.flow.component.html.UnorderedList;
import fr.vaguemestre.api.access.Caller;
import fr.vaguemestre.api.bal.BalFilter;
import fr.vaguemestre.api.bal.BalState;
import fr.vaguemestre.api.bal.Publication;
import fr.vaguemestre.api.monitoring.HealthStatus;
import fr.vaguemestre.api.paging.PageRequest;
import fr.vaguemestre.api.problem.Unauthenticated;
import fr.vaguemestre.api.webmail.FolderUse;
import fr.vaguemestre.api.webmail.MailFolder;
import fr.vaguemestre.console.spi.ConsoleContext;
import fr.vaguemestre.console.spi.Level;
import fr.vaguemestre.ui.list.Cells;
import fr.vaguemestre.ui.list.Cells.Mood;
import fr.vaguemestre.ui.registry.News;
import fr.vaguemestre.ui.registry.Services;
import fr.vaguemestre.ui.shell.PageHead;
import fr.vaguemestre.ui.text.Texts;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What waits for the person, level by level; each line leads to the page where it is dealt with. */
final class HomePage extends Div {
    private static final Logger LOG = LoggerFactory.getLogger(HomePage.class);
    private static final int SOON_DAYS = 45;
    private static final int TICKS = 3;

    private final ConsoleContext context;
    private final Services services;
    private final Locale locale;
    private final Div groups = new Div();
    private List<String> shown = List.of();
    private int ticks;

    HomePage(ConsoleContext context, Services services, News news) {
        this.context = context;
        this.services = services;
        locale = context.locale();
        addClassNames("vm-page", "vm-scroll");
        Caller caller = context.caller();
        var lead = new Paragraph(words("home.lead"));
        lead.addClassName("vm-count");
        var head = new PageHead(Texts.of(locale, "home.hello", caller.displayName())).below(lead);
        groups.setId("home-groups");
        groups.addClassName("vm-home");
        add(head, groups);
        renew();
        news.follow(this, kind -> {
            if (kind == News.Kind.BALS || (kind == News.Kind.TICK && ++ticks % TICKS == 0)) {
                renew();
            }
        });
    }

    private void renew() {
        Caller caller = context.caller();
        Map<Level, List<Line>> lines = read(caller);
        List<String> now = lines.values().stream()
                .flatMap(List::stream)
                .map(Line::toString)
                .toList();
        if (!now.equals(shown)) {
            shown = now;
            groups.removeAll();
            List<Level> widestFirst = new ArrayList<>(lines.keySet());
            Collections.reverse(widestFirst);
            widestFirst.forEach(level -> show(level, lines.getOrDefault(level, List.of())));
        }
    }

    /** Asks all services side by side: the page waits for the slowest one, not for their sum. */
    private Map<Level, List<Line>> read(Caller caller) {
        Map<Level, List<CompletableFuture<Line>>> asked = new EnumMap<>(Level.class);
        for (Level level : Level.values()) {
            if (level.compareTo(Level.of(caller)) <= 0) {
                asked.put(level, of(level, caller).stream().map(this::ask).toList());
            }
        }
        Map<Level, List<Line>> lines = new EnumMap<>(Level.class);
        asked.forEach((level, some) ->
                lines.put(level, some.stream().map(HomePage::answered).toList()));
        return lines;
    }

    private CompletableFuture<Line> ask(Waiting waiting) {
        return CompletableFuture.supplyAsync(
                () -> read(waiting),
                task -> Thread.ofVirtual().name("start-page").start(task));
    }

    private static Line answered(CompletableFuture<Line> line) {
        try {
            return line.join();
        } catch (CompletionException failed) {
            if (failed.getCause() instanceof Unauthenticated ended) {
                throw ended;
            }
            throw failed;
        }
    }

    private void show(Level level, List<Line> lines) {
        if (lines.isEmpty()) {
            return;
        }
        var list = new UnorderedList();
        lines.forEach(line -> list.add(item(line)));
        var section = new Section(new H2(words("menu." + level.name().toLowerCase(Locale.ROOT))), list);
        section.addClassName("vm-card");
        section.setId("home-" + level.name().toLowerCase(Locale.ROOT));
        groups.add(section);
    }

    private ListItem item(Line line) {
        var link = new Anchor(line.waiting().page(), words(line.waiting().key() + ".title"));
        var words = line.figure().isEmpty()
                ? words("home.unknown")
                : Texts.counted(locale, line.waiting().key(), line.figure().get());
        boolean waits = line.figure().filter(figure -> figure > 0).isPresent();
        var badge = Cells.badge(
                words,
                line.figure().isEmpty() ? Mood.WARN : waits ? line.waiting().mood() : Mood.CALM);
        var item = new ListItem(link, badge);
        item.getElement().setAttribute("data-waiting", line.waiting().key());
        return item;
    }

    /** A line with its figure, where it could be read. */
    private record Line(Waiting waiting, Optional<Long> figure) {}

    private Line read(Waiting waiting) {
        try {
            return new Line(waiting, Optional.of(waiting.figure().get()));
        } catch (Unauthenticated ended) {
            throw ended;
        } catch (RuntimeException away) {
            LOG.debug("the start page cannot tell {}", waiting.key(), away); // the line says that it is unknown
            return new Line(waiting, Optional.empty());
        }
    }

    private List<Waiting> of(Level level, Caller caller) {
        return switch (level) {
            case PLATFORM -> platform(caller);
            case DOMAIN -> domain(caller);
            case ME -> own(caller);
        };
    }

    private List<Waiting> platform(Caller caller) {
        return List.of(
                new Waiting(
                        "home.state",
                        "state",
                        () -> services.health().findings().stream()
                                .filter(finding -> finding.status() != HealthStatus.UP)
                                .count(),
                        Mood.BAD),
                new Waiting(
                        "home.trust",
                        "trust",
                        () -> services.confiance().whiteList().lastFailure().isPresent() ? 1L : 0L,
                        Mood.BAD),
                new Waiting(
                        "home.certificates",
                        "certificates",
                        () -> services.certificates().installed(caller).stream()
                                .filter(certificate -> certificate.daysLeft() < SOON_DAYS)
                                .count(),
                        Mood.WARN));
    }

    private List<Waiting> domain(Caller caller) {
        var one = new PageRequest(1, Optional.empty(), Optional.empty(), Optional.empty());
        return List.of(
                new Waiting(
                        "home.queue",
                        "queue",
                        () -> services.queue().list(caller, one).total(),
                        Mood.WARN),
                new Waiting(
                        "home.bals",
                        "bal",
                        () -> services.bals().list(caller, BalFilter.all(), one).total(),
                        Mood.CALM),
                new Waiting(
                        "home.suspended",
                        "bal?state=SUSPENDUE",
                        () -> services.bals()
                                .list(
                                        caller,
                                        new BalFilter(
                                                Optional.empty(), Optional.empty(), Optional.of(BalState.SUSPENDUE)),
                                        one)
                                .total(),
                        Mood.WARN),
                new Waiting(
                        "home.publications",
                        "publications?state=A_CORRIGER",
                        () -> services.publications()
                                .list(caller, Optional.of(Publication.State.A_CORRIGER), one)
                                .total(),
                        Mood.WARN));
    }

    private List<Waiting> own(Caller caller) {
        if (caller.mailboxes().isEmpty() || !services.hasWebmail()) {
            return List.of();
        }
        return List.of(new Waiting("home.unread", "mail", () -> unread(caller), Mood.GOOD));
    }

    private long unread(Caller caller) {
        return caller.mailboxes().stream()
                .flatMap(address -> services.webmail().folders(caller, address).stream())
                .filter(folder -> folder.use().filter(FolderUse.INBOX::equals).isPresent())
                .mapToLong(MailFolder::unread)
                .sum();
    }

    private String words(String key) {
        return Texts.of(locale, key);
    }
}
