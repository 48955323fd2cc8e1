package fr.vaguemestre.webmail;

import com.sun.mail.iap.ProtocolException;
import com.sun.mail.imap.protocol.BODY;
import com.sun.mail.imap.protocol.BODYSTRUCTURE;
import com.sun.mail.imap.protocol.ENVELOPE;
import com.sun.mail.imap.protocol.FetchResponse;
import fr.vaguemestre.api.webmail.MailAddress;
import fr.vaguemestre.api.webmail.MailContent;
import fr.vaguemestre.api.webmail.MailMessage;
import fr.vaguemestre.api.webmail.MessageSummary;
import fr.vaguemestre.webmail.Parts.Part;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import javax.mail.MessagingException;
import javax.mail.internet.InternetAddress;
import javax.mail.internet.InternetHeaders;
import org.jspecify.annotations.Nullable;

/** Opens messages of the selected folder: only what is shown is fetched. */
final class Reading {
    private static final int MOST_TEXT = 4 * 1024 * 1024;
    /** What is made of HTML takes a hundred times its size of memory. */
    private static final int MOST_HTML = 1024 * 1024;

    /** Header for the patients' operator. */
    static final String PATIENTS_MARK = "X-MSS-MES";

    /** What it says where a patient may not answer. */
    static final String LAST_WORD = "FIN";

    private static final String HEADERS =
            "HEADER.FIELDS (REFERENCES DISPOSITION-NOTIFICATION-TO " + PATIENTS_MARK + ")";

    private final ImapConnection imap;
    private final Place place;

    Reading(ImapConnection imap, Place place) {
        this.imap = imap;
        this.place = place;
    }

    MessageSummary summary() throws ProtocolException {
        Optional<FetchResponse> read = one(Summaries.ITEMS);
        return Summaries.of(read.isPresent() ? read.get() : bare(), place.folder())
                .orElseThrow(Refusals::message);
    }

    /** The message, opened; one whose headers are too large to be read, without what they say. */
    MailMessage message(Turns turns) throws ProtocolException {
        Optional<FetchResponse> read = one(Summaries.ITEMS + " BODY.PEEK[" + HEADERS + "]");
        FetchResponse message = read.isPresent() ? read.get() : bare();
        MessageSummary summary = Summaries.of(message, place.folder()).orElseThrow(Refusals::message);
        ENVELOPE envelope = message.getItem(ENVELOPE.class);
        BODYSTRUCTURE structure = message.getItem(BODYSTRUCTURE.class);
        if (envelope == null || structure == null) {
            return closed(summary);
        }
        Parts parts = Parts.of(structure);
        Optional<String> html =
                text(parts.html(), MOST_HTML).map(told -> turns.read(told.length(), () -> Texts.cleaned(told)));
        String text = text(parts.plain(), MOST_TEXT)
                .orElseGet(() -> html.map(told -> turns.read(told.length(), () -> Texts.plain(told)))
                        .orElse(""));
        InternetHeaders headers = headers(message);
        return new MailMessage(
                summary,
                Summaries.addresses(envelope.cc),
                Summaries.addresses(envelope.bcc),
                Summaries.addresses(envelope.replyTo),
                header(envelope.messageId),
                header(envelope.inReplyTo),
                text,
                html,
                parts.attachments().stream().map(Part::attachment).toList(),
                mdnTo(headers),
                LAST_WORD.equals(headers.getHeader(PATIENTS_MARK, ",")));
    }

    private FetchResponse bare() throws ProtocolException {
        return one(Summaries.BARE).orElseThrow(Refusals::message);
    }

