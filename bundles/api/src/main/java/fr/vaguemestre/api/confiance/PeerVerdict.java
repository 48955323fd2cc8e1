package fr.vaguemestre.api.confiance;

import java.time.Instant;
import java.util.List;

/**
 * Whether mail may be sent to the operator of a domain.
 *
 * @param domain the recipient's domain, lower case
 * @param cause why
 * @param detail the same in words, with the names concerned, in English
 * @param fingerprints SHA-256 of the certificates that its servers showed and that passed, as {@code AB:CD:…}; only with
 *     {@link Cause#READY}
 * @param at when it was found
 */
public record PeerVerdict(String domain, Cause cause, String detail, List<String> fingerprints, Instant at) {
    /** Keeps an unmodifiable copy. */
    public PeerVerdict {
        fingerprints = List.copyOf(fingerprints);
    }

    /** Whether its servers passed every check. */
    public boolean isReady() {
        return cause == Cause.READY;
    }

    /** Why mail may or may not go; {@link #word()} is stable, for traces and tests. */
    public enum Cause {
        /** Its servers passed every check. */
        READY("ready", false),
        /** Its servers are being looked at. */
        PENDING("pending", false),
        /** The domain is not on the white list. */
        DOMAIN_UNLISTED("domain-unlisted", true),
        /** The domain is listed, but the practice range does not reach it. */
        OUT_OF_RANGE("out-of-range", true),
        /** There is no verified white list yet. */
        NO_WHITE_LIST("no-white-list", false),
        /** One of our revocation lists is missing or out of date: nobody is trusted. */
        CRL_EXPIRED("crl-expired", false),
        /** Our own certificate cannot be shown. */
        OWN_CERTIFICATE("own-certificate", false),
        /** The DNS names no mail server, or does not answer. */
        NO_MX("no-mx", false),
        /** None of its servers answers. */
        UNREACHABLE("unreachable", false),
        /** Its server offers no STARTTLS. */
        NO_TLS("no-tls", false),
        /** TLS failed otherwise: no version in common, or it refuses our certificate. */
        TLS_HANDSHAKE("tls-handshake", false),
        /** Its certificate is not of the IGC-Santé. */
        UNTRUSTED_ISSUER("untrusted-issuer", false),
        /** Its certificate is out of its validity. */
        EXPIRED("expired", false),
        /** Its certificate is on the revocation list. */
        REVOKED("revoked", false),
        /** The list names other certificates for the domain. */
        DN_MISMATCH("dn-mismatch", false);

        private final String word;
        private final boolean lasting;

        Cause(String word, boolean lasting) {
            this.word = word;
            this.lasting = lasting;
        }

        /** The stable word of the cause. */
        public String word() {
            return word;
        }

        /** Whether waiting is no use: mail to such a domain is refused, not queued. */
        public boolean isLasting() {
            return lasting;
        }
    }
}
