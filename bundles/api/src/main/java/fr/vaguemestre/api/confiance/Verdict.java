package fr.vaguemestre.api.confiance;

/**
 * Whether a peer may do what it asks.
 *
 * @param allowed the answer
 * @param cause why
 * @param detail the same in words, with the names concerned, in English
 */
public record Verdict(boolean allowed, Cause cause, String detail) {
    /** Why a peer is let in or not; {@link #word()} is stable, for traces and tests. */
    public enum Cause {
        /** The certificate is of the sender's domain. */
        MATCH("match"),
        /** No TLS, or no client certificate. */
        NO_CERTIFICATE("no-certificate"),
        /** Not issued by the IGC-Santé. */
        UNTRUSTED_ISSUER("untrusted-issuer"),
        /** Issued for something else than to show itself as a client. */
        WRONG_USE("wrong-use"),
        /** Out of its validity. */
        EXPIRED("expired"),
        /** On the revocation list. */
        REVOKED("revoked"),
        /** The revocation list is out of date: nobody is let in. */
        CRL_EXPIRED("crl-expired"),
        /** The sender's domain is not on the white list. */
        DOMAIN_UNLISTED("domain-unlisted"),
        /** The domain is listed with other certificates. */
        DN_MISMATCH("dn-mismatch"),
        /** The certificate is of no listed operator (asked with an empty sender). */
        OPERATOR_UNLISTED("operator-unlisted"),
        /** There is no verified white list yet. */
        NO_WHITE_LIST("no-white-list"),
        /** The proof of the edge is missing or too old. */
        BAD_PROOF("bad-proof");

        private final String word;

        Cause(String word) {
            this.word = word;
        }

        /** The stable word of the cause. */
        public String word() {
            return word;
        }
    }
}
