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
import fr.vaguemestre.pkcs11.SoftToken;
import fr.vaguemestre.pkcs11.TokenSource;
import fr.vaguemestre.store.TestStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import org.apache.felix.hc.api.Result;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The operator's certificate as a client, its key in a real token: from the request to the handshake, and when the token is gone. */
class TokenCertificateTest {
    private static final TestStore STORE = TestStore.with(new AuditSchema(), new IgcSchema());
    private static final Caller ADMIN = TestStore.superAdmin();
    private static final Optional<String> OPERATOR = Optional.empty();
    private static final String SUBJECT = "C=FR,O=CH DE TEST,OU=1319900098,CN=CH DE TEST";

    private final TestAuthority root = TestAuthority.root("CN=AC RACINE,O=ANS,C=FR");
    private final CertificateRepository certificates = new CertificateRepository(STORE.work(), STORE.factory("igc"));

    @TempDir
    private Path folder;

    private TokenSource token;
    private FileKeeper anchors;
    private CertificateKeeper keeper;

    @AfterAll
    static void end() {
        STORE.close();
    }

    @BeforeEach
    void start() throws IOException {
        STORE.tamper("TRUNCATE vm.igc_authority, vm.igc_certificate");
        KeyPair own = TestAuthority.p256();
        TestFolder.prepare(folder, root, root.leaf(SUBJECT, own.getPublic(), extra -> {}), own);
        var authorities = new AuthorityRepository(STORE.work(), STORE.factory("igc"));
        anchors = new FileKeeper(TestFolder.config(folder), authorities);
        authorities.add(ADMIN, root.certificate(), Optional.empty(), TestAuthority.NOW);
        use(SoftToken.own());
        keeper = new CertificateKeeper(TestFolder.config(folder), certificates, sources(), List.of());
    }

    @AfterEach
    void stop() throws InterruptedException {
        keeper.stop();
        anchors.stop();
        token.close();
    }

    private void use(SoftToken soft) {
        token = soft.source(folder);
    }

    private KeySources sources() {
        IgcConfig config = TestFolder.config(folder, Map.of("clientSource", "pkcs11"));
        return new KeySources(config, new SoftwareSource(config), List.of(token));
    }

    private KeptCertificateService service() {
        return new KeptCertificateService(
                TestFolder.config(folder),
                certificates,
                keeper,
                sources(),
                anchors,
                TestTenancy.of("310000002", "chu.mssante.fr"),
                Clock.fixed(TestAuthority.NOW, ZoneOffset.UTC));
    }

    private OwnCertificate asked(Algorithm algorithm) {
        Optional<String> name = Optional.of("CH DE TEST");
        return service()
                .request(
                        ADMIN,
                        OPERATOR,
                        new CertificateRequest(
                                Usage.ORG_AUTH_CLI,
                                algorithm,
                                name,
                                name,
                                Optional.of("1319900098"),
                                Optional.empty(),
                                Optional.empty(),
                                List.of()));
    }

    private X509Certificate issued(OwnCertificate request) {
        return TestRequest.issued(
                root, request.csr(), SUBJECT, List.of(), KeyUsage.digitalSignature, KeyPurposeId.id_kp_clientAuth);
    }

    private OwnCertificate load(OwnCertificate request, X509Certificate issued) {
        return service()
                .load(ADMIN, OPERATOR, request.id(), Pem.of(List.of(issued)).getBytes(StandardCharsets.US_ASCII));
    }

    private KeyManager shown() {
        return new KeptClientIdentity(certificates, sources()).manager().orElseThrow();
    }

