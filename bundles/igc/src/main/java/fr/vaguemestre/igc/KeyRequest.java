package fr.vaguemestre.igc;

import fr.vaguemestre.api.igc.OwnCertificate.Algorithm;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;
import java.util.List;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.ExtensionsGenerator;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequest;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequestBuilder;

/**
 * A new key, and the request (PKCS #10) for its certificate.
 *
 * @param pem the request
 */
record KeyRequest(PrivateKey key, String pem) {
    private static final String LABEL = "CERTIFICATE REQUEST";

    /** What a request asks a certificate for. */
    record Asked(PublicKey key, X500Principal subject) {}

    /** Makes a key; takes up to some seconds for RSA. */
    static KeyRequest make(Algorithm algorithm, X500Name subject, List<String> names) {
        try {
            KeyPair pair = pair(algorithm);
            var builder = new JcaPKCS10CertificationRequestBuilder(subject, pair.getPublic());
            if (!names.isEmpty()) {
                var extensions = new ExtensionsGenerator();
                extensions.addExtension(
                        Extension.subjectAlternativeName,
                        false,
                        new GeneralNames(names.stream()
                                .map(name -> new GeneralName(GeneralName.dNSName, name))
                                .toArray(GeneralName[]::new)));
                builder.addAttribute(PKCSObjectIdentifiers.pkcs_9_at_extensionRequest, extensions.generate());
            }
            String signature = algorithm == Algorithm.RSA_3072 ? "SHA256withRSA" : "SHA256withECDSA";
            byte[] der = builder.build(new JcaContentSignerBuilder(signature).build(pair.getPrivate()))
                    .getEncoded();
            return new KeyRequest(pair.getPrivate(), Pem.of(LABEL, der));
        } catch (GeneralSecurityException | OperatorCreationException | IOException impossible) {
            throw new IllegalStateException("no key could be made", impossible);
        }
    }

    /** What a request of {@link #make} asked for. */
    static Asked read(String pem) {
        byte[] der = Base64.getMimeDecoder()
                .decode(pem.replace("-----BEGIN " + LABEL + "-----", "").replace("-----END " + LABEL + "-----", ""));
        try {
            var request = new JcaPKCS10CertificationRequest(der);
            return new Asked(
                    request.getPublicKey(),
                    new X500Principal(request.getSubject().getEncoded()));
        } catch (GeneralSecurityException | IOException impossible) {
            throw new IllegalStateException("a request was kept that cannot be read", impossible);
        }
    }

    private static KeyPair pair(Algorithm algorithm) throws GeneralSecurityException {
        if (algorithm == Algorithm.EC_P256) {
            var generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        }
        var generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(3072);
        return generator.generateKeyPair();
    }

    @Override
    public String toString() {
        return "a key and its request";
    }
}
