package fr.vaguemestre.api.webmail;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A message in a list.
 *
 * @param id opaque and stable: the same after the message was moved or marked
 * @param folder path of the folder that it is in
 * @param from who wrote it, as its header tells; empty if it does not
 * @param to whom it is addressed to
 * @param subject may be blank
 * @param receivedAt when it came into the mailbox
 * @param sentAt what its Date header tells, where it can be read
 * @param sizeBytes size of the whole message
 * @param flags what is marked on it
 * @param attachments whether something is attached
 */
public record MessageSummary(
        String id,
        String folder,
        Optional<MailAddress> from,
        List<MailAddress> to,
        String subject,
        Instant receivedAt,
        Optional<Instant> sentAt,
        long sizeBytes,
        Set<MessageFlag> flags,
        boolean attachments) {
    /** Keeps unmodifiable copies. */
    public MessageSummary {
        to = List.copyOf(to);
        flags = Set.copyOf(flags);
    }
}
