package fr.vaguemestre.api.webmail;

/**
 * Which messages of a folder are wanted.
 *
 * @param folder path of the folder, as in {@link MailFolder#name()}
 * @param unread only those that are unread
 * @param flagged only those that are marked as important
 */
public record MessageQuery(String folder, boolean unread, boolean flagged) {
    /** All messages of that folder. */
    public static MessageQuery of(String folder) {
        return new MessageQuery(folder, false, false);
    }
}