    private static MailMessage closed(MessageSummary summary) {
        return new MailMessage(
                summary,
                List.of(),
                List.of(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                "",
                Optional.empty(),
                List.of(),
                Optional.empty());
    }

    /** Message-ID and References, for who answers. */
    Reference reference() throws ProtocolException {
        FetchResponse message = one("ENVELOPE BODY.PEEK[" + HEADERS + "]").orElseThrow(Refusals::message);
        ENVELOPE envelope = message.getItem(ENVELOPE.class);
        return new Reference(envelope == null ? Optional.empty() : header(envelope.messageId), references(message));
    }

    private static String references(FetchResponse message) {
        return Optional.ofNullable(headers(message).getHeader("References", " "))
                .map(text -> text.replaceAll("\\s+", " ").strip())
                .orElse("");
    }

    /** What a draft that is at hand says to answer: how it was begun, whoever goes on with it. */
    Reference answeredByDraft() throws ProtocolException {
        FetchResponse message = one("ENVELOPE BODY.PEEK[" + HEADERS + "]").orElseThrow(Refusals::message);
        ENVELOPE envelope = message.getItem(ENVELOPE.class);
        Optional<String> answered = header(envelope == null ? null : envelope.inReplyTo);
        return new Reference(answered.filter(id -> id.matches(Reference.ID)), references(message));
    }

    MailContent raw() throws ProtocolException, IOException {
        return new Spool(imap, place.uid(), "").content("message.eml", "message/rfc822", null);
    }

    MailContent attachment(String section) throws ProtocolException, IOException {
        BODYSTRUCTURE structure = one("BODYSTRUCTURE")
                .map(message -> message.getItem(BODYSTRUCTURE.class))
                .orElseThrow(Refusals::message);
        Part part = Parts.of(structure).attachment(section).orElseThrow(Refusals::attachment);
        return new Spool(imap, place.uid(), part.section())
                .content(part.name(), part.type(), part.structure().encoding);
    }

    private Optional<String> text(Optional<Part> part, int most) throws ProtocolException {
        if (part.isEmpty()) {
            return Optional.empty();
        }
        BODYSTRUCTURE structure = part.get().structure();
        byte[] octets = Texts.decoded(body(part.get().section(), most), structure.encoding, most);
        String charset = structure.cParams == null ? null : structure.cParams.get("charset");
        // The end of the last line is the message's, not the text's: a draft must not grow each time it is kept.
        return Optional.of(Texts.text(octets, charset).replaceFirst("\n\\z", ""));
    }

    /** The first octets of a section as they are stored. */
    private byte[] body(String section, int most) throws ProtocolException {
        BODY body = one("BODY.PEEK[" + section + "]<0." + most + ">")
                .map(message -> message.getItem(BODY.class))
                .orElseThrow(Refusals::message);
        InputStream octets = body.getByteArrayInputStream();
        return octets == null ? new byte[0] : Texts.all(octets, Integer.MAX_VALUE);
    }

    private Optional<FetchResponse> one(String items) throws ProtocolException {
        return imap.fetchAll("UID FETCH " + place.uid(), items).stream()
                .filter(message -> message.getItemCount() > 1)
                .findFirst();
    }

    private static InternetHeaders headers(FetchResponse message) {
        BODY body = message.getItem(BODY.class);
        InputStream octets = body == null ? null : body.getByteArrayInputStream();
        try {
            return octets == null ? new InternetHeaders() : new InternetHeaders(octets);
        } catch (MessagingException unreadable) {
            return new InternetHeaders();
        }
    }

    private static Optional<MailAddress> mdnTo(InternetHeaders headers) {
        String told = headers.getHeader("Disposition-Notification-To", ",");
        try {
            return told == null
                    ? Optional.empty()
                    : Summaries.addresses(InternetAddress.parseHeader(told, false)).stream()
                            .findFirst();
        } catch (MessagingException unreadable) {
            return Optional.empty();
        }
    }

    private static Optional<String> header(@Nullable String text) {
        return Optional.ofNullable(text).map(String::strip).filter(told -> !told.isEmpty());
    }

    /**
     * How an answer refers to a message.
     *
     * @param messageId of the message that is answered
     * @param references its own References header, on one line; it may name the message itself
     */
    record Reference(Optional<String> messageId, String references) {
        static final String ID = "<[\\x21-\\x7e]{1,250}>";
        static final Reference NONE = new Reference(Optional.empty(), "");

        /** References header of an answer: at most the last twenty. */
        List<String> ids() {
            String all = (references + " " + messageId.orElse("")).strip();
            if (all.isEmpty()) {
                return List.of();
            }
            List<String> words = List.of(all.split(" ")).stream()
                    .filter(id -> id.matches(ID))
                    .distinct()
                    .toList();
            return words.subList(Math.max(0, words.size() - 20), words.size());
        }
    }
}
