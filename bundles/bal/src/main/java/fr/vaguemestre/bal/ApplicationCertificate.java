package fr.vaguemestre.bal;

import fr.vaguemestre.api.problem.FieldError;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import javax.security.auth.x500.X500Principal;

/** The ORG_AUTH_CLI certificate that opens an applicative mailbox, given as its subject's DN or as PEM. */
final class ApplicationCertificate {
    private static final String FIELD = "certificate";

    private ApplicationCertificate() {}

    /** The subject's DN in the form of RFC 2253; what is wrong is added to the errors and the text given back. */
    static String subject(String text, Instant now, List<FieldError> errors) {
        try {
            return text.contains("-----BEGIN CERTIFICATE-----") ? ofPem(text, now, errors) : ofDn(text);
        } catch (CertificateException | IllegalArgumentException malformed) {
            errors.add(new FieldError(
                    FIELD, "bal.certificate-malformed", "neither a DN (RFC 2253) nor a certificate in PEM"));
            return text;
        }
    }

    private static String ofDn(String text) {
        String dn = new X500Principal(text).getName(X500Principal.RFC2253);
        if (dn.isEmpty()) {
            throw new IllegalArgumentException("an empty DN");
        }
        return dn;
    }

    private static String ofPem(String pem, Instant now, List<FieldError> errors) throws CertificateException {
        var bytes = new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII));
        var certificate =
                (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(bytes);
        if (certificate.getNotAfter().toInstant().isBefore(now)) {
            errors.add(new FieldError(FIELD, "bal.certificate-expired", "this certificate has expired"));
        }
        return certificate.getSubjectX500Principal().getName(X500Principal.RFC2253);
    }
}
