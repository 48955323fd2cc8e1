package fr.vaguemestre.igc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fr.vaguemestre.api.access.Caller;
import fr.vaguemestre.api.igc.Authority.Origin;
import fr.vaguemestre.api.igc.OwnCertificate;
import fr.vaguemestre.api.igc.OwnCertificate.Algorithm;
import fr.vaguemestre.api.igc.OwnCertificate.State;
import fr.vaguemestre.api.igc.OwnCertificate.Usage;
import fr.vaguemestre.api.problem.FieldError;
import fr.vaguemestre.api.problem.Invalid;
import fr.vaguemestre.igc.Hierarchy.Trusted;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each reason for which a certificate that was issued is not put in service. */
class CertificatePolicyTest {
    private static final String SUBJECT = "C=FR,O=CH DE TEST,OU=1319900098,CN=mx.hopital.example";
    private static final String MX = "mx.hopital.example";
    private static final Instant NOW = TestAuthority.NOW;

    private final TestAuthority root = TestAuthority.root("CN=AC RACINE,O=ANS,C=FR");
    private final TestAuthority org = root.subordinate("CN=AC ORGANISATIONS,O=ANS,C=FR");

    @TempDir
    private Path folder;

    private String request;
    private X509Certificate good;

    @BeforeEach
    void ask() throws IOException {
        TestFolder.prepare(folder, root, root.certificate(), TestAuthority.p256());
        request = TestKey.request(folder, SUBJECT, MX);
        good = TestRequest.issued(org, request, SUBJECT, MX, "smtp.hopital.example");
    }

    @Test
    void whatWasAskedForIsTakenAndItsChainCompletedWithoutTheRoot() {
        assertThat(check(NOW, good)).containsExactly(good, org.certificate());
        assertThat(check(NOW, good, org.certificate(), root.certificate())).containsExactly(good, org.certificate());
    }

    @Test
    void aWildcardAndTheNameInOtherLettersCover() {
        assertThat(check(NOW, TestRequest.issued(org, request, SUBJECT, "*.hopital.example")))
                .hasSize(2);
        assertThat(check(
                        NOW,
                        TestRequest.issued(org, request, SUBJECT.replace("CH DE", "Ch  De"), "MX.Hopital.Example")))
                .hasSize(2);
    }

    @Test
    void whatIsNotAsAskedIsRefused() {
        String other = TestKey.request(folder, SUBJECT, MX);
        refused("igc.key-differs", NOW, TestRequest.issued(org, other, SUBJECT, MX));
        refused("igc.subject-differs", NOW, TestRequest.issued(org, request, SUBJECT.replace("098", "099"), MX));
        refused("igc.names-not-covered", NOW, TestRequest.issued(org, request, SUBJECT, "mail.hopital.example"));
        refused("igc.names-not-covered", NOW, TestRequest.issued(org, request, SUBJECT));
    }

    @Test
    void whatNobodyWouldBelieveIsRefused() {
        TestAuthority stranger = TestAuthority.root("CN=AUTRE AC,C=FR");
        refused("igc.issuer-untrusted", NOW, TestRequest.issued(stranger, request, SUBJECT, MX));
        TestAuthority impostor = TestAuthority.root("CN=AC ORGANISATIONS,O=ANS,C=FR");
        refused("igc.issuer-untrusted", NOW, TestRequest.issued(impostor, request, SUBJECT, MX));
        refused("igc.expired", NOW.plus(Duration.ofDays(366)), good);
        refused("igc.not-yet-valid", NOW.minus(Duration.ofDays(101)), good);
        TestAuthority test = TestAuthority.root("CN=TEST AC RACINE,C=FR");
        refused("igc.test-certificate", NOW, TestRequest.issued(test, request, SUBJECT, MX));
    }

    @Test
    @Tag("OP-76")
    void aRealCertificateIsRefusedOnThePracticeRange() {
        var policy = new CertificatePolicy(false, trusted(), List.of(), NOW);
        assertThatThrownBy(() -> policy.check(row(Usage.SERV_SSL), List.of(good), false))
                .isInstanceOfSatisfying(
                        Invalid.class, why -> assertThat(why.code()).isEqualTo("igc.real-certificate"));
    }

