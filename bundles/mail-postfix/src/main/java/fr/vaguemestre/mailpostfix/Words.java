package fr.vaguemestre.mailpostfix;

import fr.vaguemestre.api.confiance.Verdict.Cause;

/**
 * What a peer reads: a code and the cause, in French and English, in ASCII as SMTP wants it. Causes that are ours are
 * temporary: the peer's mail waits in its queue until we have mended them.
 *
 * @param code reply code and enhanced status code
 * @param text the rest of the line
 */
record Words(String code, String text) {
    /** Starts each text of ours, also in the log of Postfix. */
    static final String MARK = "MSSante: ";

    /** No answer of the trust space in time. */
    static final Words AWAY =
            temporary("service de confiance indisponible, reessayez plus tard / trust service away, try later");

    /** The size that the peer announced is too large. */
    static final Words TOO_LARGE =
            new Words("552 5.3.4", MARK + "message trop volumineux, 25 Mo au plus / message too large, 25 MB at most");

    /** A mailbox of ours wrote to more recipients than it may within an hour. */
    static Words tooMany(int atMost) {
        return new Words(
                "450 4.7.1",
                MARK + "trop d'envois depuis cette boite: " + atMost
                        + " destinataires par heure au plus, reessayez plus tard"
                        + " / too many recipients in an hour, try later (rate-exceeded)");
    }

    /** What a refused peer reads. */
    static Words of(Cause cause) {
        return switch (cause) {
            case MATCH -> throw new IllegalArgumentException("not a refusal");
            case NO_CERTIFICATE -> refusal("certificat client TLS exige / TLS client certificate required", cause);
            case UNTRUSTED_ISSUER -> refusal("certificat hors IGC-Sante / certificate not of the IGC-Sante", cause);
            case WRONG_USE -> refusal("certificat d'un autre usage / certificate of another use", cause);
            case EXPIRED -> refusal("certificat hors de sa periode de validite / certificate out of validity", cause);
            case REVOKED -> refusal("certificat revoque / certificate revoked", cause);
            case DOMAIN_UNLISTED ->
                refusal("domaine emetteur absent de la liste blanche / sender domain not on the white list", cause);
            case DN_MISMATCH ->
                refusal(
                        "certificat non rattache a ce domaine emetteur dans la liste blanche"
                                + " / certificate not listed for this sender domain",
                        cause);
            case OPERATOR_UNLISTED ->
                refusal("certificat d'aucun operateur de la liste blanche / certificate of no listed operator", cause);
            case BAD_PROOF -> refusal("identite non prouvee par le frontal / identity not proven by the edge", cause);
            case CRL_EXPIRED, NO_WHITE_LIST ->
                temporary("verification impossible, reessayez plus tard / cannot verify, try later (" + cause.word()
                        + ")");
        };
    }

    /** Whether the peer may try again. */
    boolean isTemporary() {
        return code.startsWith("4");
    }

    /** The whole line. */
    String line() {
        return code + " " + text;
    }

    private static Words refusal(String text, Cause cause) {
        return new Words("554 5.7.1", MARK + text + " (" + cause.word() + ")");
    }

    private static Words temporary(String text) {
        return new Words("451 4.3.5", MARK + text);
    }
}
