package fr.vaguemestre.ui.webmail;

import fr.vaguemestre.api.problem.Problem;
import fr.vaguemestre.api.problem.Unauthenticated;
import fr.vaguemestre.api.webmail.Attachment;
import fr.vaguemestre.api.webmail.MailContent;
import fr.vaguemestre.api.webmail.MailMessage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;

/** The pictures that came with a message and that its HTML text shows: small ones of kinds that hold no script. */
final class Pictures {
    private static final Set<String> KINDS = Set.of("image/png", "image/jpeg", "image/gif", "image/webp");
    private static final int MOST_BYTES = 1 << 20;
    private static final int MOST = 20;

    private final Mailbox mailbox;
    private final MailMessage message;
    private int given;

    Pictures(Mailbox mailbox, MailMessage message) {
        this.mailbox = mailbox;
        this.message = message;
    }

    /** The picture with that content id as a {@code data:} address; none where it is too large, of another kind or lost. */
    Optional<String> find(String contentId) {
        return message.attachments().stream()
                .filter(part -> part.contentId().map(Pictures::bare).equals(Optional.of(bare(contentId))))
                .filter(part -> KINDS.contains(part.type()) && part.sizeBytes() <= MOST_BYTES)
                .findFirst()
                .filter(part -> given++ < MOST)
                .flatMap(this::data);
    }

    private Optional<String> data(Attachment part) {
        try {
            MailContent content = mailbox.attachment(message.summary().id(), part.part());
            try (InputStream stream = content.stream()) {
                byte[] bytes = stream.readNBytes(MOST_BYTES + 1);
                return bytes.length > MOST_BYTES
                        ? Optional.empty()
                        : Optional.of("data:" + part.type() + ";base64,"
                                + Base64.getEncoder().encodeToString(bytes));
            } catch (IOException lost) {
                throw new UncheckedIOException(lost);
            }
        } catch (Unauthenticated ended) {
            throw ended;
        } catch (Problem | UncheckedIOException away) {
            return Optional.empty(); // the text is readable without it
        }
    }

    private static String bare(String contentId) {
        return contentId.replaceAll("^<|>$", "");
    }
}