    @Test
    void theUsageMustBeThatOfTheRequest() {
        List<String> names = List.of(MX);
        int sign = KeyUsage.digitalSignature;
        KeyPurposeId server = KeyPurposeId.id_kp_serverAuth;
        KeyPurposeId client = KeyPurposeId.id_kp_clientAuth;
        refused("igc.key-usage", NOW, TestRequest.issued(org, request, SUBJECT, names, sign, server));
        refused("igc.key-usage", NOW, TestRequest.issued(org, request, SUBJECT, names, sign, client));
        refused(
                "igc.key-usage",
                NOW,
                TestRequest.issued(org, request, SUBJECT, names, KeyUsage.keyAgreement, server, client));
        assertThat(check(NOW, TestRequest.issued(org, request, SUBJECT, names, sign)))
                .hasSize(2);
        var policy = new CertificatePolicy(true, trusted(), List.of(), NOW);
        assertThat(policy.check(
                        row(Usage.ORG_AUTH_CLI),
                        List.of(TestRequest.issued(org, request, SUBJECT, names, sign, client)),
                        false))
                .hasSize(2);
    }

    @Test
    void theOrderIsTheHolderFirst() {
        refused("igc.chain-order", NOW, org.certificate(), good);
        refused("igc.chain-order", NOW, good, root.certificate());
    }

    @Test
    void aRevokedOneIsRefusedByTheListOfItsAuthority() {
        refused("igc.revoked", NOW, List.of(org.crl(good)), good);
        refused("igc.revoked", NOW, List.of(root.crl(org.certificate())), good);
        var policy = new CertificatePolicy(true, trusted(), List.of(root.crl(good)), NOW);
        assertThat(policy.check(row(Usage.SERV_SSL), List.of(good), false)).hasSize(2);
    }

    @Test
    void severalReasonsAreToldAtOnce() {
        var policy = new CertificatePolicy(true, trusted(), List.of(), NOW.plus(Duration.ofDays(400)));
        X509Certificate wrong = TestRequest.issued(org, request, SUBJECT.replace("mx", "mail"));
        assertThatThrownBy(() -> policy.check(row(Usage.SERV_SSL), List.of(wrong), true))
                .isInstanceOfSatisfying(Invalid.class, why -> {
                    assertThat(why.code()).isEqualTo("igc.certificate-refused");
                    assertThat(why.errors())
                            .extracting(FieldError::code)
                            .containsExactly(
                                    "igc.certificate-known",
                                    "igc.subject-differs",
                                    "igc.names-not-covered",
                                    "igc.expired");
                    assertThat(why.errors()).extracting(FieldError::field).containsOnly("chain");
                });
    }

    @Test
    void aKeyIsNeverTakenAndNonsenseNeither() {
        unreadable("igc.private-key", "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n");
        unreadable("igc.private-key", Pem.of(List.of(good)) + "-----BEGIN RSA PRIVATE KEY-----\n");
        unreadable("igc.unreadable", "rien du tout");
        unreadable("igc.unreadable", "");
        unreadable("igc.unreadable", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n");
    }

    private static void unreadable(String code, String text) {
        assertThatThrownBy(() -> CertificatePolicy.read(text.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOfSatisfying(
                        Invalid.class, why -> assertThat(why.code()).isEqualTo(code));
    }

    private void refused(String code, Instant at, X509Certificate... chain) {
        refused(code, at, List.of(), chain);
    }

    private void refused(String code, Instant at, List<X509CRL> lists, X509Certificate... chain) {
        var policy = new CertificatePolicy(true, trusted(), lists, at);
        assertThatThrownBy(() -> policy.check(row(Usage.SERV_SSL), List.of(chain), false))
                .isInstanceOfSatisfying(
                        Invalid.class, why -> assertThat(why.code()).isEqualTo(code));
    }

    private List<X509Certificate> check(Instant at, X509Certificate... chain) {
        return new CertificatePolicy(true, trusted(), List.of(), at).check(row(Usage.SERV_SSL), List.of(chain), false);
    }

    private Hierarchy trusted() {
        return new Hierarchy(
                List.of(new Trusted(root.certificate(), Origin.LOADED), new Trusted(org.certificate(), Origin.LOADED)));
    }

    private CertificateRow row(Usage usage) {
        boolean operators = usage == Usage.SERV_SSL;
        return new CertificateRow(
                operators ? Caller.PLATFORM : "310000002",
                "id",
                operators ? "" : "hopital.example",
                usage,
                State.REQUESTED,
                SUBJECT,
                List.of(MX),
                Algorithm.EC_P256,
                OwnCertificate.SOFTWARE,
                "",
                request,
                List.of(),
                NOW,
                "test",
                Optional.empty());
    }
}
