package fr.vaguemestre.confiance;

import fr.vaguemestre.api.confiance.Verdict.Cause;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertPathBuilder;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertStore;
import java.security.cert.CertificateFactory;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** The authorities that we trust, and no other: self-signed ones are anchors, the rest help to build chains. */
final class Igc {
    private final List<X509Certificate> authorities;
    private final Set<TrustAnchor> anchors;

    /** Trusts these authorities; at least one must be self-signed. */
    Igc(Collection<X509Certificate> authorities) {
        this.authorities = List.copyOf(authorities);
        this.anchors = this.authorities.stream()
                .filter(Igc::selfIssued)
                .map(root -> new TrustAnchor(root, null))
                .collect(Collectors.toUnmodifiableSet());
        if (anchors.isEmpty()) {
            throw new IllegalArgumentException("no root among the trust anchors");
        }
    }

    /** Reads a PEM file of authorities. */
    static Igc read(Path pem) throws IOException, GeneralSecurityException {
        try (InputStream in = Files.newInputStream(pem)) {
            var read = new ArrayList<X509Certificate>();
            for (var certificate : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                read.add((X509Certificate) certificate);
            }
            return new Igc(read);
        }
    }

    /** All authorities, roots included. */
    List<X509Certificate> authorities() {
        return authorities;
    }

    /**
     * The chain of an end certificate up to, and without, its root, all valid at that moment.
     *
     * @param offered certificates that came along and may be needed in between
     * @throws CertificateRefused with {@link Cause#EXPIRED} or {@link Cause#UNTRUSTED_ISSUER}
     */
    List<X509Certificate> chain(X509Certificate leaf, Collection<X509Certificate> offered, Instant at)
            throws CertificateRefused {
        Instant from = leaf.getNotBefore().toInstant();
        Instant until = leaf.getNotAfter().toInstant();
        Instant within = at.isBefore(from) ? from : at.isAfter(until) ? until : at;
        List<X509Certificate> chain = build(leaf, offered, within);
        if (!within.equals(at)) {
            throw new CertificateRefused(
                    Cause.EXPIRED, "certificate of " + name(leaf) + " is valid from " + from + " until " + until);
        }
        return chain;
    }

    /** A TLS context that trusts these roots only. */
    SSLContext tls() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        for (X509Certificate authority : authorities) {
            store.setCertificateEntry(Integer.toString(store.size()), authority);
        }
        TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
        trust.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }

    private List<X509Certificate> build(X509Certificate leaf, Collection<X509Certificate> offered, Instant at)
            throws CertificateRefused {
        if (leaf.getBasicConstraints() >= 0) {
            throw new CertificateRefused(Cause.UNTRUSTED_ISSUER, name(leaf) + " is an authority, not a peer");
        }
        var helpers = new ArrayList<>(authorities);
        helpers.addAll(offered);
        helpers.add(leaf);
        try {
            var target = new X509CertSelector();
            target.setCertificate(leaf);
            var wanted = new PKIXBuilderParameters(anchors, target);
            wanted.setRevocationEnabled(false); // done by Crls, which can tell why
            wanted.setDate(Date.from(at));
            wanted.addCertStore(CertStore.getInstance("Collection", new CollectionCertStoreParameters(helpers)));
            var path = CertPathBuilder.getInstance("PKIX").build(wanted).getCertPath();
            return path.getCertificates().stream()
                    .map(X509Certificate.class::cast)
                    .toList();
        } catch (CertPathBuilderException untrusted) {
            throw new CertificateRefused(
                    Cause.UNTRUSTED_ISSUER,
                    name(leaf) + ", issued by " + leaf.getIssuerX500Principal().getName());
        } catch (GeneralSecurityException broken) {
            throw new CertificateRefused(Cause.UNTRUSTED_ISSUER, "unusable certificate: " + broken.getMessage());
        }
    }

    private static boolean selfIssued(X509Certificate certificate) {
        return certificate.getSubjectX500Principal().equals(certificate.getIssuerX500Principal());
    }

    private static String name(X509Certificate certificate) {
        return certificate.getSubjectX500Principal().getName();
    }
}
