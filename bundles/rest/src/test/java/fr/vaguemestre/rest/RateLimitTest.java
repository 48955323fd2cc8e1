package fr.vaguemestre.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import fr.vaguemestre.api.cache.Cache;
import fr.vaguemestre.api.problem.TooMany;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class RateLimitTest {
    private final AtomicLong millis = new AtomicLong();
    private final Counters shared = new Counters();

    @Test
    void aKeyGetsItsLimitAndNotOneMore() {
        for (int limit : new int[] {1, 5, 1000}) {
            var rate = new RateLimit("l" + limit, limit, Optional::empty, millis::get);
            assertThat(accepted(rate, "a", limit + 10)).isEqualTo(limit);
            assertThat(accepted(rate, "b", 1)).isEqualTo(1);
        }
    }

    @Test
    void zeroMeansNoLimit() {
        assertThat(accepted(new RateLimit("none", 0, Optional::empty, millis::get), "a", 100))
                .isEqualTo(100);
    }

    @Test
    @Tag("fault-63")
    void nodesShareALimit() {
        var one = new RateLimit("same", 1000, () -> Optional.of(shared), millis::get);
        var other = new RateLimit("same", 1000, () -> Optional.of(shared), millis::get);
        int both = accepted(one, "a", 600) + accepted(other, "a", 600);
        assertThat(both).isBetween(990, 1010);
        assertThat(shared.asked).as("the shared counter is asked rarely").isLessThan(150);
    }

    @Test
    void theNextMinuteBeginsAnew() {
        var rate = new RateLimit("m", 2, Optional::empty, millis::get);
        assertThat(accepted(rate, "a", 5)).isEqualTo(2);
        millis.addAndGet(60_000);
        assertThatCode(() -> rate.count("a")).doesNotThrowAnyException();
    }

    private static int accepted(RateLimit rate, String key, int requests) {
        int accepted = 0;
        for (int i = 0; i < requests; i++) {
            try {
                rate.count(key);
                accepted++;
            } catch (TooMany refused) {
                assertThat(refused.retryAfter()).isBetween(Duration.ZERO, Duration.ofMinutes(1));
            }
        }
        return accepted;
    }

    private static final class Counters implements Cache {
        private final Map<String, Long> counts = new HashMap<>();
        private int asked;

        @Override
        public Optional<String> get(String key) {
            return Optional.empty();
        }

        @Override
        public void put(String key, String value, Duration life) {}

        @Override
        public void remove(String key) {}

        @Override
        public long increment(String key, Duration life) {
            asked++;
            return counts.merge(key, 1L, Long::sum);
        }

        @Override
        public boolean shared() {
            return true;
        }
    }
}
