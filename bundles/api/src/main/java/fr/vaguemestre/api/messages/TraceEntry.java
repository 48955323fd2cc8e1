package fr.vaguemestre.api.messages;

import java.time.Instant;
import java.util.Optional;

/**
 * One step of a message's way, or one refusal; never the content of a message.
 *
 * @param at when
 * @param tenant FINESS EJ of the recipient's or sender's structure; {@link fr.vaguemestre.api.access.Caller#PLATFORM} where none is known
 * @param stage where: {@code edge}, {@code policy}, {@code filter}, {@code quarantine}, {@code queue}, {@code delivery},
 *     {@code sign-in} (of a mail program)
 * @param outcome {@code accepted}, {@code refused}, {@code deferred}, {@code delivered} or {@code bounced}; in quarantine
 *     {@code held}, {@code released} or {@code deleted}
 * @param cause stable word, for example {@code revoked} (see Verdict.Cause) or the enhanced status code
 * @param detail the cause in words
 * @param peer who: DN or network address
 * @param sender envelope sender; empty for the null sender or where unknown
 * @param recipient envelope recipient, where known
 * @param messageId Message-ID header, where known
 * @param queueId queue id of our Postfix, where known
 * @param size octets of the message, where known
 */
public record TraceEntry(
        Instant at,
        String tenant,
        String stage,
        String outcome,
        String cause,
        String detail,
        String peer,
        Optional<String> sender,
        Optional<String> recipient,
        Optional<String> messageId,
        Optional<String> queueId,
        Optional<Long> size) {
    /** A step of a message whose size is not known. */
    public TraceEntry(
            Instant at,
            String tenant,
            String stage,
            String outcome,
            String cause,
            String detail,
            String peer,
            Optional<String> sender,
            Optional<String> recipient,
            Optional<String> messageId,
            Optional<String> queueId) {
        this(at, tenant, stage, outcome, cause, detail, peer, sender, recipient, messageId, queueId, Optional.empty());
    }
}
