package fr.vaguemestre.store;

import java.time.Duration;

/**
 * How long to wait after a failed attempt: doubled each time up to a limit, and given up in the end.
 *
 * @param first after the first failure
 * @param longest never more than that
 * @param attempts how many in all
 */
record Backoff(Duration first, Duration longest, int attempts) {
    /** 1 s, 2 s, 4 s … 5 min; twelve attempts, about 20 minutes in all. */
    static final Backoff STANDARD = new Backoff(Duration.ofSeconds(1), Duration.ofMinutes(5), 12);

    /** Whether so many failed attempts are enough. */
    boolean givesUpAfter(int failed) {
        return failed >= attempts;
    }

    /** The wait after so many failed attempts, from 1. */
    Duration after(int failed) {
        Duration wait = first.multipliedBy(1L << Math.min(failed - 1, 20));
        return wait.compareTo(longest) < 0 ? wait : longest;
    }
}
