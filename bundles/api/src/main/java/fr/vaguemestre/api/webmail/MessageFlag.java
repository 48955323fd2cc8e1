package fr.vaguemestre.api.webmail;

/** What is marked on a message, the same in every client of the mailbox. */
public enum MessageFlag {
    /** It was read. */
    SEEN,
    /** It was answered. */
    ANSWERED,
    /** Its reader marked it as important. */
    FLAGGED,
    /** It is being written. */
    DRAFT,
    /** It was passed on. */
    FORWARDED
}
