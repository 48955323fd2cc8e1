package fr.vaguemestre.igc;

import fr.vaguemestre.api.problem.Unavailable;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
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
import org.bouncycastle.operator.RuntimeOperatorException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.operator.jcajce.JcaContentVerifierProviderBuilder;
import org.bouncycastle.pkcs.PKCSException;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequest;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequestBuilder;

/** Requests for certificates (PKCS #10), signed by the keys that they are for. */
final class KeyRequest {
    private static final String LABEL = "CERTIFICATE REQUEST";

    /** What a request asks a certificate for. */
    record Asked(PublicKey key, X500Principal subject) {}

    private KeyRequest() {}

    /**
     * The request in PEM.
     *
     * @param signing the private half, which may be a token's: only its own provider can use it, and is found by it
     * @throws Unavailable {@code igc.source} if the key signs nothing
     */
    static String of(PublicKey key, PrivateKey signing, X500Name subject, List<String> names) {
        try {
            var builder = new JcaPKCS10CertificationRequestBuilder(subject, key);
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
            String signature = key.getAlgorithm().equals("RSA") ? "SHA256withRSA" : "SHA256withECDSA";
            var request = builder.build(new JcaContentSignerBuilder(signature).build(signing));
            if (!request.isSignatureValid(new JcaContentVerifierProviderBuilder().build(key))) {
                throw new Unavailable("igc.source", "what the new key signs does not fit its public half");
            }
            return Pem.of(LABEL, request.getEncoded());
        } catch (OperatorCreationException | PKCSException | IOException | RuntimeOperatorException unusable) {
            throw new Unavailable("igc.source", "the new key signs no request: " + unusable.getMessage(), unusable);
        }
    }

    /** What a request of {@link #of} asked for. */
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
}
