package fr.vaguemestre.webmail.rest;

import fr.vaguemestre.api.problem.Invalid;
import fr.vaguemestre.api.webmail.MailAddress;
import fr.vaguemestre.api.webmail.MailContent;
import fr.vaguemestre.api.webmail.NewMessage;
import java.io.ByteArrayInputStream;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Body of {@code POST /email/{address}/messages} and of drafts; fields as in the contract.
 *
 * @param closesExchange whether patients among the recipients may not answer it
 * @param inReplyTo id of the message that it answers
 * @param draft id of the draft that it was written in
 */
record SendBody(
        List<String> to,
        List<String> cc,
        List<String> bcc,
        Optional<String> subject,
        Optional<String> text,
        Optional<String> html,
        List<AttachmentBody> attachments,
        Optional<Boolean> requestMdn,
        Optional<Boolean> closesExchange,
        Optional<String> inReplyTo,
        Optional<String> draft) {
    private static final Pattern NAMED = Pattern.compile("\\s*\"?([^\"<>]*?)\"?\\s*<([^<>]+)>\\s*");

    /** A file in the body. */
    record AttachmentBody(String name, Optional<String> type, String base64) {
        MailContent toContent() {
            try {
                byte[] octets =
                        Base64.getDecoder().decode(base64.replace("\r", "").replace("\n", ""));
                return new MailContent(
                        name, type.orElse("application/octet-stream"), octets.length, new ByteArrayInputStream(octets));
            } catch (IllegalArgumentException malformed) {
                throw Invalid.field("attachments", "webmail.attachment-unreadable", name + " is not base64");
            }
        }
    }

    /** The same, in the place of that draft. */
    SendBody replacing(String id) {
        return new SendBody(
                to, cc, bcc, subject, text, html, attachments, requestMdn, closesExchange, inReplyTo, Optional.of(id));
    }

    NewMessage toMessage(Optional<String> key) {
        return toMessage(
                key, attachments.stream().map(AttachmentBody::toContent).toList());
    }

    NewMessage toMessage(Optional<String> key, List<MailContent> files) {
        return new NewMessage(
                addresses(to),
                addresses(cc),
                addresses(bcc),
                subject.orElse(""),
                text.orElse(""),
                html,
                files,
                inReplyTo,
                draft,
                requestMdn.orElse(false),
                closesExchange.orElse(false),
                key);
    }

    private static List<MailAddress> addresses(List<String> texts) {
        return texts.stream().map(SendBody::address).toList();
    }

    /** {@code a@b} or {@code Name <a@b>}. */
    private static MailAddress address(String text) {
        Matcher named = NAMED.matcher(text);
        return named.matches()
                ? new MailAddress(
                        Optional.of(named.group(1).strip()).filter(name -> !name.isEmpty()),
                        named.group(2).strip())
                : MailAddress.of(text.strip());
    }
}
