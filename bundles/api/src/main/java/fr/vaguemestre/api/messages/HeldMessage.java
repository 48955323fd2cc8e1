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
 * @param reason {@code malware} or {@code spam}; empty where somebody else than the filter held the message
 * @param malware what the scanner calls it; empty where it is not that
 * @param sha256 of the attachment with the malware, or of the whole message, in hex; empty where somebody else held it
 * @param score points of all marks of spam together; 0 where it is not that
 * @param marks what the points are for, most first
 */
public record HeldMessage(
        String id,
        Instant heldAt,
        long size,
        String sender,
        List<String> recipients,
        String reason,
        String malware,
        String sha256,
        double score,
        List<SpamMark> marks) {
    /** Keeps unmodifiable copies. */
    public HeldMessage {
        recipients = List.copyOf(recipients);
        marks = List.copyOf(marks);
    }

    /** A message that is held because of that evidence. */
    public HeldMessage(
            String id, Instant heldAt, long size, String sender, List<String> recipients, Evidence evidence) {
        this(
                id,
                heldAt,
                size,
                sender,
                recipients,
                evidence.reason(),
                evidence.malware(),
                evidence.sha256(),
                evidence.score(),
                evidence.marks());
    }

    /** Why it is held. */
    public Evidence evidence() {
        return new Evidence(reason, malware, sha256, score, marks);
    }
}