    @ParameterizedTest
    @EnumSource
    void fromTheRequestToTheHandshakeTheKeyStaysInTheToken(Algorithm algorithm) throws Exception {
        OwnCertificate request = asked(algorithm);
        assertThat(request.source()).isEqualTo("pkcs11");
        OwnCertificate other = asked(algorithm);
        X509Certificate issued = issued(request);
        refused(() -> load(other, issued), "igc.key-differs");
        assertThat(token.certificates(other.id(), "vaguemestre-" + other.id())).isEmpty();

        assertThat(load(request, issued).state()).isEqualTo(State.IN_SERVICE);
        assertThat(token.certificates(request.id(), "vaguemestre-" + request.id()))
                .containsExactly(issued);
        var server = new Handshake(root);
        assertThat(server.seen("TLSv1.3", shown())).isEqualTo(issued);
        assertThat(server.seen("TLSv1.2", shown())).isEqualTo(issued);
        var impostor = new ShownIdentity(TestAuthority.p256().getPrivate(), List.of(issued));
        assertThatThrownBy(() -> server.seen("TLSv1.3", impostor))
                .as("the server looks at what the key signs")
                .isInstanceOf(Exception.class);

        assertThat(STORE.look("SELECT string_agg(sealed_key, ' ') FROM vm.igc_certificate WHERE state = 'IN_SERVICE'"))
                .isEqualTo("vaguemestre-" + request.id());
        assertThat(TestFolder.files(folder)).doesNotContain("operateur.igc");
        assertThat(Files.readString(folder.resolve("operateur-client.crt"))).doesNotContain("PRIVATE");
        service().remove(ADMIN, OPERATOR, other.id());
        refused(() -> token.key(other.id(), "vaguemestre-" + other.id()), "pkcs11.key-unknown");
    }

    @Test
    void theKeyBeforeThePreviousOneLeavesTheToken() {
        OwnCertificate first = asked(Algorithm.EC_P256);
        OwnCertificate second = asked(Algorithm.EC_P256);
        OwnCertificate third = asked(Algorithm.EC_P256);
        for (OwnCertificate one : List.of(first, second, third)) {
            load(one, issued(one));
        }
        refused(() -> token.key(first.id(), "vaguemestre-" + first.id()), "pkcs11.key-unknown");
        service().back(ADMIN, OPERATOR, third.id());
        assertThat(new KeptClientIdentity(certificates, sources()).manager()).isPresent();
        service().remove(ADMIN, OPERATOR, third.id());
        assertThat(token.certificates(second.id(), "vaguemestre-" + second.id()))
                .as("of the same name as the one that was removed")
                .hasSize(1);
    }

    @Test
    void aTokenThatIsTakenAwayIsNamedAndChangesNothing() throws IOException {
        token.close();
        SoftToken soft = SoftToken.lost();
        use(soft);
        OwnCertificate first = asked(Algorithm.EC_P256);
        load(first, issued(first));
        OwnCertificate second = asked(Algorithm.EC_P256);
        assertThat(check().getStatus()).isEqualTo(Result.Status.OK);

        Files.move(soft.folder(), Path.of(soft.folder() + ".away"));
        refused(() -> load(second, issued(second)), "pkcs11.key-unknown");
        assertThatThrownBy(this::shown).isInstanceOf(Problem.class);
        assertThat(check().getStatus()).isEqualTo(Result.Status.WARN);
        assertThat(check().toString()).contains(first.id(), second.id(), "pkcs11.");
        assertThat(service().certificates(ADMIN, OPERATOR).stream()
                        .map(one -> one.id() + " " + one.state())
                        .toList())
                .containsExactly(first.id() + " IN_SERVICE", second.id() + " REQUESTED");
        assertThatThrownBy(() -> asked(Algorithm.EC_P256))
                .isInstanceOfSatisfying(
                        Problem.class, why -> assertThat(why.code()).startsWith("pkcs11."));
        assertThat(service().certificates(ADMIN, OPERATOR)).hasSize(2);
        assertThat(keeper.failure()).as("the servers' files do not need it").isEmpty();
    }

    private Result check() {
        return new SourceCheck(certificates, sources()).execute();
    }

    private static void refused(ThrowingCallable act, String code) {
        assertThatThrownBy(act).isInstanceOfSatisfying(Problem.class, problem -> assertThat(problem.code())
                .isEqualTo(code));
    }
}
