package fr.vaguemestre.webmail;

import fr.vaguemestre.api.problem.Unavailable;
import fr.vaguemestre.api.webmail.MailContent;
import fr.vaguemestre.api.webmail.NewMessage;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Messages with large attachments are written one after the other, whoever sends them, by REST or in the console: each takes
 * several times its size while it is written, and memory would end. So it is with large texts that are read.
 */
final class Turns {
    /** Patience of a request: as long as the front door lets large bodies wait. */
    static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final Logger LOG = LoggerFactory.getLogger(Turns.class);
    private static final long LARGE = 4L * 1024 * 1024;

    /** Characters of HTML: what is made of them takes a hundred times as much. */
    private static final int LARGE_TEXT = 100_000;

    private final Semaphore turn = new Semaphore(1, true);
    private final Duration patience;

    Turns(Duration patience) {
        this.patience = patience;
    }

    /**
     * Writes the message when its turn has come.
     *
     * @throws Unavailable {@code webmail.large-waiting} if that lasted too long; nothing was done then
     */
    <T> T write(NewMessage message, Supplier<T> work) {
        if (message.attachments().stream().mapToLong(MailContent::sizeBytes).sum() <= LARGE) {
            return work.get();
        }
        if (!came()) {
            message.attachments().forEach(Turns::close);
            throw new Unavailable("webmail.large-waiting", "too many large messages at once");
        }
        try {
            return work.get();
        } finally {
            turn.release();
        }
    }

    /**
     * Makes something of a text of so many characters when its turn has come.
     *
     * @throws Unavailable {@code webmail.large-waiting} if that lasted too long
     */
    <T> T read(int characters, Supplier<T> work) {
        if (characters <= LARGE_TEXT) {
            return work.get();
        }
        if (!came()) {
            throw new Unavailable("webmail.large-waiting", "too many large messages at once");
        }
        try {
            return work.get();
        } finally {
            turn.release();
        }
    }

    private boolean came() {
        try {
            return turn.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static void close(MailContent content) {
        try {
            content.stream().close();
        } catch (IOException gone) {
            LOG.debug("an attachment could not be closed", gone);
        }
    }
}
