package fr.vaguemestre.messages;

import fr.vaguemestre.api.messages.TraceEntry;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Moves steps from the queue to the database, in batches, on a thread of its own. */
final class TraceWriter {
    private static final Logger log = LoggerFactory.getLogger(TraceWriter.class);
    private static final int BATCH = 500;
    private static final long ROUND_MILLIS = 1_000;

    private final TraceQueue queue;
    private final Addressed addressed;
    private final TraceRepository repository;
    private final Thread writing;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private boolean failing;

    TraceWriter(TraceQueue queue, Addressed addressed, TraceRepository repository) {
        this.queue = queue;
        this.addressed = addressed;
        this.repository = repository;
        this.writing = Thread.ofPlatform().daemon().name("messages-writer").start(this::run);
    }

    /** Writes what waits, if the database takes it within 5 s, and stops. */
    void stop() throws InterruptedException {
        stopping.countDown();
        if (!writing.join(Duration.ofSeconds(5))) {
            writing.interrupt();
            writing.join(Duration.ofSeconds(1));
        }
    }

    private void run() {
        try {
            while (!stopping() || queue.size() > 0) {
                List<TraceEntry> batch = queue.peek(BATCH, stopping() ? 0 : ROUND_MILLIS / 5);
                if (!batch.isEmpty() && !wrote(batch) && stopping.await(ROUND_MILLIS, TimeUnit.MILLISECONDS)) {
                    return;
                }
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean stopping() {
        return stopping.getCount() == 0;
    }

    private boolean wrote(List<TraceEntry> batch) {
        Optional<String> away = attempt(batch);
        if (away.isPresent()) {
            if (!failing) {
                log.warn("Traces wait, they cannot be written: {}", away.get());
            }
        } else {
            queue.settle(batch);
            if (failing) {
                log.info("Traces are written again");
            }
        }
        failing = away.isPresent();
        return !failing;
    }

    private TraceRepository.Placed placed(TraceEntry entry) {
        TraceEntry known = addressed.of(entry);
        return new TraceRepository.Placed(known, addressed.way(known));
    }

    private Optional<String> attempt(List<TraceEntry> batch) {
        try {
            return repository.append(batch.stream().map(this::placed).toList());
        } catch (RuntimeException unready) {
            // The tenants cannot be told for now.
            return Optional.of(String.valueOf(unready.getMessage()));
        }
    }
}
