package fr.vaguemestre.igc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fr.vaguemestre.api.access.Caller;
import fr.vaguemestre.api.igc.CertificateRequest;
import fr.vaguemestre.api.igc.OwnCertificate;
import fr.vaguemestre.api.igc.OwnCertificate.Algorithm;
import fr.vaguemestre.api.igc.OwnCertificate.State;
import fr.vaguemestre.api.igc.OwnCertificate.Usage;
import fr.vaguemestre.api.igc.OwnCertificateService;
import fr.vaguemestre.api.problem.FieldError;
import fr.vaguemestre.api.problem.Invalid;
import fr.vaguemestre.api.problem.Problem;
import fr.vaguemestre.audit.AuditSchema;
import fr.vaguemestre.store.TestStore;
import fr.vaguemestre.testkit.Await;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Our certificates on a real database, and the files that the servers of each node read. */
class KeptCertificateServiceTest {
    private static final TestStore STORE = TestStore.with(new AuditSchema(), new IgcSchema());
    private static final Caller ADMIN = TestStore.superAdmin();
    private static final Caller HOSPITAL = TestStore.domainAdmin("310000002", "chu.mssante.fr");
    private static final Optional<String> OPERATOR = Optional.empty();
    private static final Optional<String> CHU = Optional.of("chu.mssante.fr");
    private static final String NAME = "C=FR,O=CH DE TEST,OU=1319900098,CN=mx.hopital.example";

    private final TestAuthority node = TestAuthority.root("CN=mss.hopital.example");
    private final TestAuthority root = TestAuthority.root("CN=AC RACINE,O=ANS,C=FR");
    private final KeyPair own = TestAuthority.p256();
    private final AuthorityRepository authorities = new AuthorityRepository(STORE.work(), STORE.factory("igc"));
    private final CertificateRepository certificates = new CertificateRepository(STORE.work(), STORE.factory("igc"));
    private final Clock clock = Clock.fixed(TestAuthority.NOW, ZoneOffset.UTC);

    @TempDir
    private Path folder;

    @TempDir
    private Path otherFolder;

    private final TestSink postfix = new TestSink();
    private FileKeeper anchors;
    private CertificateKeeper keeper;
    private OwnCertificateService service;

    @AfterAll
    static void end() {
        STORE.close();
    }

    @BeforeEach
    void start() throws IOException {
        STORE.tamper("TRUNCATE vm.igc_authority, vm.igc_certificate");
        TestFolder.prepare(folder, node, root.leaf(NAME, own.getPublic(), extra -> {}), own);
        anchors = new FileKeeper(TestFolder.config(folder), authorities);
        keeper = new CertificateKeeper(
                TestFolder.config(folder), certificates, TestFolder.software(folder), List.of(postfix));
        service = new KeptCertificateService(
                TestFolder.config(folder),
                certificates,
                keeper,
                TestFolder.software(folder),
                anchors,
                TestTenancy.of("310000002", "chu.mssante.fr"),
                clock);
        authorities.add(ADMIN, root.certificate(), Optional.empty(), TestAuthority.NOW);
    }

    @AfterEach
    void stop() throws InterruptedException {
        keeper.stop();
        anchors.stop();
    }

    private static CertificateRequest wanted(Usage usage, String organization, String unit, String... names) {
        return new CertificateRequest(
                usage,
                Algorithm.EC_P256,
                Optional.empty(),
                Optional.of(organization),
                Optional.of(unit),
                Optional.empty(),
                Optional.empty(),
                List.of(names));
    }

    private OwnCertificate operators() {
        return service.request(
                ADMIN, OPERATOR, wanted(Usage.SERV_SSL, "CH DE TEST", "1319900098", "mx.hopital.example"));
    }

    private X509Certificate issued(OwnCertificate request, String subject, String... names) {
        return TestRequest.issued(root, request.csr(), subject, names);
    }

    private OwnCertificate load(Caller by, Optional<String> domain, OwnCertificate request, X509Certificate issued) {
        return service.load(by, domain, request.id(), pem(issued));
    }

    private static byte[] pem(X509Certificate... chain) {
        return Pem.of(List.of(chain)).getBytes(StandardCharsets.US_ASCII);
    }

    private static X509Certificate served(Path tls) {
        return TlsFolder.read(tls.resolve("operateur.crt")).getFirst();
    }

