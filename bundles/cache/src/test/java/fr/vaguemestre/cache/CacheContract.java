package fr.vaguemestre.cache;

import static org.assertj.core.api.Assertions.assertThat;

import fr.vaguemestre.api.cache.Cache;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What every cache promises. */
interface CacheContract {
    Cache cache();

    /** Lets that much of the cache's own time pass. */
    void pass(Duration time);

    default String fresh() {
        return "test:" + UUID.randomUUID();
    }

    @Test
    default void aValueIsKept() {
        String key = fresh();
        cache().put(key, "é", Duration.ofMinutes(1));
        assertThat(cache().get(key)).contains("é");
    }

    @Test
    default void anUnknownKeyIsEmpty() {
        assertThat(cache().get(fresh())).isEmpty();
    }

    @Test
    default void aValueIsReplaced() {
        String key = fresh();
        cache().put(key, "1", Duration.ofMinutes(1));
        cache().put(key, "2", Duration.ofMinutes(1));
        assertThat(cache().get(key)).contains("2");
    }

    @Test
    default void aValueIsForgotten() {
        String key = fresh();
        cache().put(key, "1", Duration.ofMinutes(1));
        cache().remove(key);
        assertThat(cache().get(key)).isEmpty();
    }

    @Test
    default void aValueEndsWithItsLife() {
        String key = fresh();
        cache().put(key, "1", Duration.ofMillis(50));
        pass(Duration.ofMillis(60));
        assertThat(cache().get(key)).isEmpty();
    }

    @Test
    default void aCounterCounts() {
        String key = fresh();
        assertThat(cache().increment(key, Duration.ofMinutes(1))).isEqualTo(1);
        assertThat(cache().increment(key, Duration.ofMinutes(1))).isEqualTo(2);
    }

    @Test
    default void aCounterBeginsAgainAfterItsLifeCountedFromItsFirstCount() {
        String key = fresh();
        cache().increment(key, Duration.ofMillis(80));
        pass(Duration.ofMillis(50));
        cache().increment(key, Duration.ofMillis(80));
        pass(Duration.ofMillis(50));
        assertThat(cache().increment(key, Duration.ofMillis(80))).isEqualTo(1);
    }
}
