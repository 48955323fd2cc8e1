package fr.vaguemestre.api.confiance;

import java.time.Instant;
import java.util.Optional;

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
 * @param name the host name that it is shown under, or the domain that it is shown for; only of a hospital's own
 * @param domain the mail domain that it serves; only of a hospital's own
 */
public record InstalledCertificate(
        Use use,
        String subject,
        String issuer,
        String serial,
        Instant notBefore,
        Instant notAfter,
        long daysLeft,
        String fingerprint,
        Optional<String> name,
        Optional<String> domain) {
    /** What a certificate is for. */
    public enum Use {
        /** Ours, shown to other operators, to mail programs and to browsers. */
        OPERATOR,
        /** Sent along with ours, so that others can build the chain. */
        CHAIN,
        /** An authority that we trust. */
        AUTHORITY,
        /** A hospital's own, shown to mail programs that ask for its name. */
        SERVER_NAME,
        /** A hospital's own, shown to other operators when its mail goes out. */
        CLIENT
    }
}
