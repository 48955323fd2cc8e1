package fr.vaguemestre.cache;

import fr.vaguemestre.api.cache.Cache;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/** This JVM's memory: bounded, forgets the least recently used first, honours the life of values. */
final class MemoryCache implements Cache {
    private final Map<String, Kept> entries;
    private final LongSupplier nanos;

    /**
     * Begins empty.
     *
     * @param limit most values kept at once
     * @param nanos a monotonic clock, in nanoseconds
     */
    MemoryCache(int limit, LongSupplier nanos) {
        this.nanos = nanos;
        this.entries = new LeastRecentlyUsed(limit);
    }

    @Override
    public synchronized Optional<String> get(String key) {
        return live(key).map(Kept::value);
    }

    @Override
    public synchronized void put(String key, String value, Duration life) {
        entries.put(key, new Kept(value, nanos.getAsLong() + life.toNanos()));
    }

    @Override
    public synchronized void remove(String key) {
        entries.remove(key);
    }

    @Override
    public synchronized long increment(String key, Duration life) {
        Optional<Kept> known = live(key);
        long count = known.map(entry -> Long.parseLong(entry.value())).orElse(0L) + 1;
        long until = known.map(Kept::until).orElseGet(() -> nanos.getAsLong() + life.toNanos());
        entries.put(key, new Kept(Long.toString(count), until));
        return count;
    }

    @Override
    public boolean shared() {
        return false;
    }

    private Optional<Kept> live(String key) {
        Kept entry = entries.get(key);
        if (entry != null && entry.until() - nanos.getAsLong() <= 0) {
            entries.remove(key);
            return Optional.empty();
        }
        return Optional.ofNullable(entry);
    }

    private record Kept(String value, long until) {}

    private static final class LeastRecentlyUsed extends LinkedHashMap<String, Kept> {
        private static final long serialVersionUID = 1L;
        private final int limit;

        LeastRecentlyUsed(int limit) {
            super(16, 0.75f, true);
            this.limit = limit;
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Kept> eldest) {
            return size() > limit;
        }
    }
}
