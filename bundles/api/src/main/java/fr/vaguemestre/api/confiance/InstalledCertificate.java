package fr.vaguemestre.api.confiance;

import java.time.Instant;

/**
 * A certificate that the appliance works with; never its key.
 *
 * @param use what it is for
 * @param subject its DN
 * @param issuer DN of whoever issued it
 * @param serial in hex
 * @param notBefore valid from
 * @param notAfter valid until
 * @param daysLeft whole days until then; negative once it ended
 * @param fingerprint SHA-256, as {@code AB:CD:…}
 */
public record InstalledCertificate(
        Use use,
        String subject,
        String issuer,
        String serial,
        Instant notBefore,
        Instant notAfter,
        long daysLeft,
        String fingerprint) {
    /** What a certificate is for. */
    public enum Use {
        /** Ours, shown to other operators, to mail programs and to browsers. */
        OPERATOR,
        /** Sent along with ours, so that others can build the chain. */
        CHAIN,
        /** An authority that we trust. */
        AUTHORITY
    }
}
