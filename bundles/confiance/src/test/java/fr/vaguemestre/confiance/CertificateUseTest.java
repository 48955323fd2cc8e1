package fr.vaguemestre.confiance;

import static org.assertj.core.api.Assertions.assertThat;

import fr.vaguemestre.api.confiance.Verdict.Cause;
import fr.vaguemestre.range.RangeLeaf;
import java.math.BigInteger;
import java.nio.file.Files;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.util.Base64;
import java.util.Date;
import java.util.Optional;
import java.util.stream.Stream;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A listed operator's name under a trusted signature is not enough: the certificate must be for what it is shown for. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CertificateUseTest {
    private static final int SIGNS = KeyUsage.digitalSignature;

    private TestSpace space;
    private Judge judge;
    private TrustState state;

    @BeforeAll
    void open() throws Exception {
        space = new TestSpace();
        judge = new Judge(space.igc);
        var now = space.clock.instant();
        var list = space.verifier().fresh(space.lists.signed(now), space.inForce(), now);
        state = TrustState.empty(space.igc).list(list).crls(space.inForce(), Optional.empty());
    }

    @AfterAll
    void close() {
        space.close();
    }

    static Stream<Arguments> uses() {
        var client = KeyPurposeId.id_kp_clientAuth;
        var server = KeyPurposeId.id_kp_serverAuth;
        return Stream.of(
                Arguments.of(SIGNS, new KeyPurposeId[] {client}, Cause.MATCH, false),
                Arguments.of(SIGNS, new KeyPurposeId[] {server, client}, Cause.MATCH, true),
                Arguments.of(SIGNS, new KeyPurposeId[] {KeyPurposeId.anyExtendedKeyUsage}, Cause.MATCH, true),
                Arguments.of(0, new KeyPurposeId[] {}, Cause.MATCH, true),
                Arguments.of(SIGNS, new KeyPurposeId[] {server}, Cause.WRONG_USE, true),
                Arguments.of(SIGNS, new KeyPurposeId[] {KeyPurposeId.id_kp_codeSigning}, Cause.WRONG_USE, false),
                Arguments.of(KeyUsage.keyEncipherment, new KeyPurposeId[] {server, client}, Cause.WRONG_USE, true));
    }

    @ParameterizedTest
    @MethodSource("uses")
    @Tag("fault-54")
    void onlyAClientsCertificateSpeaksForAnOperator(int keyUsage, KeyPurposeId[] purposes, Cause cause, boolean server)
            throws Exception {
        X509Certificate shown = issued(keyUsage, purposes);

        var verdict = judge.judge(state, space.clock.instant(), Optional.of(shown), "a@valide.mssante.test");

        assertThat(verdict.cause()).isEqualTo(cause);
        assertThat(verdict.allowed()).isEqualTo(cause == Cause.MATCH);
        assertThat(CertificateUse.SERVER.allowedBy(shown)).isEqualTo(server);
    }

    /** Name and key of the good operator, signed by the trusted authority, for these uses; 0 and none are told by no extension. */
    private X509Certificate issued(int keyUsage, KeyPurposeId... purposes) throws Exception {
        X509Certificate good = space.certificate(RangeLeaf.VALIDE);
        var now = space.clock.instant();
        var builder = new JcaX509v3CertificateBuilder(
                space.range.orgCa(),
                BigInteger.valueOf(4711),
                Date.from(now.minusSeconds(60)),
                Date.from(now.plus(Duration.ofDays(1))),
                good.getSubjectX500Principal(),
                good.getPublicKey());
        if (keyUsage != 0) {
            builder.addExtension(Extension.keyUsage, true, new KeyUsage(keyUsage));
        }
        if (purposes.length > 0) {
            builder.addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(purposes));
        }
        var signer = new JcaContentSignerBuilder("SHA256withRSA").build(authorityKey());
        return new JcaX509CertificateConverter().getCertificate(builder.build(signer));
    }

    private PrivateKey authorityKey() throws Exception {
        String pem = Files.readString(space.range.folder().resolve("private/org-ca.key"));
        byte[] der = Base64.getMimeDecoder().decode(pem.replaceAll("-----[A-Z ]+-----", ""));
        return KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(der));
    }
}
