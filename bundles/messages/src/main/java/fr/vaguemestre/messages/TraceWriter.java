package fr.vaguemestre.messages;

import fr.vaguemestre.api.messages.TraceEntry;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Moves steps from the queue to the database, in batches, on a thread of its own. */
final class TraceWriter {
    private static final Logger log = LoggerFactory.getLogger(TraceWriter.class);
    private static final int BATCH = 500;
    private static final long ROUND_MILLIS = 1_000;

    private final TraceQueue queue;
    private final Addressed addressed;
    private final DataSource database;
    private final Thread writing;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private boolean failing;

    TraceWriter(TraceQueue queue, Addressed addressed, DataSource database) {
        this.queue = queue;
        this.addressed = addressed;
        this.database = database;
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
        try {
            append(batch);
            queue.settle(batch);
            if (failing) {
                log.info("Traces are written again");
            }
            failing = false;
            return true;
        } catch (SQLException | RuntimeException away) {
            if (!failing) {
                log.warn("Traces wait, they cannot be written: {}", away.getMessage());
            }
            failing = true;
            return false;
        }
    }

    private void append(List<TraceEntry> batch) throws SQLException {
        try (Connection connection = database.getConnection()) {
            TraceRepository.append(connection, batch.stream().map(addressed::of).toList());
        } catch (SQLException refused) {
            if (!isOfTheData(refused)) {
                throw refused;
            }
            if (batch.size() == 1) {
                log.error(
                        "A step of stage {} that the database refuses is left out",
                        batch.getFirst().stage(),
                        refused);
                return;
            }
            for (TraceEntry entry : batch) {
                append(List.of(entry));
            }
        }
    }

    /** Whether trying again would change nothing. */
    private static boolean isOfTheData(SQLException refused) {
        String state = String.valueOf(refused.getSQLState());
        return state.startsWith("22") || state.startsWith("23");
    }
}
