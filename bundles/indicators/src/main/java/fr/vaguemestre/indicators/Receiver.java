package fr.vaguemestre.indicators;

import java.io.IOException;

/** Takes a month in. */
interface Receiver {
    /**
     * Hands in; the same octets twice get the same receipt.
     *
     * @throws RefusedException if it will not take them, and asking again would change nothing
     * @throws IOException if it cannot be told what became of them
     */
    Receipt deposit(String structure, String month, String digest, String json)
            throws IOException, RefusedException, InterruptedException;

    /** What it calls the deposit, and when it took it, ISO-8601 UTC. */
    record Receipt(String id, java.time.Instant at) {}

    /** The receiver's no. */
    final class RefusedException extends Exception {
        private static final long serialVersionUID = 1L;

        RefusedException(String why) {
            super(why);
        }
    }
}
