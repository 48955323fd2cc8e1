package fr.vaguemestre.confiance;

/** A fetched list is not taken; the message is {@code <word>: <detail>}, for a person. */
final class ListRefused extends Exception {
    private static final long serialVersionUID = 1L;

    /** Why a list is refused; {@link #word()} is stable, for the console, logs and tests. */
    enum Why {
        UNREACHABLE("unreachable"),
        TOO_LARGE("too-large"),
        /** Truncated, or not the expected XML at all. */
        MALFORMED("malformed"),
        /** A document type, and with it entities, is declared. */
        DOCTYPE("doctype"),
        UNSIGNED("unsigned"),
        /** The signature does not cover exactly this document. */
        WRAPPING("wrapping"),
        WEAK_ALGORITHM("weak-algorithm"),
        ALTERED("altered"),
        /** Of the IGC, but not the signer of the list. */
        WRONG_SIGNER("wrong-signer"),
        UNTRUSTED_SIGNER("untrusted-signer"),
        EXPIRED_SIGNER("expired-signer"),
        REVOKED_SIGNER("revoked-signer"),
        /** Revocation of the signer cannot be told. */
        CRL_EXPIRED("crl-expired"),
        ROLLBACK("rollback"),
        FUTURE("future"),
        /** Held until an administrator accepts it. */
        SHRINK("shrink"),
        /** It was held, and an administrator refused it. */
        REFUSED("refused"),
        /** Verified, but could not be kept. */
        NOT_STORED("not-stored");

        private final String word;

        Why(String word) {
            this.word = word;
        }

        String word() {
            return word;
        }
    }

    private final Why why;

    ListRefused(Why why, String detail) {
        super(why.word() + ": " + detail);
        this.why = why;
    }

    ListRefused(Why why, String detail, Throwable cause) {
        this(why, detail);
        initCause(cause);
    }

    Why why() {
        return why;
    }
}
