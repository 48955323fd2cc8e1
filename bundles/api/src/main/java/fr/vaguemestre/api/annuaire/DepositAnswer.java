package fr.vaguemestre.api.annuaire;

/**
 * What the directory said about one deposit.
 *
 * @param key of the deposit
 * @param verdict its meaning
 * @param code stable word: the directory's own, or of the way to it; blank where there is nothing to say
 * @param detail the directory's words; may be blank
 */
public record DepositAnswer(String key, Verdict verdict, String code, String detail) {
    /** What an answer means for the publication. */
    public enum Verdict {
        /** Done: in the directory, or out of it. */
        ACCEPTED,
        /** Handed over; a report will come. */
        DEPOSITED,
        /** Refused for a reason that a person can mend, after which it is to be tried again. */
        TO_CORRECT,
        /** Refused, and nothing here can change that. */
        REFUSED,
        /** No answer, or none yet: to be tried again by itself. */
        LATER
    }
}
