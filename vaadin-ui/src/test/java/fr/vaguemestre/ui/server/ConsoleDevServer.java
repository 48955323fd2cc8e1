package fr.vaguemestre.ui.server;

import fr.vaguemestre.api.access.Role;
import fr.vaguemestre.api.bal.BalState;
import fr.vaguemestre.api.bal.BalType;
import fr.vaguemestre.api.bal.Holder;
import fr.vaguemestre.api.messages.QueuedMessage;
import fr.vaguemestre.api.messages.QueuedMessage.Recipient;
import fr.vaguemestre.api.messages.TraceEntry;
import fr.vaguemestre.console.spi.ConsoleView;
import fr.vaguemestre.testkit.Configs;
import fr.vaguemestre.ui.annuaire.AnnuaireView;
import fr.vaguemestre.ui.annuaire.PublicationsView;
import fr.vaguemestre.ui.audit.AuditView;
import fr.vaguemestre.ui.bal.BalsView;
import fr.vaguemestre.ui.confiance.CertificatesView;
import fr.vaguemestre.ui.confiance.TrustView;
import fr.vaguemestre.ui.confiance.WhiteListsView;
import fr.vaguemestre.ui.doctor.DoctorView;
import fr.vaguemestre.ui.home.HomeView;
import fr.vaguemestre.ui.igc.AuthoritiesView;
import fr.vaguemestre.ui.igc.OwnCertificatesView;
import fr.vaguemestre.ui.indicators.IndicatorsView;
import fr.vaguemestre.ui.messages.QuarantineView;
import fr.vaguemestre.ui.messages.QueueView;
import fr.vaguemestre.ui.messages.TraceView;
import fr.vaguemestre.ui.people.PeopleView;
import fr.vaguemestre.ui.registry.News;
import fr.vaguemestre.ui.settings.SettingsView;
import fr.vaguemestre.ui.state.StateView;
import fr.vaguemestre.ui.tenancy.DomainsView;
import fr.vaguemestre.ui.tenancy.StructuresView;
import fr.vaguemestre.ui.webmail.WebmailView;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

/** The whole console outside OSGi, on services in memory: for looking at it and for tests. */
public final class ConsoleDevServer implements AutoCloseable {
    /** The password of every account here. */
    public static final String PASSWORD = "correct horse battery";

    private static final String CHU = "ch-exemple.mssante.test";
    private static final String CLINIC = "clinique.mssante.test";

    /** What it runs on. */
    public final MemoryServices services = new MemoryServices();

    /** What open pages listen to. */
    public final News news = new News();

    private final List<ConsoleView> views = new CopyOnWriteArrayList<>();
    private final ConsoleJetty jetty;

    private ConsoleDevServer(int port, int idleSeconds) {
        views.add(new WebmailView(services, news));
        views.add(new HomeView(services, news));
        views.add(new DomainsView(services, news));
        views.add(new BalsView(services, news));
        views.add(new PeopleView(services, news));
        views.add(new StructuresView(services, news));
        views.add(new QueueView(services, news));
        views.add(new QuarantineView(services, news));
        views.add(new TraceView(services, news));
        views.add(new TrustView(services, news));
        views.add(new DoctorView(services, news));
        views.add(new WhiteListsView(services, news));
        views.add(new CertificatesView(services, news));
        views.add(new AuthoritiesView(services, news));
        views.add(new OwnCertificatesView(services, news));
        views.add(new AnnuaireView(services, news));
        views.add(new PublicationsView(services, news));
        views.add(new IndicatorsView(services, news));
        views.add(new AuditView(services, news, Clock.systemUTC()));
        views.add(new StateView(services, news));
        views.add(new SettingsView());
        var config =
                Configs.of(ConsoleConfig.class, Map.of("port", port, "tickSeconds", 1, "idleSeconds", idleSeconds));
        jetty = new ConsoleJetty(config, new Parts(services, () -> List.copyOf(views), news));
        people();
    }

    /** Starts one on that port; 0 takes a free one. */
    public static ConsoleDevServer start(int port) throws Exception {
        return start(port, 1800);
    }

    /** Starts one whose sessions end after that many seconds without an action. */
    public static ConsoleDevServer start(int port, int idleSeconds) throws Exception {
        var server = new ConsoleDevServer(port, idleSeconds);
        server.jetty.start();
        return server;
    }

    /** Runs with sample mailboxes until it is killed; the port is the first argument. */
    public static void main(String[] arguments) throws Exception {
        try (var server = start(arguments.length == 0 ? 24082 : Integer.parseInt(arguments[0]))) {
            server.sample();
            new CountDownLatch(1).await();
        }
    }

    /** Where it is. */
    public String url() {
        return "http://localhost:" + jetty.port() + ConsoleJetty.CONTEXT + "/";
    }

    /** The pages that it offers. */
    public List<ConsoleView> views() {
        return List.copyOf(views);
    }

    /** Adds a page while it runs. */
    public void add(ConsoleView view) {
        views.add(view);
        news.publish(News.Kind.VIEWS);
    }

