package fr.vaguemestre.igc;

import fr.vaguemestre.api.problem.Problem;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Does something at once and every few seconds, goes on when it failed, and remembers why it did. */
final class Rounds {
    private static final Logger LOG = LoggerFactory.getLogger(Rounds.class);

    private final String what;
    private final Runnable work;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final Thread thread;
    private volatile Optional<String> failure = Optional.empty();

    /**
     * Begins on a thread of its own.
     *
     * @param what the work keeps, for the log
     */
    Rounds(String thread, String what, int seconds, Runnable work) {
        this.what = what;
        this.work = work;
        this.thread = Thread.ofPlatform().daemon().name(thread).unstarted(() -> watch(seconds));
    }

    /** Begins; not in the constructor, so that whoever made it is whole. */
    Rounds start() {
        thread.start();
        return this;
    }

    /** Ends after the round that is being done. */
    void stop() throws InterruptedException {
        stopping.countDown();
        thread.join(5_000);
    }

    /** Why the last round failed; empty where it did not. */
    Optional<String> failure() {
        return failure;
    }

    private void watch(int seconds) {
        try {
            do {
                try {
                    work.run();
                    failure = Optional.empty();
                } catch (Problem away) {
                    tell(String.valueOf(away.getMessage()));
                } catch (RuntimeException unexpected) {
                    LOG.error("{} could not be looked after; going on", what, unexpected);
                    failure = Optional.of(String.valueOf(unexpected.getMessage()));
                }
            } while (!stopping.await(seconds, TimeUnit.SECONDS));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private void tell(String why) {
        if (failure.isEmpty()) {
            LOG.warn("{} cannot be kept on this node, and will be tried again: {}", what, why);
        }
        failure = Optional.of(why);
    }
}
