package fr.vaguemestre.api.webmail;

import java.util.List;
import java.util.Optional;

/**
 * A message to send or to keep as a draft; it goes out under the mailbox's own address and name.
 *
 * @param to whom it is addressed to
 * @param cc who gets a copy
 * @param bcc who gets a hidden copy
 * @param subject at most 500 characters; may be blank
 * @param text the text; may be blank
 * @param html the same text in HTML, where there is one
 * @param attachments at most 25 MB in all, decoded; read once, closed by whoever takes the message
 * @param answers id of the message of this mailbox that it answers, which is then marked so; where it is absent, the draft
 *     tells, if it was begun as an answer
 * @param draft id of the draft that it was written in, which goes away once it is sent
 * @param requestMdn whether to ask the readers to tell that they have read it
 * @param closesExchange whether patients among its recipients may not answer it ({@code X-MSS-MES: FIN})
 * @param key the same key means the same message: a second one gets the same Message-ID
 */
public record NewMessage(
        List<MailAddress> to,
        List<MailAddress> cc,
        List<MailAddress> bcc,
        String subject,
        String text,
        Optional<String> html,
        List<MailContent> attachments,
        Optional<String> answers,
        Optional<String> draft,
        boolean requestMdn,
        boolean closesExchange,
        Optional<String> key) {
    /** Keeps unmodifiable copies. */
    public NewMessage {
        to = List.copyOf(to);
        cc = List.copyOf(cc);
        bcc = List.copyOf(bcc);
        attachments = List.copyOf(attachments);
    }

    /** One that everybody may answer. */
    public NewMessage(
            List<MailAddress> to,
            List<MailAddress> cc,
            List<MailAddress> bcc,
            String subject,
            String text,
            Optional<String> html,
            List<MailContent> attachments,
            Optional<String> answers,
            Optional<String> draft,
            boolean requestMdn,
            Optional<String> key) {
        this(to, cc, bcc, subject, text, html, attachments, answers, draft, requestMdn, false, key);
    }

    /** Keeps the content out of logs. */
    @Override
    public String toString() {
        int recipients = to.size() + cc.size() + bcc.size();
        return "NewMessage[recipients=" + recipients + ", attachments=" + attachments.size() + "]";
    }
}
