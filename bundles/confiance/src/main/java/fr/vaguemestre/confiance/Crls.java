package fr.vaguemestre.confiance;

import fr.vaguemestre.api.confiance.Verdict.Cause;
import java.security.GeneralSecurityException;
import java.security.cert.CRLException;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.security.auth.x500.X500Principal;

/** The verified revocation lists in force, one for each authority; never changed, replaced as a whole. */
final class Crls {
    private static final int CRL_SIGN = 6;
    private static final Duration SKEW = Duration.ofMinutes(5);

    private final List<X509Certificate> authorities;
    private final Map<X500Principal, X509CRL> lists;

    private Crls(List<X509Certificate> authorities, Map<X500Principal, X509CRL> lists) {
        this.authorities = authorities;
        this.lists = lists;
    }

    /** No list yet for any of these authorities: everybody is refused. */
    static Crls none(Igc igc) {
        return new Crls(igc.authorities(), Map.of());
    }

    /**
     * The same lists with that one in the place of its authority's older one.
     *
     * @throws ListRefused if it is not signed by a trusted authority, not current, or older than the one in force
     */
    Crls with(X509CRL crl, Instant now) throws ListRefused {
        X500Principal issuer = crl.getIssuerX500Principal();
        String name = "CRL of " + issuer.getName();
        if (authorities.stream().noneMatch(authority -> signed(crl, authority))) {
            throw new ListRefused(ListRefused.Why.UNTRUSTED_SIGNER, name + " is not signed by a trusted authority");
        }
        if (crl.hasUnsupportedCriticalExtension() || crl.getNextUpdate() == null) {
            throw new ListRefused(ListRefused.Why.MALFORMED, name + " is of an unknown kind");
        }
        if (crl.getThisUpdate().toInstant().isAfter(now.plus(SKEW))) {
            throw new ListRefused(
                    ListRefused.Why.FUTURE,
                    name + " begins on " + crl.getThisUpdate().toInstant());
        }
        X509CRL old = lists.get(issuer);
        if (old != null
                && crl.getNextUpdate().toInstant().isBefore(now)
                && old.getNextUpdate().toInstant().isAfter(crl.getNextUpdate().toInstant())) {
            throw new ListRefused(
                    ListRefused.Why.CRL_EXPIRED,
                    name + " ended on " + crl.getNextUpdate().toInstant());
        }
        if (old != null
                && crl.getThisUpdate().toInstant().isBefore(old.getThisUpdate().toInstant())) {
            throw new ListRefused(ListRefused.Why.ROLLBACK, name + " is older than the one in force");
        }
        var next = new LinkedHashMap<>(lists);
        next.put(issuer, crl);
        return new Crls(authorities, Map.copyOf(next));
    }

    /**
     * Goes on only if no certificate of the chain is revoked and the list of each one's authority is current; lists of other
     * authorities do not matter.
     *
     * @throws CertificateRefused with {@link Cause#REVOKED} or, failing closed, {@link Cause#CRL_EXPIRED}
     */
    void check(List<X509Certificate> chain, Instant now) throws CertificateRefused {
        for (X509Certificate certificate : chain) {
            X509CRL crl = lists.get(certificate.getIssuerX500Principal());
            if (crl != null && crl.isRevoked(certificate)) {
                throw new CertificateRefused(
                        Cause.REVOKED,
                        "certificate of "
                                + certificate.getSubjectX500Principal().getName()
                                + " was revoked on "
                                + crl.getRevokedCertificate(certificate)
                                        .getRevocationDate()
                                        .toInstant());
            }
        }
        for (X509Certificate certificate : chain) {
            X509CRL crl = lists.get(certificate.getIssuerX500Principal());
            if (crl == null) {
                throw new CertificateRefused(Cause.CRL_EXPIRED, "a revocation list is missing");
            }
            Instant end = crl.getNextUpdate().toInstant();
            if (end.isBefore(now)) {
                throw new CertificateRefused(Cause.CRL_EXPIRED, "a revocation list has been out of date since " + end);
            }
        }
    }

    /** Until when all lists in force are current; empty while there is none. */
    Optional<Instant> end() {
        return lists.values().stream()
                .map(crl -> crl.getNextUpdate().toInstant())
                .min(Comparator.naturalOrder());
    }

    /** The authorities of which there is no list, so that all that they issued is refused. */
    List<String> missing() {
        return authorities.stream()
                .map(X509Certificate::getSubjectX500Principal)
                .filter(subject -> !lists.containsKey(subject))
                .map(X500Principal::getName)
                .toList();
    }

    /** When the first of them has lived half of its life and a newer one is due; at once while one is missing. */
    Instant renewal() {
        return missing().isEmpty()
                ? lists.values().stream()
                        .map(Crls::half)
                        .min(Comparator.naturalOrder())
                        .orElse(Instant.EPOCH)
                : Instant.EPOCH;
    }

    /** The lists as PEM, one after the other, for nginx. */
    String pem() throws CRLException {
        var encoder = Base64.getMimeEncoder(64, new byte[] {'\n'});
        var text = new StringBuilder();
        for (X509CRL crl : sorted()) {
            text.append("-----BEGIN X509 CRL-----\n")
                    .append(encoder.encodeToString(crl.getEncoded()))
                    .append("\n-----END X509 CRL-----\n");
        }
        return text.toString();
    }

    private Collection<X509CRL> sorted() {
        return lists.values().stream()
                .sorted(Comparator.comparing(crl -> crl.getIssuerX500Principal().getName()))
                .toList();
    }

    private static Instant half(X509CRL crl) {
        Instant from = crl.getThisUpdate().toInstant();
        return from.plus(Duration.between(from, crl.getNextUpdate().toInstant()).dividedBy(2));
    }

    private static boolean signed(X509CRL crl, X509Certificate authority) {
        if (!crl.getIssuerX500Principal().equals(authority.getSubjectX500Principal())) {
            return false;
        }
        boolean[] usage = authority.getKeyUsage();
        if (usage != null && !usage[CRL_SIGN]) {
            return false;
        }
        try {
            crl.verify(authority.getPublicKey());
            return true;
        } catch (GeneralSecurityException foreign) {
            return false;
        }
    }
}
