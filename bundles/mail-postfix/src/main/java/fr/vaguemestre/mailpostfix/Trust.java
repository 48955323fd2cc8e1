package fr.vaguemestre.mailpostfix;

import fr.vaguemestre.api.confiance.ConfianceService;
import fr.vaguemestre.api.confiance.Verdict;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The trust space, which may be replaced at any moment: a question waits for it for a while, then finds nobody. */
final class Trust {
    private final Duration patience;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private volatile @Nullable ConfianceService present;

    Trust(Duration patience) {
        this.patience = patience;
    }

    /** A trust space came. */
    void set(ConfianceService service) {
        change(service);
    }

    /** A trust space went; another one may have come before. */
    void unset(ConfianceService service) {
        if (service.equals(present)) {
            change(null);
        }
    }

    /** Whether there is one now. */
    boolean isPresent() {
        return present != null;
    }

    /** Asks for a verdict; empty if there is no trust space, or none that has loaded its list, in time. */
    Optional<Verdict> ask(Function<ConfianceService, Verdict> question) {
        long end = System.nanoTime() + patience.toNanos();
        while (true) {
            ConfianceService service = present;
            if (service != null) {
                Verdict verdict = question.apply(service);
                if (verdict.cause() != Verdict.Cause.NO_WHITE_LIST) {
                    return Optional.of(verdict);
                }
            }
            long left = end - System.nanoTime();
            if (left <= 0 || !waited(left)) {
                return Optional.empty();
            }
        }
    }

    /** The id of a certificate that was just judged; throws if the trust space went at this very moment. */
    String peerId(X509Certificate certificate) {
        ConfianceService service = present;
        if (service == null) {
            throw new IllegalStateException("the trust space went away");
        }
        return service.peerId(certificate);
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

    private void change(@Nullable ConfianceService service) {
        lock.lock();
        try {
            present = service;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
