package fr.vaguemestre.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Messages per second, from the first session's first word to the last message in its mailbox. */
final class Throughput {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private Throughput() {}

    /** Sends one message in a session of its own. */
    @FunctionalInterface
    interface Sending {
        /** Sends; the number from 1 on tells which of the parallel clients sends. */
        void by(int session) throws Exception;
    }

    /** Lets that many clients in parallel send that many messages in all; they arrive in those folders. */
    static double of(int sessions, int messages, List<Path> folders, Sending sending) throws Exception {
        try (Arrivals arrivals = Arrivals.in(folders)) {
            long start = System.nanoTime();
            List<Callable<Void>> senders = new ArrayList<>();
            for (int number = 1; number <= sessions; number++) {
                int session = number;
                senders.add(() -> {
                    for (int count = 0; count < messages / sessions; count++) {
                        sending.by(session);
                    }
                    return null;
                });
            }
            try (ExecutorService threads = Executors.newFixedThreadPool(sessions)) {
                for (Future<Void> done : threads.invokeAll(senders)) {
                    done.get();
                }
            }
            arrivals.await(messages, PATIENCE);
            return messages / ((System.nanoTime() - start) / 1e9);
        }
    }
}
