package fr.vaguemestre.igc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fr.vaguemestre.api.access.Caller;
import fr.vaguemestre.api.igc.CertificateRequest;
import fr.vaguemestre.api.igc.OwnCertificate;
import fr.vaguemestre.api.igc.OwnCertificate.Algorithm;
import fr.vaguemestre.api.igc.OwnCertificate.State;
import fr.vaguemestre.api.igc.OwnCertificate.Usage;
import fr.vaguemestre.api.problem.Problem;
import fr.vaguemestre.audit.AuditSchema;
import fr.vaguemestre.store.TestStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keys of another source than the nodes' software: made, used and removed there, and nothing half done while it is away. */
class KeySourcesTest {
    private static final TestStore STORE = TestStore.with(new AuditSchema(), new IgcSchema());
    private static final Caller ADMIN = TestStore.superAdmin();
    private static final Optional<String> OPERATOR = Optional.empty();
    private static final String SUBJECT = "C=FR,O=CH DE TEST,OU=1319900098,CN=CH DE TEST";

    private final TestAuthority root = TestAuthority.root("CN=AC RACINE,O=ANS,C=FR");
    private final KeyPair own = TestAuthority.p256();
    private final TestSource token = new TestSource("token");
    private final CertificateRepository certificates = new CertificateRepository(STORE.work(), STORE.factory("igc"));

    @TempDir
    private Path folder;

    private FileKeeper anchors;
    private CertificateKeeper keeper;

    @AfterAll
    static void end() {
        STORE.close();
    }

    @BeforeEach
    void start() throws IOException {
        STORE.tamper("TRUNCATE vm.igc_authority, vm.igc_certificate");
        TestFolder.prepare(folder, root, root.leaf(SUBJECT, own.getPublic(), extra -> {}), own);
        var authorities = new AuthorityRepository(STORE.work(), STORE.factory("igc"));
        anchors = new FileKeeper(config(Map.of()), authorities);
        authorities.add(ADMIN, root.certificate(), Optional.empty(), TestAuthority.NOW);
        keeper = new CertificateKeeper(config(Map.of()), certificates, sources("token", "software"), List.of());
    }

    @AfterEach
    void stop() throws InterruptedException {
        keeper.stop();
        anchors.stop();
    }

    private IgcConfig config(Map<String, Object> more) {
        return TestFolder.config(folder, more);
    }

    private KeySources sources(String forClient, String forServers) {
        IgcConfig config = config(Map.of("clientSource", forClient, "serverSource", forServers));
        return new KeySources(config, new SoftwareSource(config), List.of(token, new TestSource("No Name")));
    }

    private KeptCertificateService service(KeySources sources) {
        return new KeptCertificateService(
                config(Map.of()),
                certificates,
                keeper,
                sources,
                anchors,
                TestTenancy.of("310000002", "chu.mssante.fr"),
                Clock.fixed(TestAuthority.NOW, ZoneOffset.UTC));
    }

    private KeptCertificateService service() {
        return service(sources("token", "software"));
    }

    private static CertificateRequest wanted(Usage usage, String... names) {
        return new CertificateRequest(
                usage,
                Algorithm.EC_P256,
                Optional.of("CH DE TEST"),
                Optional.of("CH DE TEST"),
                Optional.of("1319900098"),
                Optional.empty(),
                Optional.empty(),
                List.of(names));
    }

    private OwnCertificate asked() {
        return service().request(ADMIN, OPERATOR, wanted(Usage.ORG_AUTH_CLI));
    }

    private X509Certificate issued(OwnCertificate request) {
        return TestRequest.issued(
                root, request.csr(), SUBJECT, List.of(), KeyUsage.digitalSignature, KeyPurposeId.id_kp_clientAuth);
    }

    private OwnCertificate loaded(OwnCertificate request) {
        return service().load(ADMIN, OPERATOR, request.id(), pem(issued(request)));
    }

    private static byte[] pem(X509Certificate leaf) {
        return Pem.of(List.of(leaf)).getBytes(StandardCharsets.US_ASCII);
    }