    @Test
    void theOperatorsIsAskedForLoadedServedAndTakenBack() throws IOException {
        X509Certificate before = served(folder);
        OwnCertificate request = operators();
        assertThat(request.state()).isEqualTo(State.REQUESTED);
        assertThat(request.csr()).startsWith("-----BEGIN CERTIFICATE REQUEST-----");
        assertThat(KeyRequest.read(request.csr()).subject().getName())
                .isEqualTo("CN=mx.hopital.example,OU=1319900098,O=CH DE TEST,C=FR");
        X509Certificate issued = issued(request, NAME, "mx.hopital.example");

        assertThat(service.examine(ADMIN, OPERATOR, request.id(), pem(issued)).state())
                .isEqualTo(State.IN_SERVICE);
        assertThat(served(folder)).as("only looked at").isEqualTo(before);
        OwnCertificate loaded = load(ADMIN, OPERATOR, request, issued);
        assertThat(loaded.daysLeft()).contains(365L);
        assertThat(served(folder)).isEqualTo(issued);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("operateur.key"))))
                .isEqualTo("rw-r-----");
        assertThat(postfix.times()).hasValue(1);
        refused(() -> load(ADMIN, OPERATOR, request, issued), "igc.not-requested");
        refused(() -> service.remove(ADMIN, OPERATOR, request.id()), "igc.in-service");

        service.back(ADMIN, OPERATOR, request.id());
        assertThat(served(folder)).as("what the node had").isEqualTo(before);
        assertThat(postfix.times()).hasValue(2);
        service.serve(ADMIN, OPERATOR, request.id());
        assertThat(served(folder)).isEqualTo(issued);
        service.back(ADMIN, OPERATOR, request.id());
        refused(() -> service.back(ADMIN, OPERATOR, request.id()), "igc.not-in-service");
        service.remove(ADMIN, OPERATOR, request.id());
        assertThat(service.certificates(ADMIN, OPERATOR)).isEmpty();
        assertThat(TestFolder.files(folder)).doesNotContain("operateur.igc");
        assertThat(STORE.look("SELECT string_agg(action, ' ' ORDER BY sequence) FROM vm.audit_entry WHERE"
                        + " action LIKE 'igc.%' AND sequence > (SELECT max(sequence) - 6 FROM vm.audit_entry"
                        + " WHERE tenant = '000000000') AND tenant = '000000000'"))
                .isEqualTo("igc.request igc.load igc.back igc.serve igc.back igc.remove");
    }

    @Test
    void theKeyOnDiskIsThatOfTheCertificateAndTheDatabaseHoldsNothingOfIt() throws Exception {
        OwnCertificate request = operators();
        load(ADMIN, OPERATOR, request, issued(request, NAME, "mx.hopital.example"));
        String key = Files.readString(folder.resolve("operateur.key"));
        String line = key.lines().skip(1).findFirst().orElseThrow();
        assertThat(STORE.look("SELECT string_agg(c::text, ' ') FROM vm.igc_certificate c"))
                .contains(request.id())
                .doesNotContain(line);
        assertThat(STORE.look("SELECT string_agg(e::text, ' ') FROM vm.audit_entry e"))
                .doesNotContain(line);
        assertThat(request.toString()).doesNotContain("PRIVATE");
    }

    @Test
    void theOneBeforeIsKeptAndOneStepBackShowsItAgain() {
        OwnCertificate first = operators();
        X509Certificate one = issued(first, NAME, "mx.hopital.example");
        load(ADMIN, OPERATOR, first, one);
        OwnCertificate second = operators();
        X509Certificate two = issued(second, NAME, "mx.hopital.example");
        load(ADMIN, OPERATOR, second, two);
        OwnCertificate third = operators();
        load(ADMIN, OPERATOR, third, issued(third, NAME, "mx.hopital.example"));
        assertThat(states()).containsExactly(third.id() + " IN_SERVICE", second.id() + " PREVIOUS");

        service.back(ADMIN, OPERATOR, third.id());
        assertThat(served(folder)).isEqualTo(two);
        assertThat(states()).containsExactly(second.id() + " IN_SERVICE", third.id() + " PREVIOUS");
    }

    @Test
    void anotherNodeHasTheSameFilesSoonAndAlsoAfterTheyWereLost() throws Exception {
        OwnCertificate request = operators();
        X509Certificate issued = issued(request, NAME, "mx.hopital.example");
        load(ADMIN, OPERATOR, request, issued);
        TestFolder.prepare(otherFolder, node, root.leaf(NAME, own.getPublic(), extra -> {}), own);
        var other = new CertificateKeeper(
                TestFolder.config(otherFolder), certificates, TestFolder.software(otherFolder), List.of());
        try {
            Await.until("the other node follows", 10, () -> served(otherFolder).equals(issued));
            Files.writeString(otherFolder.resolve("operateur.key"), "lost");
            Await.until("it mends its files", 10, () -> TestFolder.content(otherFolder.resolve("operateur.key"))
                    .equals(TestFolder.content(folder.resolve("operateur.key"))));
        } finally {
            other.stop();
        }
    }

    @Test
    void aServerThatRefusesIsToldUntilItTakesThem() {
        postfix.refuse(true);
        OwnCertificate request = operators();
        X509Certificate issued = issued(request, NAME, "mx.hopital.example");
        refused(() -> load(ADMIN, OPERATOR, request, issued), "igc.reload");
        assertThat(served(folder)).isEqualTo(issued);
        Await.until("health tells it", 10, () -> keeper.failure().isPresent());
        postfix.refuse(false);
        Await.until("it is told again", 10, () -> postfix.times().get() == 1);
        Await.until("health is well", 10, () -> keeper.failure().isEmpty());
    }

    @Test
    void aHospitalsNamesAndItsClientCertificateAreFilesOfTheirOwn() throws IOException {
        Files.writeString(folder.resolve("servers/mail.autre.mssante.fr.pem"), "put there by hand");
        OwnCertificate names = service.request(
                HOSPITAL,
                CHU,
                wanted(Usage.SERV_SSL, "CHU", "1310000002", "Mail.chu.mssante.fr", "imap.chu.mssante.fr"));
        String subject = "C=FR,O=CHU,OU=1310000002,CN=mail.chu.mssante.fr";
        load(HOSPITAL, CHU, names, issued(names, subject, "mail.chu.mssante.fr", "imap.chu.mssante.fr"));
        OwnCertificate client = service.request(HOSPITAL, CHU, wanted(Usage.ORG_AUTH_CLI, "CHU", "1310000002"));
        X509Certificate shown = TestRequest.issued(
                root,
                client.csr(),
                "C=FR,O=CHU,OU=1310000002,CN=chu.mssante.fr",
                List.of(),
                KeyUsage.digitalSignature,
                KeyPurposeId.id_kp_clientAuth);
        load(HOSPITAL, CHU, client, shown);

        assertThat(TestFolder.files(folder.resolve("servers")))
                .containsExactly("imap.chu.mssante.fr.pem", "mail.autre.mssante.fr.pem", "mail.chu.mssante.fr.pem");
        String file = TestFolder.content(folder.resolve("clients/chu.mssante.fr.pem"));
        assertThat(file).containsSubsequence("PRIVATE KEY", Pem.of(List.of(shown)));
        assertThat(postfix.times()).hasValue(2);
        service.back(HOSPITAL, CHU, names.id());
        service.back(HOSPITAL, CHU, client.id());
        assertThat(TestFolder.files(folder.resolve("servers"))).containsExactly("mail.autre.mssante.fr.pem");
        assertThat(TestFolder.files(folder.resolve("clients"))).isEmpty();
        assertThat(service.certificates(HOSPITAL)).hasSize(2);
        assertThat(service.certificates(ADMIN)).hasSize(2);
    }

    @Test
    void anotherNameOfTheOperatorWaitsUntilSomebodyVouchesForIt() {
        X509Certificate before = served(folder);
        OwnCertificate request = service.request(
                ADMIN, OPERATOR, wanted(Usage.SERV_SSL, "CH NOUVEAU", "1319900098", "mx.hopital.example"));
        String subject = NAME.replace("CH DE TEST", "CH NOUVEAU");
        OwnCertificate loaded = load(ADMIN, OPERATOR, request, issued(request, subject, "mx.hopital.example"));
        assertThat(loaded.state()).isEqualTo(State.WAITING_FOR_LIST);
        assertThat(served(folder)).isEqualTo(before);
        service.serve(ADMIN, OPERATOR, request.id());
        assertThat(served(folder)).isNotEqualTo(before);
    }

    @Test
    void whoIsKnownByNoNameWaitsForNoList() throws IOException {
        Files.writeString(folder.resolve("operateur.crt"), Pem.of(List.of(node.certificate())));
        OwnCertificate request = operators();
        X509Certificate issued = issued(request, NAME, "mx.hopital.example");
        assertThat(load(ADMIN, OPERATOR, request, issued).state()).isEqualTo(State.IN_SERVICE);
        assertThat(served(folder)).isEqualTo(issued);
    }

    @Test
    @Tag("OP-75")
    void theListPutsTheOneThatWaitsInService() throws Exception {
        OwnCertificate request = service.request(
                ADMIN, OPERATOR, wanted(Usage.SERV_SSL, "CH NOUVEAU", "1319900098", "mx.hopital.example"));
        String subject = NAME.replace("CH DE TEST", "CH NOUVEAU");
        X509Certificate issued = issued(request, subject, "mx.hopital.example");
        load(ADMIN, OPERATOR, request, issued);
        var list = new TestList();
        var listed = new ListedNames(TestFolder.config(folder), certificates, keeper, List.of(list.service()));
        try {
            Await.until("the list is asked", 10, () -> list.asked() > 1);
            assertThat(states()).containsExactly(request.id() + " WAITING_FOR_LIST");
            list.add(issued);
            Await.until("it is in service", 10, () -> served(folder).equals(issued));
        } finally {
            listed.stop();
        }
    }

    @Test
    void whatMayNotBeAskedForIsRefusedFieldByField() {
        assertThat(errors(OPERATOR, wanted(Usage.ORG_AUTH_CLI, "", "12", "pas un nom")))
                .containsExactlyInAnyOrder(
                        "subject.organization igc.subject-missing",
                        "subject.organizationalUnit igc.identifier-malformed",
                        "subject.names igc.name-malformed");
        assertThat(errors(CHU, wanted(Usage.SERV_SSL, "x".repeat(65), "1310000002")))
                .containsExactlyInAnyOrder(
                        "subject.organization igc.subject-malformed", "subject.names igc.names-missing");
        assertThat(errors(CHU, wanted(Usage.SERV_SSL, "CHU", "1310000002", "mail.autre.mssante.fr")))
                .containsExactly("subject.names igc.name-foreign");
        for (int i = 0; i < 5; i++) {
            operators();
        }
        refused(this::operators, "igc.too-many-requests");
    }

    @Test
    void nobodyComesNearWhatIsAnothers() {
        OwnCertificate request = operators();
        Caller other = TestStore.domainAdmin("750000018", "autre.mssante.fr");
        refused(() -> service.certificates(HOSPITAL, OPERATOR), "access.role");
        refused(() -> service.request(HOSPITAL, OPERATOR, wanted(Usage.SERV_SSL, "", "")), "access.role");
        refused(() -> service.certificates(other, CHU), "tenancy.domain-unknown");
        refused(() -> service.load(other, CHU, request.id(), new byte[0]), "tenancy.domain-unknown");
        refused(() -> service.back(HOSPITAL, CHU, request.id()), "igc.certificate-unknown");
        refused(() -> service.load(ADMIN, CHU, request.id(), new byte[0]), "igc.certificate-unknown");
        assertThat(service.certificates(HOSPITAL)).isEmpty();
        assertThat(service.certificates(other)).isEmpty();
    }

    @Test
    void aCertificateServesOnceAndTheKeysOfADomainGoWithIt() {
        X509Certificate ours = served(folder);
        OwnCertificate request = operators();
        assertThatThrownBy(() -> load(ADMIN, OPERATOR, request, ours))
                .isInstanceOfSatisfying(Invalid.class, why -> assertThat(why.errors())
                        .extracting(FieldError::code)
                        .contains("igc.certificate-known", "igc.key-differs"));
        service.request(HOSPITAL, CHU, wanted(Usage.ORG_AUTH_CLI, "CHU", "1310000002"));
        certificates.removeAll(Caller.system("310000002", "test"), "chu.mssante.fr");
        assertThat(service.certificates(ADMIN)).hasSize(1);
        assertThat(Duration.between(request.requestedAt(), TestAuthority.NOW)).isZero();
    }

    private List<String> errors(Optional<String> domain, CertificateRequest wanted) {
        try {
            service.request(ADMIN, domain, wanted);
            return List.of();
        } catch (Invalid refused) {
            return refused.errors().stream()
                    .map(error -> error.field() + " " + error.code())
                    .toList();
        }
    }

    private List<String> states() {
        return service.certificates(ADMIN, OPERATOR).stream()
                .map(one -> one.id() + " " + one.state())
                .toList();
    }

    private static void refused(ThrowingCallable act, String code) {
        assertThatThrownBy(act).isInstanceOfSatisfying(Problem.class, problem -> assertThat(problem.code())
                .isEqualTo(code));
    }
}
