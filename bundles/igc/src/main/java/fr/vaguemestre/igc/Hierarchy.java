package fr.vaguemestre.igc;

import fr.vaguemestre.api.igc.Authority.Origin;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The authorities that are trusted at one moment, and who issued whom among them: by signature, not by name alone. */
record Hierarchy(List<Trusted> authorities) {
    private static final int LONGEST = 8;

    /** An authority, and how it came to be trusted. */
    record Trusted(X509Certificate certificate, Origin origin) {
        String id() {
            return Pem.sha256(certificate);
        }
    }

    Hierarchy {
        authorities = List.copyOf(authorities);
    }

    /** The trusted authority with that id. */
    Optional<Trusted> find(String id) {
        return authorities.stream().filter(one -> one.id().equals(id)).findFirst();
    }

    /** The trusted authority that signed this certificate; never itself. */
    Optional<Trusted> issuer(X509Certificate of) {
        return authorities.stream()
                .filter(one -> !one.certificate().equals(of) && signed(of, one.certificate()))
                .findFirst();
    }

    /** The trusted authorities from the one that issued this certificate up to its root. */
    List<X509Certificate> above(X509Certificate certificate) {
        var above = new ArrayList<X509Certificate>();
        var next = issuer(certificate);
        while (next.isPresent() && above.size() < LONGEST) {
            above.add(next.get().certificate());
            next = selfIssued(next.get().certificate())
                    ? Optional.empty()
                    : issuer(next.get().certificate());
        }
        return above;
    }

    static boolean selfIssued(X509Certificate certificate) {
        return certificate.getSubjectX500Principal().equals(certificate.getIssuerX500Principal());
    }

    static boolean signed(X509Certificate certificate, X509Certificate by) {
        if (!certificate.getIssuerX500Principal().equals(by.getSubjectX500Principal())) {
            return false;
        }
        try {
            certificate.verify(by.getPublicKey());
            return true;
        } catch (GeneralSecurityException another) {
            return false;
        }
    }
}