    @Test
    void theOperatorsClientCertificateIsShownWithAKeyThatIsInNoFile() throws Exception {
        OwnCertificate request = asked();
        assertThat(request.source()).isEqualTo("token");
        assertThat(STORE.look("SELECT sealed_key FROM vm.igc_certificate")).isEqualTo("label-" + request.id());
        var identity = new KeptClientIdentity(certificates, sources("token", "software"));
        assertThat(identity.manager()).as("nothing is in service").isEmpty();

        OwnCertificate loaded = loaded(request);
        assertThat(loaded.state()).as("its name is on no list").isEqualTo(State.IN_SERVICE);
        assertThat(token.certificates(request.id(), ""))
                .startsWith(
                        TlsFolder.read(folder.resolve("operateur-client.crt")).getFirst());
        var shown = (ShownIdentity) identity.manager().orElseThrow();
        assertThat(shown.chooseEngineClientAlias(new String[] {"RSA"}, null, null))
                .isNull();
        String alias = shown.chooseEngineClientAlias(new String[] {"RSA", "EC"}, null, null);
        assertThat(shown.getPrivateKey(alias)).isEqualTo(token.key(request.id(), "label-" + request.id()));
        assertThat(shown.getCertificateChain(alias)).hasSize(1);
        assertThat(TestFolder.files(folder)).doesNotContain("operateur.igc", "operateur-client.key");
        assertThat(anchors.folder().own()).containsKey("operateur-client");

        service().back(ADMIN, OPERATOR, request.id());
        assertThat(identity.manager()).isEmpty();
        assertThat(TestFolder.files(folder)).doesNotContain("operateur-client.crt");
        service().serve(ADMIN, OPERATOR, request.id());
        assertThat(identity.manager()).isPresent();
    }

    @Test
    void whileTheSourceIsAwayNothingIsHalfDone() {
        OwnCertificate request = asked();
        token.away(true);
        refused(this::asked, "test.away");
        refused(() -> loaded(request), "test.away");
        refused(() -> service().remove(ADMIN, OPERATOR, request.id()), "test.away");
        assertThat(states()).containsExactly(request.id() + " REQUESTED");
        token.away(false);
        loaded(request);
        service().back(ADMIN, OPERATOR, request.id());
        token.away(true);
        refused(() -> service().serve(ADMIN, OPERATOR, request.id()), "test.away");
        assertThat(states()).containsExactly(request.id() + " PREVIOUS");
        token.away(false);
        service().remove(ADMIN, OPERATOR, request.id());
        assertThat(states()).isEmpty();
        assertThat(token.keys()).isEmpty();
    }

    @Test
    void aKeyThatTheDatabaseDoesNotKeepIsTakenBack() {
        var refusedByTheDatabase = new TestSource("No Name");
        IgcConfig config = config(Map.of("clientSource", "No Name"));
        var sources = new KeySources(config, new SoftwareSource(config), List.of(refusedByTheDatabase));
        assertThatThrownBy(() -> service(sources).request(ADMIN, OPERATOR, wanted(Usage.ORG_AUTH_CLI)))
                .isInstanceOf(RuntimeException.class);
        assertThat(refusedByTheDatabase.keys()).isEmpty();
    }

    @Test
    void theKeyBeforeThePreviousOneIsForgotten() {
        OwnCertificate first = asked();
        loaded(first);
        OwnCertificate second = asked();
        loaded(second);
        assertThat(token.keys()).containsOnlyKeys(first.id(), second.id());
        OwnCertificate third = asked();
        loaded(third);
        assertThat(token.keys()).containsOnlyKeys(second.id(), third.id());
    }

    @Test
    void eachUseHasTheSourceOfTheSettings() {
        assertThat(service()
                        .request(ADMIN, OPERATOR, wanted(Usage.SERV_SSL, "mx.hopital.example"))
                        .source())
                .isEqualTo("software");
        assertThat(token.keys()).isEmpty();
        refused(
                () -> service(sources("software", "token"))
                        .request(ADMIN, OPERATOR, wanted(Usage.SERV_SSL, "mx.hopital.example")),
                "igc.source-unfit");
        refused(
                () -> service(sources("elsewhere", "software")).request(ADMIN, OPERATOR, wanted(Usage.ORG_AUTH_CLI)),
                "igc.source");
        assertThat(service(sources("software", "software"))
                        .request(ADMIN, OPERATOR, wanted(Usage.ORG_AUTH_CLI))
                        .source())
                .isEqualTo("software");
        assertThat(Set.copyOf(service().certificates(ADMIN))).hasSize(2);
    }

    private List<String> states() {
        return service().certificates(ADMIN, OPERATOR).stream()
                .map(one -> one.id() + " " + one.state())
                .toList();
    }

    private static void refused(ThrowingCallable act, String code) {
        assertThatThrownBy(act).isInstanceOfSatisfying(Problem.class, problem -> assertThat(problem.code())
                .isEqualTo(code));
    }
}
