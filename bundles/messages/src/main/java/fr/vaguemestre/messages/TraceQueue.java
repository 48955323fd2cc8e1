package fr.vaguemestre.messages;

import fr.vaguemestre.api.messages.TraceEntry;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Steps that wait for the database, bounded; in the order they came. Numbers count from the start. */
final class TraceQueue {
    private final int most;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition filled = lock.newCondition();
    private final Deque<TraceEntry> waiting = new ArrayDeque<>();
    private long offered;
    private long settled;
    private long lost;

    TraceQueue(int most) {
        this.most = most;
    }

    /** Adds a step; the oldest one is let go where there is no room. */
    void offer(TraceEntry entry) {
        lock.lock();
        try {
            if (waiting.size() == most) {
                waiting.removeFirst();
                lost++;
                settled++;
            }
            waiting.addLast(entry);
            offered++;
            filled.signal();
        } finally {
            lock.unlock();
        }
    }

    /** The oldest steps, left in place, as soon as there are any; empty after that time. */
    List<TraceEntry> peek(int atMost, long millis) throws InterruptedException {
        lock.lock();
        try {
            long left = TimeUnit.MILLISECONDS.toNanos(millis);
            while (waiting.isEmpty() && left > 0) {
                left = filled.awaitNanos(left);
            }
            var oldest = new ArrayList<TraceEntry>(Math.min(atMost, waiting.size()));
            for (TraceEntry entry : waiting) {
                if (oldest.size() == atMost) {
                    break;
                }
                oldest.add(entry);
            }
            return oldest;
        } finally {
            lock.unlock();
        }
    }

    /** Takes out those of these steps that are still there. */
    void settle(List<TraceEntry> stored) {
        lock.lock();
        try {
            for (TraceEntry entry : stored) {
                // Some may have been let go meanwhile; by identity, for equal steps may follow each other.
                if (!waiting.isEmpty() && isSame(waiting.getFirst(), entry)) {
                    waiting.removeFirst();
                    settled++;
                }
            }
        } finally {
            lock.unlock();
        }
    }

    /** How many steps were offered. */
    long offered() {
        return locked(() -> offered);
    }

    /** How many of the steps offered first are stored or let go. */
    long settled() {
        return locked(() -> settled);
    }

    /** How many steps were let go. */
    long lost() {
        return locked(() -> lost);
    }

    /** How many steps wait. */
    int size() {
        return (int) locked(waiting::size);
    }

    private long locked(java.util.function.LongSupplier value) {
        lock.lock();
        try {
            return value.getAsLong();
        } finally {
            lock.unlock();
        }
    }

    @SuppressWarnings("ReferenceEquality")
    private static boolean isSame(TraceEntry one, TraceEntry other) {
        return one == other;
    }
}
