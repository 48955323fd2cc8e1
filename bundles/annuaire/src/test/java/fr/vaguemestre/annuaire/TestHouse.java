package fr.vaguemestre.annuaire;

import fr.vaguemestre.api.access.Caller;
import fr.vaguemestre.api.bal.Bal;
import fr.vaguemestre.api.bal.BalService;
import fr.vaguemestre.api.bal.BalState;
import fr.vaguemestre.api.bal.BalType;
import fr.vaguemestre.api.bal.Holder;
import fr.vaguemestre.api.bal.Publication;
import fr.vaguemestre.audit.AuditSchema;
import fr.vaguemestre.range.RangeIgc;
import fr.vaguemestre.range.TestDirectory;
import fr.vaguemestre.store.TestStore;
import fr.vaguemestre.testkit.Configs;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The room on a real PostgreSQL before an imitation directory; mailboxes are what a test says. */
final class TestHouse implements AutoCloseable {
    static final String TENANT = "310000000";
    static final String DOMAIN = "ch.mssante.test";

    private static Optional<RangeIgc> shared = Optional.empty();

    final TestStore store = TestStore.with(new AuditSchema(), new AnnuaireSchema());
    final TestDirectory directory;
    final AnnuaireConfig config;
    private final Path folder;
    private final RangeIgc igc;
    private final Path anchors;
    private final Map<String, Bal> mailboxes = new ConcurrentHashMap<>();

    TestHouse() throws IOException, GeneralSecurityException {
        folder = Files.createTempDirectory(Path.of("target"), "annuaire").toAbsolutePath();
        igc = sharedIgc();
        directory = new TestDirectory(igc, folder.resolve("range"));
        anchors = folder.resolve("anchors.pem");
        Files.writeString(
                anchors,
                Files.readString(igc.folder().resolve("root.crt"))
                        + Files.readString(igc.folder().resolve("org-ca.crt")));
        config = config(Map.of());
    }

    /** Its keys take seconds to make: one for all tests. */
    private static synchronized RangeIgc sharedIgc() throws IOException, GeneralSecurityException {
        if (shared.isEmpty()) {
            Path folder = Files.createTempDirectory(Path.of("target"), "igc").toAbsolutePath();
            shared = Optional.of(
                    RangeIgc.make(folder.resolve("igc"), "http://127.0.0.1:27201", "mssante.test", Clock.systemUTC()));
        }
        return shared.get();
    }

    /** The range's authorities. */
    RangeIgc igc() {
        return igc;
    }

    /** The settings, with others. */
    AnnuaireConfig config(Map<String, Object> more) {
        var settings = new HashMap<String, Object>(Map.of(
                "range",
                "on",
                "range_extractionUrl",
                directory.extraction().toString(),
                "range_fhirUrl",
                directory.fhir().toString(),
                "folder",
                folder.resolve("work").toString(),
                "certificate",
                igc.folder().resolve("operateur.crt").toString(),
                "key",
                igc.folder().resolve("operateur.key").toString(),
                "anchors",
                anchors.toString(),
                "answerSeconds",
                2,
                "longestWaitSeconds",
                2));
        settings.putAll(more);
        return Configs.of(AnnuaireConfig.class, settings);
    }

    /** Where the room works. */
    Path work() {
        return folder.resolve("work");
    }

    /** Publications told by FHIR Patch; close them. */
    OutboxPublicationService publications(String publisher) {
        var chosen = Configs.of(
                AnnuaireConfig.class,
                Map.of("range", "on", "range_publisher", publisher, "longestWaitSeconds", 2, "reportSeconds", 1));
        var service = new OutboxPublicationService(
                chosen, store.work(), store.factory("annuaire"), balService(), Clock.systemUTC());
        service.publishers = List.of(new FhirPatchPublisher(config), new FilePublisher(config));
        return service;
    }

    CopyRepository copies() {
        return new CopyRepository(store.pool());
    }

    SearchRepository searches() {
        return new SearchRepository(store.pool());
    }

    /** A mailbox as bal would tell of it. */
    void mailbox(Bal bal) {
        mailboxes.put(bal.address(), bal);
    }

    static Bal per(String local, String rpps, long version) {
        return bal(
                local,
                BalType.PER,
                Optional.of(new Holder(rpps, "Kit", "Doc", Optional.of("10"))),
                "",
                false,
                BalState.ACTIVE,
                version);
    }

    static Bal org(String local, String service, long version) {
        return bal(local, BalType.ORG, Optional.empty(), service, false, BalState.ACTIVE, version);
    }

    static Bal bal(
            String local,
            BalType type,
            Optional<Holder> holder,
            String service,
            boolean red,
            BalState state,
            long version) {
        return new Bal(
                local + "@" + DOMAIN,
                type,
                DOMAIN,
                local,
                "",
                service,
                holder,
                holder.isPresent() ? Optional.empty() : Optional.of("99700218896"),
                Optional.empty(),
                1,
                0,
                red,
                state,
                new Publication(Publication.State.A_PUBLIER, Optional.empty(), Optional.empty(), Optional.empty()),
                Optional.empty(),
                Instant.EPOCH,
                version);
    }

    static Caller admin() {
        return TestStore.domainAdmin(TENANT, DOMAIN);
    }

    private BalService balService() {
        return (BalService) Proxy.newProxyInstance(
                BalService.class.getClassLoader(),
                new Class<?>[] {BalService.class},
                (proxy, method, given) -> mailboxes.get(String.valueOf(given[1])));
    }

    @Override
    public void close() {
        directory.close();
        store.close();
    }
}
