package fr.vaguemestre.igc;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509CRL;
import java.util.List;

/** The revocation lists in force on this node, which the trust space verified and wrote. */
final class RevocationLists {
    private RevocationLists() {}

    /** Those of a PEM file; none where there are none, or where it cannot be read, which the check of the lists tells. */
    static List<X509CRL> read(Path pem) {
        if (Files.notExists(pem)) {
            return List.of();
        }
        try {
            return CertificateFactory.getInstance("X.509")
                    .generateCRLs(new ByteArrayInputStream(Files.readAllBytes(pem)))
                    .stream()
                    .map(X509CRL.class::cast)
                    .filter(list -> list.getNextUpdate() != null)
                    .toList();
        } catch (IOException | GeneralSecurityException unreadable) {
            return List.of();
        }
    }
}
