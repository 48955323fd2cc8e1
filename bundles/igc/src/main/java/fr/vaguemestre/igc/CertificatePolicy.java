package fr.vaguemestre.igc;

import fr.vaguemestre.api.igc.OwnCertificate.Usage;
import fr.vaguemestre.api.problem.FieldError;
import fr.vaguemestre.api.problem.Invalid;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.CertPathBuilder;
import java.security.cert.CertStore;
import java.security.cert.CertificateException;
import java.security.cert.CertificateParsingException;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CRL;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Whether what was issued is what was asked for, and whether it will be believed by those who are shown it. Every reason against
 * it is told at once.
 */
final class CertificatePolicy {
    private static final int SIGNATURE = 0;
    private static final int DNS = 2;
    private static final int MOST_BYTES = 1 << 16;
    private static final String FIELD = "chain";
    private static final String SERVER = "1.3.6.1.5.5.7.3.1";
    private static final String CLIENT = "1.3.6.1.5.5.7.3.2";
    private static final String ANY = "2.5.29.37.0";

    private final boolean inService;
    private final Hierarchy trusted;
    private final List<X509CRL> revocation;
    private final Instant now;
    private final List<FieldError> reasons = new ArrayList<>();

    /** Judges by these authorities and revocation lists, once. */
    CertificatePolicy(boolean inService, Hierarchy trusted, List<X509CRL> revocation, Instant now) {
        this.inService = inService;
        this.trusted = trusted;
        this.revocation = revocation;
        this.now = now;
    }

    /**
     * The certificates of what was sent.
     *
     * @throws Invalid {@code igc.unreadable} or {@code igc.private-key}
     */
    static List<X509Certificate> read(byte[] pem) {
        if (new String(pem, StandardCharsets.ISO_8859_1).contains("PRIVATE KEY-----")) {
            throw Invalid.field(
                    FIELD,
                    "igc.private-key",
                    "there is a private key in it: ours never leaves, and no other is needed");
        }
        try {
            List<X509Certificate> chain = pem.length > MOST_BYTES ? List.of() : Pem.certificates(pem);
            if (!chain.isEmpty()) {
                return chain;
            }
        } catch (CertificateException | RuntimeException unreadable) {
            // Told below: of all that is no certificate the same is said.
        }
        throw Invalid.field(FIELD, "igc.unreadable", "no certificate can be read: PEM is needed");
    }

    /**
     * What servers are to send: the certificate and what leads to its root, without the root.
     *
     * @param known whether a certificate is in use here already, for another key
     * @throws Invalid with every reason against it
     */
    List<X509Certificate> check(CertificateRow asked, List<X509Certificate> chain, boolean known) {
        X509Certificate leaf = chain.getFirst();
        if (leaf.getBasicConstraints() >= 0) {
            wrong("igc.chain-order", name(leaf) + " is an authority: your own certificate comes first");
            throw refused();
        }
        for (int i = 1; i < chain.size(); i++) {
            if (!Hierarchy.signed(chain.get(i - 1), chain.get(i))) {
                wrong("igc.chain-order", name(chain.get(i)) + " did not issue the one before it");
                break;
            }
        }
        if (known) {
            wrong("igc.certificate-known", "it is in use here already");
        }
        checkAsked(asked, leaf);
        also(() -> AuthorityPolicy.checkDates(leaf, now));
        also(() -> AuthorityPolicy.checkStrength(leaf));
        checkUsage(asked, leaf);
        List<X509Certificate> path = path(leaf, chain);
        checkRevocation(path.isEmpty() ? List.of(leaf) : path);
        if (!reasons.isEmpty()) {
            throw refused();
        }
        return path;
    }

    private void checkAsked(CertificateRow asked, X509Certificate leaf) {
        KeyRequest.Asked request = KeyRequest.read(asked.csr());
        if (!request.key().equals(leaf.getPublicKey())) {
            wrong("igc.key-differs", "it was issued for another key than the one of this request");
        }
        if (!request.subject().equals(leaf.getSubjectX500Principal())) {
            wrong("igc.subject-differs", "asked for " + asked.subject() + ", issued for " + name(leaf));
        }
        Set<String> covered = names(leaf);
        List<String> missing = asked.names().stream()
                .filter(name -> !covered.contains(name) && !covered.contains("*" + name.substring(name.indexOf('.'))))
                .toList();
        if (!missing.isEmpty()) {
            wrong("igc.names-not-covered", "not among its names: " + String.join(", ", missing));
        }
    }

