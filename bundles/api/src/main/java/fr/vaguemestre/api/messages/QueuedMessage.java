package fr.vaguemestre.api.messages;

import java.time.Instant;
import java.util.List;

/**
 * A message that waits in the mail server's queue; never its content.
 *
 * @param id queue id of our Postfix
 * @param queue {@code active}, {@code deferred}, {@code incoming} or {@code hold}
 * @param arrivedAt when it was accepted
 * @param size in bytes
 * @param sender envelope sender; empty for the null sender
 * @param recipients those that it was not yet delivered to
 */
public record QueuedMessage(
        String id, String queue, Instant arrivedAt, long size, String sender, List<Recipient> recipients) {
    /** Keeps an unmodifiable copy. */
    public QueuedMessage {
        recipients = List.copyOf(recipients);
    }

    /**
     * Whom it waits for.
     *
     * @param address envelope recipient
     * @param cause stable word, as in the trace; empty while nothing was tried
     * @param detail the true cause in words
     */
    public record Recipient(String address, String cause, String detail) {}
}
