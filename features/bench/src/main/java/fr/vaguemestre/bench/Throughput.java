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

    /** Sends messages in a session of their own. */
    @FunctionalInterface
    interface Sending {
        /** Sends; the number from 1 on tells which of the parallel clients sends. */
        void by(int client) throws Exception;
    }

    /**
     * How the messages of a round are sent.
     *
     * @param clients how many sessions there are at once
     * @param messages how many messages in all; each client sends as many
     * @param inSession how many messages each session carries
     */
    record Load(int clients, int messages, int inSession) {
        private int sessionsOfEach() {
            return messages / clients / inSession;
        }
    }

    /** Lets the clients send; the messages arrive in those folders. */
    static double of(Load load, List<Path> folders, Sending sending) throws Exception {
        try (Arrivals arrivals = Arrivals.in(folders)) {
            long start = System.nanoTime();
            List<Callable<Void>> senders = new ArrayList<>();
            for (int number = 1; number <= load.clients(); number++) {
                int client = number;
                senders.add(() -> {
                    for (int count = 0; count < load.sessionsOfEach(); count++) {
                        sending.by(client);
                    }
                    return null;
                });
            }
            try (ExecutorService threads = Executors.newFixedThreadPool(load.clients())) {
                for (Future<Void> done : threads.invokeAll(senders)) {
                    done.get();
                }
            }
            arrivals.await(load.messages(), PATIENCE);
            return load.messages() / ((System.nanoTime() - start) / 1e9);
        }
    }
}
