package fr.vaguemestre.igc;

import fr.vaguemestre.api.problem.Conflict;
import fr.vaguemestre.api.problem.Invalid;
import java.security.PublicKey;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Which certificate may be trusted as an authority. */
final class AuthorityPolicy {
    private static final int CERT_SIGN = 5;
    private static final int LEAST_RSA = 2048;
    private static final int LEAST_EC = 256;
    private static final Pattern STRONG =
            Pattern.compile("(?i).*SHA-?(256|384|512).*|.*PSS.*|.*Ed(25519|448)|.*EdDSA.*");
    private static final String FIELD = "certificate";

    private final boolean inService;

    AuthorityPolicy(boolean inService) {
        this.inService = inService;
    }

    /**
     * The one certificate of what was sent.
     *
     * @throws Invalid if there is none, or more than one
     */
    static X509Certificate read(byte[] encoded) {
        List<X509Certificate> found;
        try {
            found = Pem.certificates(encoded);
        } catch (CertificateException | RuntimeException unreadable) {
            throw refused("igc.unreadable", "no certificate can be read: neither PEM nor DER");
        }
        if (found.isEmpty()) {
            throw refused("igc.unreadable", "no certificate can be read: neither PEM nor DER");
        }
        if (found.size() > 1) {
            throw refused(
                    "igc.one-certificate", "there are " + found.size() + " certificates in it: load each by itself");
        }
        return found.getFirst();
    }

    /** Goes on only for an authority that may be trusted beside those. */
    void check(X509Certificate certificate, Hierarchy trusted, Instant now) {
        boolean[] usage = certificate.getKeyUsage();
        if (certificate.getBasicConstraints() < 0 || (usage != null && !usage[CERT_SIGN])) {
            throw refused("igc.not-an-authority", name(certificate) + " may issue no certificates");
        }
        checkDates(certificate, now);
        checkStrength(certificate);
        checkProfile(certificate);
        if (trusted.find(Pem.sha256(certificate)).isPresent()) {
            throw new Conflict("igc.authority-known", name(certificate) + " is trusted already");
        }
        if (Hierarchy.selfIssued(certificate)) {
            if (!Hierarchy.signed(certificate, certificate)) {
                throw refused("igc.signature", "the signature of " + name(certificate) + " is not its own");
            }
        } else if (trusted.issuer(certificate).isEmpty()) {
            throw refused(
                    "igc.parent-unknown",
                    "no trusted authority issued it; load "
                            + certificate.getIssuerX500Principal().getName() + " first");
        }
    }

    /** Goes on only for a certificate that is valid now. */
    static void checkDates(X509Certificate certificate, Instant now) {
        Instant end = certificate.getNotAfter().toInstant();
        Instant begin = certificate.getNotBefore().toInstant();
        if (end.isBefore(now)) {
            throw refused("igc.expired", "it ended on " + end);
        }
        if (begin.isAfter(now)) {
            throw refused("igc.not-yet-valid", "it is valid from " + begin + " on");
        }
    }

    /** Goes on only for a key and a signature that are strong enough. */
    static void checkStrength(X509Certificate certificate) {
        PublicKey key = certificate.getPublicKey();
        boolean weak =
                switch (key) {
                    case RSAPublicKey rsa -> rsa.getModulus().bitLength() < LEAST_RSA;
                    case ECPublicKey ec -> ec.getParams().getOrder().bitLength() < LEAST_EC;
                    default -> !key.getAlgorithm().toLowerCase(Locale.ROOT).startsWith("ed");
                };
        if (weak) {
            throw refused("igc.weak-key", "RSA of 2048 bits or P-256 are the least");
        }
        if (!STRONG.matcher(certificate.getSigAlgName()).matches()) {
            throw refused("igc.weak-signature", certificate.getSigAlgName() + " is broken; SHA-256 is the least");
        }
    }

    /** Goes on only for a certificate of the hierarchy that this node is for: test and real ones are never trusted together. */
    void checkProfile(X509Certificate certificate) {
        boolean test = isTest(certificate);
        if (inService && test) {
            throw refused("igc.test-authority", name(certificate) + " belongs to a test hierarchy");
        }
        if (!inService && !test) {
            throw refused("igc.real-authority", name(certificate) + " belongs to no test hierarchy");
        }
    }

    private static boolean isTest(X509Certificate certificate) {
        return isTest(
                name(certificate) + " " + certificate.getIssuerX500Principal().getName());
    }

    /** Whether these names of authorities are those of a test hierarchy. */
    static boolean isTest(String names) {
        return names.contains("TEST") || names.contains("BANC D'ESSAI");
    }

    private static String name(X509Certificate certificate) {
        return certificate.getSubjectX500Principal().getName();
    }

    private static Invalid refused(String code, String detail) {
        return Invalid.field(FIELD, code, detail);
    }
}
