package fr.vaguemestre.edge;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.CRL;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.util.HashSet;
import java.util.Set;
import javax.security.auth.x500.X500Principal;

/** Whether the mail edge has a revocation list of each authority that it trusts. */
final class Revocation {
    private final Path anchors;
    private final Path crls;

    Revocation(Path anchors, Path crls) {
        this.anchors = anchors;
        this.crls = crls;
    }

    boolean isComplete() {
        try {
            var factory = CertificateFactory.getInstance("X.509");
            Set<X500Principal> listed = new HashSet<>();
            try (InputStream in = Files.newInputStream(crls)) {
                for (CRL crl : factory.generateCRLs(in)) {
                    listed.add(((X509CRL) crl).getIssuerX500Principal());
                }
            }
            try (InputStream in = Files.newInputStream(anchors)) {
                for (Certificate authority : factory.generateCertificates(in)) {
                    if (!listed.contains(((X509Certificate) authority).getSubjectX500Principal())) {
                        return false;
                    }
                }
            }
            return true;
        } catch (IOException | GeneralSecurityException unreadable) {
            return false;
        }
    }
}
