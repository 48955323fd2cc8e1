package fr.vaguemestre.mailpostfix;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A service that may be replaced at any moment: a question waits for it for a while, then finds nobody. */
final class Awaited<S> {
    private final Duration patience;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private volatile @Nullable S present;
    private volatile long changedAt = System.nanoTime();

    Awaited(Duration patience) {
        this.patience = patience;
    }

    /** One came. */
    void set(S service) {
        change(service);
    }

    /** One went; another one may have come before. */
    void unset(S service) {
        if (service.equals(present)) {
            change(null);
        }
    }

    /** The one that is there now. */
    Optional<S> now() {
        return Optional.ofNullable(present);
    }

    /** Asks; empty if there is nobody, or nobody who has an answer that counts, in time. */
    <T> Optional<T> ask(Function<S, T> question, Predicate<T> counts) {
        return ask(question, counts, System.nanoTime());
    }

    /** The same, but waits for a change under way only: nobody waits any more once the last change is long ago. */
    <T> Optional<T> askBriefly(Function<S, T> question, Predicate<T> counts) {
        return ask(question, counts, changedAt);
    }

    private <T> Optional<T> ask(Function<S, T> question, Predicate<T> counts, long since) {
        long end = since + patience.toNanos();
        while (true) {
            S service = present;
            if (service != null) {
                T answer = question.apply(service);
                if (counts.test(answer)) {
                    return Optional.of(answer);
                }
            }
            long left = end - System.nanoTime();
            if (left <= 0 || !waited(left)) {
                return Optional.empty();
            }
        }
    }

    @SuppressWarnings("WaitNotInLoop") // the loop is in ask
    private boolean waited(long left) {
        lock.lock();
        try {
            // A list becomes ready without a sign, hence the short rounds.
            long unused = changed.awaitNanos(Math.min(left, TimeUnit.MILLISECONDS.toNanos(100)));
            return true;
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            lock.unlock();
        }
    }

    private void change(@Nullable S service) {
        lock.lock();
        try {
            present = service;
            changedAt = System.nanoTime();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