    /** Takes a page away while it runs. */
    public void remove(ConsoleView view) {
        views.remove(view);
        news.publish(News.Kind.VIEWS);
    }

    @Override
    public void close() {
        try {
            jetty.stop();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private void people() {
        services.tenancy.add(CHU, "750000018");
        services.tenancy.add(CLINIC, "690000021");
        services.auth.add(
                "admin",
                PASSWORD,
                MemoryAuth.caller("admin", Optional.empty(), Set.of(Role.SUPER_ADMIN), Set.of(), Set.of()));
        services.auth.add(
                "gestion",
                PASSWORD,
                MemoryAuth.caller(
                        "Claire Fontaine", Optional.of("750000018"), Set.of(Role.DOMAIN_ADMIN), Set.of(CHU), Set.of()));
        services.auth.add(
                "kit.doc",
                PASSWORD,
                MemoryAuth.caller(
                        "Kit DOC", Optional.of("750000018"), Set.of(Role.USER), Set.of(), Set.of("kit.doc@" + CHU)));
    }

    /** Fills in mailboxes as a hospital has them. */
    public void sample() {
        personal("ada.inf", "Ada", "INF", "60", 38_400_000, BalState.ACTIVE, 0);
        personal("benoit.lefevre", "Benoît", "LEFÈVRE", "10", 731_000_000, BalState.ACTIVE, 3);
        personal("camille.durand", "Camille", "DURAND", "50", 0, BalState.CREEE, 9);
        personal("hoang-anh.nguyen", "Hoàng-Anh", "NGUYEN", "10", 1_040_000_000, BalState.ACTIVE, 20);
        personal("kit.doc", "Kit", "DOC", "10", 212_000_000, BalState.ACTIVE, 31);
        personal("lea.martin", "Léa", "MARTIN", "21", 9_100_000, BalState.SUSPENDUE, 44);
        personal("paul.girard", "Paul", "GIRARD", "40", 3_000_000, BalState.FERMEE, 61);
        put("secretariat.cardiologie@" + CHU, BalType.ORG, "Secrétariat de cardiologie", 402_000_000, 12);
        put("urgences@" + CHU, BalType.ORG, "Urgences adultes", 95_000_000, 15);
        put("ris.imagerie@" + CHU, BalType.APP, "RIS imagerie", 610_000_000, 17);
        people("ada.inf", "benoit.lefevre", "kit.doc", "lea.martin");
        waiting("4Zx1", "unreachable");
        waiting("STUBBORN1", "tls-handshake");
        services.doctor.round();
        put("accueil@" + CLINIC, BalType.ORG, "Accueil de la clinique", 1_200_000, 5);
    }

    private void people(String... names) {
        services.users.add("admin", Set.of(Role.SUPER_ADMIN), Set.of(), Set.of());
        services.users.add("claire.fontaine", Set.of(Role.DOMAIN_ADMIN), Set.of(CHU), Set.of());
        for (String name : names) {
            services.users.add(name, Set.of(Role.USER), Set.of(), Set.of(name + "@" + CHU));
        }
    }

    private void waiting(String id, String cause) {
        String recipient = "labo@absent.mssante.test";
        Instant at = Instant.parse("2026-11-22T08:15:00Z");
        services.messages.waiting.add(new QueuedMessage(
                id,
                "deferred",
                at,
                48_000,
                "kit.doc@" + CHU,
                List.of(new Recipient(recipient, cause, "connect to mx.absent.mssante.test: refused"))));
        services.messages.record(new TraceEntry(
                at,
                "750000018",
                "delivery",
                "deferred",
                cause,
                "connect to mx.absent.mssante.test: refused",
                "mx.absent.mssante.test",
                Optional.of("kit.doc@" + CHU),
                Optional.of(recipient),
                Optional.of("<" + id + "@" + CHU + ">"),
                Optional.of(id)));
    }

    /** Fills in that many personal mailboxes whose addresses begin with those letters, in the order of their numbers. */
    public void many(String start, int count) {
        for (int i = 0; i < count; i++) {
            String number = String.format(Locale.ROOT, "%05d", i);
            services.bals.put(
                    MemoryBals.bal(start + number + "@" + CHU, BalType.PER, "Boîte " + number, 0, BalState.ACTIVE)
                            .build());
        }
    }

    private void personal(
            String local, String given, String family, String profession, long used, BalState state, int daysAgo) {
        services.bals.put(MemoryBals.bal(local + "@" + CHU, BalType.PER, given + " " + family, used, state)
                .holder(Optional.of(new Holder("99700218896", given, family, Optional.of(profession))))
                .made(Instant.parse("2026-11-20T09:30:00Z").minus(Duration.ofDays(daysAgo)))
                .build());
    }

    private void put(String address, BalType type, String name, long used, int daysAgo) {
        services.bals.put(MemoryBals.bal(address, type, name, used, BalState.ACTIVE)
                .made(Instant.parse("2026-11-20T09:30:00Z").minus(Duration.ofDays(daysAgo)))
                .build());
    }
}
