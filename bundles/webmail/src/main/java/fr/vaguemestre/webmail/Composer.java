package fr.vaguemestre.webmail;

import fr.vaguemestre.api.webmail.MailAddress;
import fr.vaguemestre.api.webmail.NewMessage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import javax.mail.MessagingException;
import javax.mail.internet.InternetAddress;
import javax.mail.internet.MimeUtility;
import javax.mail.internet.ParameterList;

/**
 * Writes messages: seven-bit lines throughout, so that no server on the way has a reason to touch them. Written by hand, for
 * the library's own writer finds its parts by the thread's class loader.
 */
final class Composer {
    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("EEE, d MMM yyyy HH:mm:ss Z", Locale.ENGLISH);
    private static final String CRLF = "\r\n";

    private final MailAddress author;
    private final NewMessage message;
    private final List<Checked.File> files;
    private final Reading.Reference answered;
    private final String id;
    private final Instant now;

    Composer(MailAddress author, Checked checked, Reading.Reference answered, String id, Instant now) {
        this.author = author;
        this.message = checked.message();
        this.files = checked.files();
        this.answered = answered;
        this.id = id;
        this.now = now;
    }

    /** The message; hidden copies are named in what the mailbox keeps, and in nothing that is sent. */
    byte[] written(boolean kept) {
        long size = files.stream().mapToLong(file -> file.octets().length).sum();
        var out = new ByteArrayOutputStream((int) (size * 3 / 2) + 65_536);
        try {
            headers(out, kept);
            content(out);
            ascii(out, CRLF);
            return out.toByteArray();
        } catch (IOException | MessagingException impossible) {
            throw new IllegalStateException("a checked message can be written", impossible);
        }
    }

    private void headers(OutputStream out, boolean kept) throws IOException {
        line(out, "Date", DATE.format(now.atOffset(ZoneOffset.UTC)));
        line(out, "From", written(author, 6));
        addresses(out, "To", message.to());
        addresses(out, "Cc", message.cc());
        if (kept) {
            addresses(out, "Bcc", message.bcc());
        }
        line(out, "Subject", MimeUtility.fold(9, MimeUtility.encodeText(message.subject(), "UTF-8", null)));
        line(out, "Message-ID", id);
        if (answered.messageId().isPresent()) {
            line(out, "In-Reply-To", answered.messageId().get());
        }
        if (!answered.ids().isEmpty()) {
            line(out, "References", String.join(CRLF + " ", answered.ids()));
        }
        if (message.requestMdn()) {
            line(out, "Disposition-Notification-To", author.address());
        }
        if (message.closesExchange()) {
            line(out, Reading.PATIENTS_MARK, Reading.LAST_WORD);
        }
        line(out, "MIME-Version", "1.0");
    }

    private static void addresses(OutputStream out, String name, List<MailAddress> addresses) throws IOException {
        if (!addresses.isEmpty()) {
            List<String> all =
                    addresses.stream().map(address -> written(address, 1)).toList();
            line(out, name, String.join("," + CRLF + " ", all));
        }
    }

    private static String written(MailAddress address, int used) {
        try {
            String name = address.name().orElse(null);
            String text = new InternetAddress(address.address(), name, "UTF-8").toString();
            return MimeUtility.fold(used, text);
        } catch (UnsupportedEncodingException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private void content(OutputStream out) throws IOException, MessagingException {
        if (files.isEmpty()) {
            texts(out);
            return;
        }
        String boundary = boundary();
        line(out, "Content-Type", "multipart/mixed;" + CRLF + " boundary=\"" + boundary + "\"");
        begin(out, boundary);
        texts(out);
        for (Checked.File file : files) {
            begin(out, boundary);
            attachment(out, file);
        }
        end(out, boundary);
    }

    private void texts(OutputStream out) throws IOException, MessagingException {
        if (message.html().isEmpty()) {
            text(out, "plain", message.text());
            return;
        }
        String boundary = boundary();
        line(out, "Content-Type", "multipart/alternative;" + CRLF + " boundary=\"" + boundary + "\"");
        begin(out, boundary);
        text(out, "plain", message.text().isBlank() ? Texts.plain(message.html().get()) : message.text());
        begin(out, boundary);
        text(out, "html", message.html().get());
        end(out, boundary);
    }

    private static void text(OutputStream out, String kind, String text) throws IOException, MessagingException {
        line(out, "Content-Type", "text/" + kind + "; charset=utf-8");
        line(out, "Content-Transfer-Encoding", "quoted-printable");
        ascii(out, CRLF);
        String lines = text.replace("\r\n", "\n").replace('\r', '\n').replace("\n", CRLF);
        // Its flush() writes what is left of a line and leaves the stream below open.
        OutputStream encoder = MimeUtility.encode(out, "quoted-printable");
        encoder.write(lines.getBytes(StandardCharsets.UTF_8));
        encoder.flush();
    }

    private static void attachment(OutputStream out, Checked.File file) throws IOException {
        var parameters = new ParameterList();
        parameters.set("filename", file.name(), "UTF-8");
        line(out, "Content-Type", file.type());
        line(out, "Content-Transfer-Encoding", "base64");
        line(out, "Content-Disposition", "attachment" + parameters.toString(31));
        ascii(out, CRLF);
        out.write(Base64.getMimeEncoder().encode(file.octets()));
    }

    private static String boundary() {
        return "=_" + UUID.randomUUID().toString().replace("-", "");
    }

    private static void begin(OutputStream out, String boundary) throws IOException {
        ascii(out, CRLF + "--" + boundary + CRLF);
    }

    private static void end(OutputStream out, String boundary) throws IOException {
        ascii(out, CRLF + "--" + boundary + "--");
    }

    private static void line(OutputStream out, String name, String value) throws IOException {
        ascii(out, name + ": " + value + CRLF);
    }

    private static void ascii(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.US_ASCII));
    }
}
