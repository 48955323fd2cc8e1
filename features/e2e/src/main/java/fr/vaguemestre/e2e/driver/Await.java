package fr.vaguemestre.e2e.driver;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Waits for a condition of the running system, never for a time. */
public final class Await {
    private static final Duration PAUSE = Duration.ofMillis(100);
    /** By how much each deadline is longer, 1 to 100: on an emulated machine everything takes many times as long. */
    private static final int PATIENCE = Integer.getInteger("vaguemestre.patience", 1);

    private Await() {}

    /** A deadline of a machine of usual speed, as long as {@code vaguemestre.patience} makes it here. */
    static Duration stretched(Duration usual) {
        return usual.multipliedBy(PATIENCE);
    }

    /**
     * Asks again until the answer is true; an exception counts as not yet.
     *
     * @param what the condition in words, for the failure
     * @param deadline how long on a machine of usual speed; {@code vaguemestre.patience} times as long on others
     * @throws AssertionError with the last exception if the deadline passes
     */
    public static void until(String what, Duration deadline, Callable<Boolean> condition) {
        long end = System.nanoTime() + stretched(deadline).toNanos();
        Throwable last = null;
        do {
            try {
                if (condition.call()) {
                    return;
                }
                last = null;
            } catch (Exception | AssertionError failure) {
                last = failure;
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        } while (System.nanoTime() < end);
        throw expired(what, deadline, last);
    }

    /** Like {@link #until} for a check that throws while it does not hold. */
    public static void passes(String what, Duration deadline, Check check) {
        until(what, deadline, () -> {
            check.run();
            return true;
        });
    }

    private static AssertionError expired(String what, Duration deadline, @Nullable Throwable last) {
        return new AssertionError("not within " + stretched(deadline).toSeconds() + " s: " + what, last);
    }

    /** A check that may fail with anything. */
    @FunctionalInterface
    public interface Check {
        /** Throws while what is checked does not hold. */
        void run() throws Exception;
    }
}
