package fr.vaguemestre.bench;

/** How long something takes. */
final class Stopwatch {
    private Stopwatch() {}

    /** What is measured. */
    @FunctionalInterface
    interface Act {
        /** Does it. */
        void run() throws Exception;
    }

    /** Milliseconds that it takes. */
    static double millis(Act act) throws Exception {
        long start = System.nanoTime();
        act.run();
        return (System.nanoTime() - start) / 1e6;
    }
}
