package fr.vaguemestre.indicators;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A thread that does something now and then, or at once when it is woken; what fails is tried next time. */
final class Watch {
    private static final Logger LOG = LoggerFactory.getLogger(Watch.class);

    /** What is done. */
    interface Round {
        /** Does it once. */
        void go() throws Exception;
    }

    private final String name;
    private final Duration every;
    private final Round round;
    private final Semaphore calls = new Semaphore(0);
    private final Thread watching;
    private volatile boolean stopping;
    private String failing = "";

    Watch(String name, Duration every, Round round) {
        this.name = name;
        this.every = every;
        this.round = round;
        this.watching = Thread.ofPlatform().daemon().name(name).start(this::run);
    }

    void wake() {
        calls.release();
    }

    void stop() throws InterruptedException {
        stopping = true;
        watching.interrupt();
        watching.join(Duration.ofSeconds(5));
    }

    private void run() {
        while (!stopping) {
            try {
                round.go();
                failing = "";
            } catch (InterruptedException stopped) {
                return;
            } catch (Exception failed) {
                tell(failed);
            }
            try {
                if (calls.tryAcquire(every.toMillis(), TimeUnit.MILLISECONDS)) {
                    calls.drainPermits();
                }
            } catch (InterruptedException stopped) {
                return;
            }
        }
    }

    private void tell(Exception failed) {
        String why = String.valueOf(failed.getMessage());
        if (!stopping && !why.equals(failing)) {
            LOG.warn("{} waits: {}", name, why);
            LOG.debug("cause", failed);
        }
        failing = why;
    }
}
