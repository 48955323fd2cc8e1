package fr.vaguemestre.e2e;

import fr.vaguemestre.e2e.driver.Answer;
import fr.vaguemestre.e2e.driver.Rest;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Somebody who makes one mailbox after the other, notes those that were promised, and signs in again after each trouble. */
final class RowStream implements AutoCloseable {
    private static final Duration BETWEEN = Duration.ofMillis(300);

    private final Hospital hospital;
    private final Promises promises;
    private final AtomicInteger made = new AtomicInteger();
    private final Thread clerk;
    private volatile boolean over;

    private RowStream(Hospital hospital, Promises promises) {
        this.hospital = hospital;
        this.promises = promises;
        this.clerk = Thread.ofVirtual().unstarted(this::work);
    }

    /** Begins at once; a close ends it after the request that is under way. */
    static RowStream start(Hospital hospital, Promises promises) {
        RowStream stream = new RowStream(hospital, promises);
        stream.clerk.start();
        return stream;
    }

    /** How many mailboxes were promised so far. */
    int made() {
        return made.get();
    }

    @Override
    public void close() {
        over = true;
        try {
            clerk.join();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void work() {
        Rest session = null;
        for (int number = 1; !over; number++) {
            session = oneMore(session, hospital.address("ligne" + number));
            LockSupport.parkNanos(BETWEEN.toNanos());
        }
    }

    /** The session to go on with; null where there is none. */
    private @Nullable Rest oneMore(@Nullable Rest session, String address) {
        try {
            Rest admin = session == null ? World.anonymous().signIn(hospital.username(), Hospital.PASSWORD) : session;
            Answer answer = admin.post("/mailboxes", World.org(address));
            if (answer.status() == 201) {
                promises.row(address);
                made.incrementAndGet();
            }
            return answer.status() == 401 ? null : admin;
        } catch (RuntimeException | AssertionError cut) {
            return null; // nothing was promised
        }
    }
}
