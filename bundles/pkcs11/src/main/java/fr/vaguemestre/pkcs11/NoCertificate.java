package fr.vaguemestre.pkcs11;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.Provider;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.RuntimeOperatorException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * What stands in the place of a certificate until one is issued: signed by the key itself, of a name that says so, never valid. That it
 * can be made shows that the key signs.
 */
final class NoCertificate {
    private static final String WORDS = "O=Vaguemestre: no certificate yet";

    private NoCertificate() {}

    static boolean is(X509Certificate certificate) {
        return certificate.getSubjectX500Principal().getName().endsWith(WORDS);
    }

    /**
     * Made by that key.
     *
     * @param label of the key: two of one name would be each other's issuers, and the JDK would leave one behind for the other
     */
    static Certificate[] chain(String label, KeyPair pair, Provider provider) throws GeneralSecurityException {
        var name = new X500Principal("CN=" + label + "," + WORDS);
        String signature = pair.getPublic().getAlgorithm().equals("RSA") ? "SHA256withRSA" : "SHA256withECDSA";
        Date never = Date.from(Instant.EPOCH);
        var certificate = new JcaX509v3CertificateBuilder(name, BigInteger.ONE, never, never, name, pair.getPublic());
        try {
            var signer =
                    new JcaContentSignerBuilder(signature).setProvider(provider).build(pair.getPrivate());
            return new Certificate[] {new JcaX509CertificateConverter().getCertificate(certificate.build(signer))};
        } catch (OperatorCreationException | RuntimeOperatorException unable) {
            throw new GeneralSecurityException("a key that it made signs nothing: " + unable.getMessage(), unable);
        }
    }
}
