package fr.vaguemestre.ui.webmail;

import fr.vaguemestre.api.webmail.Attachment;
import fr.vaguemestre.api.webmail.MailContent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file that goes with a message that is being written. */
sealed interface Enclosure {
    /** File name without any path. */
    String name();

    /** How large it is. */
    long sizeBytes();

    /** Opens it for sending. */
    MailContent open(Mailbox mailbox);

    /** Removes what is kept of it here. */
    default void forget() {}

    /** Part of a message that is already in the mailbox: the draft itself, or one that is passed on. */
    record Kept(String message, Attachment attachment) implements Enclosure {
        @Override
        public String name() {
            return attachment.name();
        }

        @Override
        public long sizeBytes() {
            return attachment.sizeBytes();
        }

        @Override
        public MailContent open(Mailbox mailbox) {
            return mailbox.attachment(message, attachment.part());
        }
    }

    /** Brought by the person; waits in a file of ours that nobody else may read. */
    record Brought(String name, String type, long sizeBytes, Path file) implements Enclosure {
        @Override
        public MailContent open(Mailbox mailbox) {
            try {
                return new MailContent(name, type, sizeBytes, Files.newInputStream(file));
            } catch (IOException lost) {
                throw new UncheckedIOException(lost);
            }
        }

        @Override
        public void forget() {
            try {
                Files.deleteIfExists(file);
            } catch (IOException kept) {
                throw new UncheckedIOException(kept);
            }
        }
    }
}
