package fr.vaguemestre.api.messages;

import java.time.Instant;
import java.util.List;

/**
 * A message in quarantine; never its content.
 *
 * @param id queue id of our Postfix
 * @param heldAt since when
 * @param size in bytes
 * @param sender envelope sender; empty for the null sender
 * @param recipients envelope recipients
 * @param malware what the scanner calls it; empty where somebody else held the message
 * @param sha256 of the attachment that it was found in, or of the whole message, in hex; empty as above
 */
public record HeldMessage(
        String id, Instant heldAt, long size, String sender, List<String> recipients, String malware, String sha256) {
    /** Keeps an unmodifiable copy. */
    public HeldMessage {
        recipients = List.copyOf(recipients);
    }
}
