package fr.vaguemestre.webmail.rest;

import fr.vaguemestre.api.problem.Invalid;
import fr.vaguemestre.api.webmail.MailContent;
import fr.vaguemestre.api.webmail.NewMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.mail.BodyPart;
import javax.mail.MessagingException;
import javax.mail.internet.ContentDisposition;
import javax.mail.internet.MimeMultipart;
import javax.mail.util.ByteArrayDataSource;
import org.jspecify.annotations.Nullable;

/**
 * A message to send as a form ({@code multipart/form-data}): the fields of {@link SendBody} by their names, {@code to},
 * {@code cc} and {@code bcc} as often as needed, and each part with a file name is attached.
 */
final class SendForm {
    private static final int MOST_PARTS = 500;
    private static final Set<String> FIELDS =
            Set.of("to", "cc", "bcc", "subject", "text", "html", "requestMdn", "closesExchange", "inReplyTo", "draft");

    private final Map<String, List<String>> fields = new HashMap<>();
    private final List<MailContent> files = new ArrayList<>();

    private SendForm() {}

    /** What the library reads. */
    private interface Reading<T> {
        T now() throws MessagingException, IOException;
    }

    /** One part as the library reads it; what is not told is null. */
    private record Part(@Nullable String name, @Nullable String file, String type, ByteArrayInputStream octets) {}

    /** Reads a form; its type tells what parts its parts. */
    static SendForm read(InputStream body, String type) {
        var form = new SendForm();
        MimeMultipart parts = library(() -> new MimeMultipart(new ByteArrayDataSource(body, type)));
        int count = library(parts::getCount);
        if (count > MOST_PARTS) {
            throw malformed("more than " + MOST_PARTS + " parts");
        }
        for (int i = 0; i < count; i++) {
            int number = i;
            form.add(library(() -> part(parts.getBodyPart(number))));
        }
        return form;
    }

    /** Where headers and parameters are cut the library runs past the ends of its own lists: whatever it throws, this is no form. */
    private static <T> T library(Reading<T> reading) {
        try {
            return reading.now();
        } catch (MessagingException | IOException | RuntimeException unreadable) {
            throw malformed("this is not a form");
        }
    }

    private static Part part(BodyPart part) throws MessagingException, IOException {
        String[] told = part.getHeader("Content-Disposition");
        if (told == null || told.length == 0) {
            throw new MessagingException("a part without a name");
        }
        // Browsers write names in UTF-8, the library reads headers in Latin 1.
        var disposition = new ContentDisposition(told[0]);
        try (InputStream stream = part.getInputStream()) {
            return new Part(
                    utf8(disposition.getParameter("name")),
                    utf8(disposition.getParameter("filename")),
                    part.getContentType().replaceFirst(";.*", "").strip().toLowerCase(Locale.ROOT),
                    new ByteArrayInputStream(stream.readAllBytes()));
        }
    }

    NewMessage toMessage(Optional<String> key) {
        var body = new SendBody(
                all("to"),
                all("cc"),
                all("bcc"),
                one("subject"),
                one("text"),
                one("html"),
                List.of(),
                one("requestMdn").map(Boolean::valueOf),
                one("closesExchange").map(Boolean::valueOf),
                one("inReplyTo"),
                one("draft"));
        return body.toMessage(key, files);
    }

    private void add(Part part) {
        if (part.file() != null) {
            files.add(new MailContent(part.file(), part.type(), part.octets().available(), part.octets()));
        } else if (part.name() != null && FIELDS.contains(part.name())) {
            fields.computeIfAbsent(part.name(), any -> new ArrayList<>())
                    .add(new String(part.octets().readAllBytes(), StandardCharsets.UTF_8));
        } else {
            throw Invalid.field(String.valueOf(part.name()), "webmail.field-unknown", "known are files and " + FIELDS);
        }
    }

    private static @Nullable String utf8(@Nullable String read) {
        if (read == null || read.chars().anyMatch(c -> c > 255)) {
            return read;
        }
        String again = new String(read.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
        return again.indexOf('\ufffd') >= 0 ? read : again;
    }

    private List<String> all(String field) {
        return fields.getOrDefault(field, List.of());
    }

    private Optional<String> one(String field) {
        List<String> values = all(field);
        if (values.size() > 1) {
            throw Invalid.field(field, "webmail.field-twice", "this field is given twice");
        }
        return values.stream().findFirst();
    }

    private static Invalid malformed(String why) {
        return new Invalid("webmail.form-malformed", why);
    }
}
