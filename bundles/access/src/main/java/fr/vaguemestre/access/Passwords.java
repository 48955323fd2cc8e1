package fr.vaguemestre.access;

import fr.vaguemestre.api.problem.TooMany;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Bounds how many passwords are hashed at once, because each takes its 19 MiB of heap, and so how many guesses can be under
 * way before the first failure is counted.
 */
final class Passwords {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Argon2id argon2id = new Argon2id();
    private final Semaphore places;
    private final String nobodys;

    /** With that many places. */
    Passwords(int places) {
        this.places = new Semaphore(Math.max(1, places), true);
        this.nobodys = argon2id.hash("the password of nobody");
    }

    /** A hash that no account has: checked for unknown names, so that they take as long as known ones. */
    String nobodys() {
        return nobodys;
    }

    /** The hash of a new password. */
    String hash(String password) {
        return within(() -> argon2id.hash(password));
    }

    /** Whether that password has that hash; only inside {@link #within}. */
    boolean verify(String password, String phc) {
        return argon2id.verify(password, phc);
    }

    /**
     * Does something that hashes, when there is a place.
     *
     * @throws TooMany {@code access.busy} if none becomes free in time
     */
    <T> T within(Supplier<T> hashing) {
        try {
            if (!places.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new TooMany("access.busy", "too many people sign in at this moment", PATIENCE);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TooMany("access.busy", "interrupted while waiting to sign in", PATIENCE);
        }
        try {
            return hashing.get();
        } finally {
            places.release();
        }
    }
}
