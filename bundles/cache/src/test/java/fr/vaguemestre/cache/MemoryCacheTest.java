package fr.vaguemestre.cache;

import static org.assertj.core.api.Assertions.assertThat;

import fr.vaguemestre.api.cache.Cache;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class MemoryCacheTest implements CacheContract {
    private final AtomicLong nanos = new AtomicLong();
    private final MemoryCache cache = new MemoryCache(3, nanos::get);

    @Override
    public Cache cache() {
        return cache;
    }

    @Override
    public void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    @Test
    void whatWasUsedLeastRecentlyGoesFirst() {
        for (String key : new String[] {"a", "b", "c"}) {
            cache.put(key, key, Duration.ofMinutes(1));
        }
        cache.get("a");
        cache.put("d", "d", Duration.ofMinutes(1));
        assertThat(cache.get("b")).isEmpty();
        assertThat(cache.get("a")).contains("a");
    }
}
