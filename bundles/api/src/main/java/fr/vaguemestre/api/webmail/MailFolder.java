package fr.vaguemestre.api.webmail;

import java.util.Optional;

/**
 * A folder of a mailbox.
 *
 * @param name its path, levels parted by {@code /}, for example {@code INBOX} or {@code Patients/2026}
 * @param use what it is for; empty for a folder that its owner made
 * @param total how many messages it holds
 * @param unread how many of them are unread
 */
public record MailFolder(String name, Optional<FolderUse> use, long total, long unread) {}