    private static Set<String> names(X509Certificate leaf) {
        try {
            Collection<List<?>> alternatives = leaf.getSubjectAlternativeNames();
            return alternatives == null
                    ? Set.of()
                    : alternatives.stream()
                            .filter(one -> Integer.valueOf(DNS).equals(one.getFirst()))
                            .map(one -> String.valueOf(one.get(1)).toLowerCase(Locale.ROOT))
                            .collect(Collectors.toSet());
        } catch (CertificateParsingException unreadable) {
            return Set.of();
        }
    }

    /** Operators are servers and clients to each other by one certificate, which each side checks. */
    private void checkUsage(CertificateRow asked, X509Certificate leaf) {
        var wanted = new ArrayList<String>();
        if (asked.usage() == Usage.SERV_SSL) {
            wanted.add(SERVER);
        }
        if (asked.usage() == Usage.ORG_AUTH_CLI || asked.operators()) {
            wanted.add(CLIENT);
        }
        boolean[] bits = leaf.getKeyUsage();
        List<String> uses = uses(leaf);
        if (bits != null && !bits[SIGNATURE]) {
            wrong("igc.key-usage", "its key may not be used for digital signatures, which TLS needs");
        } else if (!uses.isEmpty() && !uses.contains(ANY) && !uses.containsAll(wanted)) {
            wrong("igc.key-usage", "it is not for " + asked.usage() + ": its extended key usage is " + uses);
        }
    }

    private static List<String> uses(X509Certificate leaf) {
        try {
            List<String> uses = leaf.getExtendedKeyUsage();
            return uses == null ? List.of() : uses;
        } catch (CertificateParsingException unreadable) {
            return List.of("unreadable");
        }
    }

    /** The way to a trusted root, which is left out; empty where there is none. */
    private List<X509Certificate> path(X509Certificate leaf, List<X509Certificate> offered) {
        String issuer = leaf.getIssuerX500Principal().getName();
        boolean test = AuthorityPolicy.isTest(issuer);
        if (test == inService) {
            wrong(test ? "igc.test-certificate" : "igc.real-certificate", "it was issued by " + issuer);
            return List.of();
        }
        Set<TrustAnchor> roots = trusted.authorities().stream()
                .map(Hierarchy.Trusted::certificate)
                .filter(Hierarchy::selfIssued)
                .map(root -> new TrustAnchor(root, null))
                .collect(Collectors.toUnmodifiableSet());
        var helpers = new HashSet<>(offered);
        trusted.authorities().forEach(one -> helpers.add(one.certificate()));
        try {
            var target = new X509CertSelector();
            target.setCertificate(leaf);
            var wanted = new PKIXBuilderParameters(roots, target);
            wanted.setRevocationEnabled(false); // done below, which can tell why
            wanted.setDate(Date.from(within(leaf)));
            wanted.addCertStore(CertStore.getInstance("Collection", new CollectionCertStoreParameters(helpers)));
            return CertPathBuilder.getInstance("PKIX").build(wanted).getCertPath().getCertificates().stream()
                    .map(X509Certificate.class::cast)
                    .toList();
        } catch (GeneralSecurityException untrusted) {
            wrong("igc.issuer-untrusted", "no trusted authority leads to it; it was issued by " + issuer);
            return List.of();
        }
    }

    /** A moment at which it is valid: its dates are another reason than its authority. */
    private Instant within(X509Certificate leaf) {
        Instant from = leaf.getNotBefore().toInstant();
        Instant until = leaf.getNotAfter().toInstant();
        return now.isBefore(from) ? from : now.isAfter(until) ? until : now;
    }

    private void checkRevocation(List<X509Certificate> path) {
        for (X509Certificate one : path) {
            for (X509CRL list : revocation) {
                if (list.getIssuerX500Principal().equals(one.getIssuerX500Principal()) && list.isRevoked(one)) {
                    wrong("igc.revoked", name(one) + " was revoked by its authority");
                    return;
                }
            }
        }
    }

    private void also(Runnable check) {
        try {
            check.run();
        } catch (Invalid refused) {
            wrong(refused.code(), String.valueOf(refused.getMessage()));
        }
    }

    private void wrong(String code, String detail) {
        reasons.add(new FieldError(FIELD, code, detail));
    }

    private Invalid refused() {
        return reasons.size() == 1
                ? Invalid.field(
                        FIELD, reasons.getFirst().code(), reasons.getFirst().detail())
                : new Invalid("igc.certificate-refused", "there are " + reasons.size() + " reasons", reasons);
    }

    private static String name(X509Certificate certificate) {
        return certificate.getSubjectX500Principal().getName();
    }
}
