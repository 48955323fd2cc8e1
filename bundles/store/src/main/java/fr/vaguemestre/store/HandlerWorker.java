package fr.vaguemestre.store;

import fr.vaguemestre.api.event.DomainEventHandler;
import fr.vaguemestre.store.OutboxRepository.Delivery;
import fr.vaguemestre.store.OutboxRepository.Failure;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells one handler its facts, one after the other, on a thread of its own. */
final class HandlerWorker {
    private static final Logger LOG = LoggerFactory.getLogger(HandlerWorker.class);
    private static final long POLL_MILLIS = 1_000;
    private static final long SHOW_EVERY_NANOS = TimeUnit.SECONDS.toNanos(30);

    private final DomainEventHandler handler;
    private final String name;
    private final OutboxRepository outbox;
    private final Backoff backoff;
    private final Runnable progressed;
    private final Semaphore signal = new Semaphore(0);
    private final Thread thread;
    private volatile boolean running = true;
    private boolean outboxKnows;
    private long shownAt;

    HandlerWorker(DomainEventHandler handler, OutboxRepository outbox, Backoff backoff, Runnable progressed) {
        this.handler = handler;
        this.name = handler.name();
        this.outbox = outbox;
        this.backoff = backoff;
        this.progressed = progressed;
        thread = new Thread(this::work, "store-relay-" + name);
        thread.setDaemon(true);
        thread.start();
    }

    /** Something may be due. */
    void wake() {
        if (signal.availablePermits() == 0) {
            signal.release();
        }
    }

    /** Ends after what is being handled. */
    void stop() {
        running = false;
        signal.release();
    }

    private void work() {
        boolean told = false;
        while (running) {
            try {
                show();
                while (running && outbox.attemptNext(name, this::attempt)) {
                    progressed.run();
                }
                told = false;
            } catch (SQLException away) {
                if (!told) {
                    LOG.warn("{} waits for the database: {}", name, away.getMessage());
                    told = true;
                }
            }
            pause();
        }
    }

    /** Tells the other nodes that this handler is at work: at first, and from time to time. */
    private void show() throws SQLException {
        if (outboxKnows && System.nanoTime() - shownAt < SHOW_EVERY_NANOS) {
            return;
        }
        if (!outboxKnows || !outbox.seen(name)) {
            outbox.know(handler);
        }
        outboxKnows = true;
        shownAt = System.nanoTime();
    }

    private Optional<Failure> attempt(Delivery delivery) {
        try {
            handler.handle(delivery.event());
            return Optional.empty();
        } catch (Exception | LinkageError refused) {
            int failed = delivery.attempts() + 1;
            boolean dead = backoff.givesUpAfter(failed);
            LOG.warn(
                    "{} failed {} time(s) on {} {}{}: {}",
                    name,
                    failed,
                    delivery.event().event().type(),
                    delivery.event().id(),
                    dead ? ", given up" : "",
                    refused.toString());
            LOG.debug("cause", refused);
            return Optional.of(new Failure(refused.toString(), dead, backoff.after(failed)));
        }
    }

    private void pause() {
        try {
            if (signal.tryAcquire(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
                signal.drainPermits();
            }
        } catch (InterruptedException stop) {
            running = false;
        }
    }
}
