package fr.vaguemestre.api.store;

/**
 * What a write does, as the audit trail keeps it.
 *
 * @param action {@code <capability>.<verb>}, for example {@code bal.create}
 * @param object what it is done to: an address, a domain, an account
 * @param detail more for a reader, never a secret nor the content of a message; may be blank
 */
public record Act(String action, String object, String detail) {
    /** An act that needs no more words. */
    public static Act of(String action, String object) {
        return new Act(action, object, "");
    }
}
