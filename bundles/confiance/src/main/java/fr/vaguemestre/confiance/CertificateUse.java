package fr.vaguemestre.confiance;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.List;

/**
 * What a certificate may be shown for in a TLS handshake (RFC 5280, sections 4.2.1.3 and 4.2.1.12): an extension that is there
 * restricts, one that is not does not.
 */
enum CertificateUse {
    /** Whoever connects. */
    CLIENT("1.3.6.1.5.5.7.3.2"),
    /** Whoever is connected to. */
    SERVER("1.3.6.1.5.5.7.3.1");

    private static final String ANY = "2.5.29.37.0";

    private final String purpose;

    CertificateUse(String purpose) {
        this.purpose = purpose;
    }

    /** Whether the certificate was issued for this; one whose extensions cannot be read was not. */
    boolean allowedBy(X509Certificate certificate) {
        try {
            List<String> purposes = certificate.getExtendedKeyUsage();
            boolean fits = purposes == null || purposes.contains(purpose) || purposes.contains(ANY);
            return fits && (this == SERVER || signs(certificate));
        } catch (CertificateParsingException unreadable) {
            return false;
        }
    }

    /** A client proves its key by a signature; a server of TLS 1.2 may have one for key encipherment only. */
    private static boolean signs(X509Certificate certificate) {
        boolean[] uses = certificate.getKeyUsage();
        return uses == null || uses[0];
    }
}
