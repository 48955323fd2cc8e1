package fr.vaguemestre.e2e;

import fr.vaguemestre.e2e.driver.Message;
import fr.vaguemestre.e2e.driver.Reply;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * Senders of many mails who keep a ledger: a mail that is not taken, or of which nobody tells whether it is, is offered again
 * a moment later, until it is taken.
 */
final class MailStream implements AutoCloseable {
    private static final int SENDERS = 8;
    private static final Duration BETWEEN_MAILS = Duration.ofMillis(40);
    private static final Duration LATER = Duration.ofMillis(300);

    private final ExecutorService senders = Executors.newFixedThreadPool(SENDERS);
    private final Set<String> accepted = ConcurrentHashMap.newKeySet();
    private final Queue<String> refusals = new ConcurrentLinkedQueue<>();
    private final AtomicInteger attempts = new AtomicInteger();
    private final AtomicInteger later = new AtomicInteger();
    private final AtomicInteger open = new AtomicInteger();

    /**
     * A mail, and how it is offered.
     *
     * @param offer one whole session; code 0 or an exception where it is cut
     */
    record Mail(Message message, Supplier<Reply> offer) {}

    /** Sends these, one every moment. */
    void send(List<Mail> mails) {
        Duration at = Duration.ZERO;
        for (Mail mail : mails) {
            attempt(mail, at);
            at = at.plus(BETWEEN_MAILS);
        }
    }

    /** Message-IDs of what was taken: from then on it is the server's to deliver. */
    Set<String> accepted() {
        return Set.copyOf(accepted);
    }

    /** How often a mail was offered. */
    int attempts() {
        return attempts.get();
    }

    /** How often a sender was told to come later, or was cut off. */
    int later() {
        return later.get();
    }

    /** Sessions that are open now. */
    int open() {
        return open.get();
    }

    /** What was refused for good. */
    List<String> refusals() {
        return List.copyOf(refusals);
    }

    @Override
    public void close() {
        senders.shutdownNow();
    }

    private void attempt(Mail mail, Duration after) {
        CompletableFuture.delayedExecutor(after.toMillis(), TimeUnit.MILLISECONDS, senders)
                .execute(() -> attempt(mail));
    }

    private void attempt(Mail mail) {
        attempts.incrementAndGet();
        open.incrementAndGet();
        Reply reply = offered(mail);
        open.decrementAndGet();
        if (reply.code() == 250) {
            accepted.add(mail.message().id());
        } else if (reply.code() >= 500) {
            refusals.add(reply.text());
        } else {
            later.incrementAndGet();
            attempt(mail, LATER);
        }
    }

    /** The last word of the session; a cut one counts as silence. */
    private static Reply offered(Mail mail) {
        try {
            return mail.offer().get();
        } catch (RuntimeException | AssertionError cut) {
            return new Reply(0, List.of(String.valueOf(cut.getMessage())));
        }
    }
}
