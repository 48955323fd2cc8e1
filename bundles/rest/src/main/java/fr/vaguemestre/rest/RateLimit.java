package fr.vaguemestre.rest;

import fr.vaguemestre.api.cache.Cache;
import fr.vaguemestre.api.problem.TooMany;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Counts requests per minute and key, for all nodes together. The shared counter is asked only once per {@link #LEASE}
 * requests (or less, for small limits), so that counting costs next to nothing; a node that stops mid-minute loses what it
 * had leased, so the limit errs on the strict side by at most one lease per node.
 */
final class RateLimit {
    private static final Duration WINDOW = Duration.ofMinutes(1);
    private static final int LEASE = 64;
    private static final int MOST_KEYS = 50_000;

    private final String name;
    private final int limit;
    private final int lease;
    private final Supplier<Optional<Cache>> cache;
    private final LongSupplier millis;
    private volatile Minute current = new Minute(-1, new ConcurrentHashMap<>());

    /**
     * A limit.
     *
     * @param limit most requests per minute and key; 0 for no limit
     * @param millis the time, in milliseconds, the same on all nodes
     */
    RateLimit(String name, int limit, Supplier<Optional<Cache>> cache, LongSupplier millis) {
        this.name = name;
        this.limit = limit;
        this.lease = Math.max(1, Math.min(LEASE, limit / 100));
        this.cache = cache;
        this.millis = millis;
    }

    /**
     * Counts one request.
     *
     * @throws TooMany {@code rest.too-many} if the key has used up its minute
     */
    void count(String key) {
        if (limit == 0) {
            return;
        }
        long now = millis.getAsLong();
        Minute minute = minute(now / WINDOW.toMillis());
        Allowance allowance = minute.allowances().computeIfAbsent(key, absent -> new Allowance());
        if (allowance.used.incrementAndGet() > allowance.granted && !extend(key, minute.number(), allowance)) {
            var wait = Duration.ofMillis(WINDOW.toMillis() - now % WINDOW.toMillis());
            throw new TooMany("rest.too-many", "more than " + limit + " requests in this minute", wait);
        }
    }

    private boolean extend(String key, long minute, Allowance allowance) {
        synchronized (allowance) {
            while (allowance.used.get() > allowance.granted) {
                if (allowance.exhausted || !lease(key, minute)) {
                    allowance.exhausted = true;
                    return false;
                }
                allowance.granted += Math.min(lease, limit - allowance.granted);
                allowance.exhausted = allowance.granted >= limit;
            }
            return true;
        }
    }

    private boolean lease(String key, long minute) {
        String counter = "rest:" + name + ":" + minute + ":" + key;
        long leases =
                cache.get().map(shared -> shared.increment(counter, WINDOW)).orElse(1L);
        return (leases - 1) * lease < limit;
    }

    private Minute minute(long number) {
        Minute known = current;
        if (known.number() != number || known.allowances().size() > MOST_KEYS) {
            known = new Minute(number, new ConcurrentHashMap<>());
            current = known;
        }
        return known;
    }

    private record Minute(long number, Map<String, Allowance> allowances) {}

    private static final class Allowance {
        private final AtomicInteger used = new AtomicInteger();
        private volatile int granted;
        private volatile boolean exhausted;
    }
}
