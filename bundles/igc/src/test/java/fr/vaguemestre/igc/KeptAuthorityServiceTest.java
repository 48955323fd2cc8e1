package fr.vaguemestre.igc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fr.vaguemestre.api.access.Caller;
import fr.vaguemestre.api.igc.Authority;
import fr.vaguemestre.api.igc.Authority.Origin;
import fr.vaguemestre.api.igc.Authority.Role;
import fr.vaguemestre.api.igc.AuthorityService;
import fr.vaguemestre.api.problem.Problem;
import fr.vaguemestre.audit.AuditSchema;
import fr.vaguemestre.store.TestStore;
import fr.vaguemestre.testkit.Await;
import fr.vaguemestre.testkit.Configs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Authorities on a real database, and the file that the servers of each node read. */
class KeptAuthorityServiceTest {
    private static final TestStore STORE = TestStore.with(new AuditSchema(), new IgcSchema());
    private static final Caller ADMIN = TestStore.superAdmin();
    private static final Clock CLOCK = Clock.fixed(TestAuthority.NOW, ZoneOffset.UTC);

    private final TestAuthority node = TestAuthority.root("CN=mss.hopital.example");
    private final TestAuthority root = TestAuthority.root("CN=AC RACINE,O=ANS,C=FR");
    private final TestAuthority child = root.subordinate("CN=AC ORGANISATIONS,O=ANS,C=FR");
    private final AuthorityRepository repository = new AuthorityRepository(STORE.work(), STORE.factory("igc"));

    @TempDir
    private Path folder;

    @TempDir
    private Path otherFolder;

    private FileKeeper keeper;
    private AuthorityService service;

    @AfterAll
    static void end() {
        STORE.close();
    }

    @BeforeEach
    void start() throws IOException {
        STORE.tamper("TRUNCATE vm.igc_authority");
        keeper = node(folder, "off");
        service = new KeptAuthorityService(repository, keeper, CLOCK);
    }

    @AfterEach
    void stop() throws InterruptedException {
        keeper.stop();
    }

    private FileKeeper node(Path tls, String range) throws IOException {
        Files.writeString(tls.resolve("base.pem"), Pem.of(List.of(node.certificate())));
        return new FileKeeper(
                Configs.of(IgcConfig.class, Map.of("tls", tls.toString(), "range", range, "lookSeconds", 1)),
                repository);
    }

    @Test
    void aNewNodeTrustsOnlyItself() {
        Await.until("the file is written", 10, () -> file(folder).size() == 1);
        assertThat(service.authorities(ADMIN)).singleElement().satisfies(one -> {
            assertThat(one.origin()).isEqualTo(Origin.NODE);
            refused(() -> service.remove(ADMIN, one.id(), true), "igc.authority-fixed");
        });
    }

    @Test
    void loadedAuthoritiesTakeThePlaceOfTheNodesOwnOnEveryNode() throws Exception {
        trust(root);
        assertThat(file(folder)).containsExactly(root.certificate());
        trust(child);
        assertThat(file(folder)).containsExactlyInAnyOrder(root.certificate(), child.certificate());

        FileKeeper other = node(otherFolder, "off");
        try {
            Await.until("the other node follows", 10, () -> file(otherFolder).size() == 2);
            service.remove(ADMIN, Pem.sha256(child.certificate()), false);
            assertThat(file(folder)).containsExactly(root.certificate());
            Await.until(
                    "the other node follows again", 10, () -> file(otherFolder).size() == 1);
        } finally {
            other.stop();
        }
        assertThat(STORE.look("SELECT string_agg(action, ' ' ORDER BY sequence) FROM vm.audit_entry"
                        + " WHERE action LIKE 'igc.%' AND sequence > (SELECT max(sequence) - 3 FROM vm.audit_entry)"))
                .isEqualTo("igc.trust igc.trust igc.distrust");
    }

    @Test
    void onThePracticeRangeTheRangesOwnStay() throws Exception {
        FileKeeper practice = node(otherFolder, "on");
        try {
            var onRange = new KeptAuthorityService(repository, practice, CLOCK);
            TestAuthority next = TestAuthority.root("CN=TEST AC RACINE 2,C=FR");
            onRange.trust(ADMIN, Pem.der(next.certificate()), Pem.sha256(next.certificate()));
            assertThat(file(otherFolder)).containsExactly(node.certificate(), next.certificate());
            assertThat(onRange.authorities(ADMIN))
                    .extracting(Authority::origin)
                    .containsExactlyInAnyOrder(Origin.RANGE, Origin.LOADED);
        } finally {
            practice.stop();
        }
    }

    @Test
    void whatIsExaminedIsNotTrustedAndAnotherFingerprintNeither() {
        Authority shown = service.examine(ADMIN, Pem.der(root.certificate()));
        assertThat(shown.role()).isEqualTo(Role.ROOT);
        assertThat(shown.origin()).isEqualTo(Origin.EXAMINED);
        assertThat(shown.daysLeft()).isEqualTo(3650);
        assertThat(shown.fingerprint()).matches("([0-9A-F]{2}:){31}[0-9A-F]{2}");
        refused(
                () -> service.trust(ADMIN, Pem.der(root.certificate()), Pem.sha256(child.certificate())),
                "igc.fingerprint-differs");
        assertThat(repository.all()).isEmpty();

        service.trust(ADMIN, Pem.der(root.certificate()), shown.fingerprint());
        assertThat(repository.all()).containsExactly(root.certificate());
        refused(() -> trust(root), "igc.authority-known");
    }

    @Test
    void whatOthersNeedIsNotRemoved() throws IOException {
        trust(root);
        trust(child);
        X509Certificate ours =
                child.leaf("CN=mx.hopital.example", TestAuthority.p256().getPublic(), extra -> {});
        Files.writeString(folder.resolve("operateur.crt"), Pem.of(List.of(ours, child.certificate())));

        assertThat(service.authorities(ADMIN).getFirst().dependents())
                .containsExactly(child.name(), "CN=mx.hopital.example");
        refused(() -> service.remove(ADMIN, Pem.sha256(root.certificate()), true), "igc.authority-needed");
        refused(() -> service.remove(ADMIN, Pem.sha256(child.certificate()), false), "igc.authority-in-use");
        service.remove(ADMIN, Pem.sha256(child.certificate()), true);
        service.remove(ADMIN, Pem.sha256(root.certificate()), true);
        assertThat(file(folder)).containsExactly(node.certificate());
        refused(() -> service.remove(ADMIN, Pem.sha256(root.certificate()), true), "igc.authority-unknown");
    }

    @Test
    void onlySuperAdministratorsComeNear() {
        Caller hospital = TestStore.domainAdmin("310000000", "chu.mssante.fr");
        refused(() -> service.authorities(hospital), "access.role");
        refused(() -> service.examine(hospital, new byte[0]), "access.role");
        refused(() -> service.trust(hospital, new byte[0], ""), "access.role");
        refused(() -> service.remove(hospital, "", true), "access.role");
    }

    private void trust(TestAuthority authority) {
        service.trust(ADMIN, Pem.der(authority.certificate()), Pem.sha256(authority.certificate()));
    }

    private static List<X509Certificate> file(Path tls) {
        return TlsFolder.read(tls.resolve("igc.pem"));
    }

    private static void refused(ThrowingCallable act, String code) {
        assertThatThrownBy(act).isInstanceOfSatisfying(Problem.class, problem -> assertThat(problem.code())
                .isEqualTo(code));
    }
}
