package fr.vaguemestre.api.webmail;

import java.util.List;
import java.util.Optional;

/**
 * A message, opened.
 *
 * @param summary what a list tells of it
 * @param cc who got a copy
 * @param bcc who got a hidden copy; only in what the mailbox itself sent or drafts
 * @param replyTo whom to answer, the author where nobody else is named; empty without either
 * @param messageId Message-ID header with its angle brackets
 * @param inReplyTo Message-ID of the message that this one answers
 * @param text the text to read, from the plain text, or from the HTML where there is none; blank if neither
 * @param html the HTML text, cleaned: no script, form, style sheet or address to load from is left in it; images of the
 *     message itself keep {@code cid:} addresses
 * @param attachments in their order
 * @param mdnTo who asked to be told that it was read
 * @param closesExchange whether patients among its recipients may not answer it ({@code X-MSS-MES: FIN})
 */
public record MailMessage(
        MessageSummary summary,
        List<MailAddress> cc,
        List<MailAddress> bcc,
        List<MailAddress> replyTo,
        Optional<String> messageId,
        Optional<String> inReplyTo,
        String text,
        Optional<String> html,
        List<Attachment> attachments,
        Optional<MailAddress> mdnTo,
        boolean closesExchange) {
    /** Keeps unmodifiable copies. */
    public MailMessage {
        cc = List.copyOf(cc);
        bcc = List.copyOf(bcc);
        replyTo = List.copyOf(replyTo);
        attachments = List.copyOf(attachments);
    }

    /** One that everybody may answer. */
    public MailMessage(
            MessageSummary summary,
            List<MailAddress> cc,
            List<MailAddress> bcc,
            List<MailAddress> replyTo,
            Optional<String> messageId,
            Optional<String> inReplyTo,
            String text,
            Optional<String> html,
            List<Attachment> attachments,
            Optional<MailAddress> mdnTo) {
        this(summary, cc, bcc, replyTo, messageId, inReplyTo, text, html, attachments, mdnTo, false);
    }

    /** Keeps the content out of logs. */
    @Override
    public String toString() {
        return "MailMessage[id=" + summary.id() + ", folder=" + summary.folder() + "]";
    }
}
