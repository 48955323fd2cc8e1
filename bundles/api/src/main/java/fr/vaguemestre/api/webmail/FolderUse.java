package fr.vaguemestre.api.webmail;

/** What a folder is for (RFC 6154); every mailbox has one of each from the start. */
public enum FolderUse {
    /** Where mail arrives. */
    INBOX,
    /** Messages that are being written. */
    DRAFTS,
    /** Copies of what was sent. */
    SENT,
    /** What was set aside as unwanted. */
    JUNK,
    /** What was deleted, until it is deleted there too. */
    TRASH
}
