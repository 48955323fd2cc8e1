package fr.vaguemestre.igc;

import fr.vaguemestre.api.igc.OwnCertificate;
import fr.vaguemestre.api.igc.OwnCertificate.Algorithm;
import fr.vaguemestre.api.igc.OwnCertificate.State;
import fr.vaguemestre.api.igc.OwnCertificate.Usage;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A key of ours and its certificate, as the database keeps them.
 *
 * @param tenant FINESS of the structure, or the platform
 * @param domain empty for the operator's
 * @param subject DN as RFC 2253 writes it
 * @param source name of the source that has its key
 * @param reference what the source finds the key by; of {@link SoftwareSource} the sealed key itself
 * @param csr PEM
 * @param chain what servers send, the certificate first; empty until it is loaded
 * @param loadedAt empty until then
 */
record CertificateRow(
        String tenant,
        String id,
        String domain,
        Usage usage,
        State state,
        String subject,
        List<String> names,
        Algorithm algorithm,
        String source,
        String reference,
        String csr,
        List<X509Certificate> chain,
        Instant requestedAt,
        String requestedBy,
        Optional<Instant> loadedAt) {
    CertificateRow {
        names = List.copyOf(names);
        chain = List.copyOf(chain);
    }

    /** Whether it is the operator's own. */
    boolean operators() {
        return domain.isEmpty();
    }

    /** Whether a server reads its key from a file. */
    boolean inFile() {
        return KeySources.isInFile(operators(), usage);
    }

    /** Whether other operators know us by its name. */
    boolean isOnTheList() {
        return operators() && usage == Usage.SERV_SSL;
    }

    /** The same with a certificate. */
    CertificateRow with(State next, List<X509Certificate> itsChain, Instant when) {
        return new CertificateRow(
                tenant,
                id,
                domain,
                usage,
                next,
                subject,
                names,
                algorithm,
                source,
                reference,
                csr,
                itsChain,
                requestedAt,
                requestedBy,
                Optional.of(when));
    }

    /** What is told of it outside. */
    OwnCertificate told(Instant now) {
        Optional<X509Certificate> leaf = chain.stream().findFirst();
        Optional<Instant> end = leaf.map(one -> one.getNotAfter().toInstant());
        return new OwnCertificate(
                id,
                Optional.of(domain).filter(name -> !name.isEmpty()),
                usage,
                state,
                subject,
                names,
                algorithm,
                csr,
                leaf.map(one -> one.getIssuerX500Principal().getName()),
                leaf.map(one -> one.getSerialNumber().toString(16)),
                leaf.map(one -> Pem.sha256(one).toUpperCase(Locale.ROOT).replaceAll("..(?!$)", "$0:")),
                leaf.map(one -> one.getNotBefore().toInstant()),
                end,
                end.map(one -> Math.floorDiv(Duration.between(now, one).toSeconds(), 86_400L)),
                requestedAt,
                requestedBy,
                loadedAt,
                source);
    }

    /** Its key and certificate have no place in a log. */
    @Override
    public String toString() {
        return usage + " " + subject + " (" + state + ", " + id + ")";
    }
}
