package fr.vaguemestre.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class OpenLoopTest {
    private final Set<Integer> seen = ConcurrentHashMap.newKeySet();
    private final AtomicInteger open = new AtomicInteger();

    @Test
    void eachRequestIsSentOnceAndCountedFromWhenItWasDue() throws Exception {
        try (OpenLoop loop = OpenLoop.start(() -> new Recorder(-1), 3, 100, 1)) {
            loop.awaitEnd();
            assertThat(seen).hasSize(100);
            assertThat(loop.failures(0, 1)).isZero();
            assertThat(loop.latency(0, 1).values()).hasSize(100).allMatch(millis -> millis >= 0);
            assertThat(loop.firstFailure()).isEmpty();
            assertThat(open).hasValue(0);
        }
    }

    @Test
    void aFailureIsToldAndTheOthersGoOn() throws Exception {
        try (OpenLoop loop = OpenLoop.start(() -> new Recorder(7), 2, 50, 1)) {
            loop.awaitEnd();
            assertThat(loop.failures(0, 1)).isEqualTo(1);
            assertThat(loop.latency(0, 1).values()).hasSize(49);
            assertThat(loop.firstFailure()).contains("no answer to 7");
            assertThat(open).hasValue(0);
        }
    }

    private final class Recorder implements OpenLoop.Client {
        private final int failing;

        Recorder(int failing) {
            this.failing = failing;
            open.incrementAndGet();
        }

        @Override
        public void request(int number) throws IOException {
            if (number == failing) {
                throw new IOException("no answer to " + number);
            }
            seen.add(number);
        }

        @Override
        public void close() {
            open.decrementAndGet();
        }
    }
}
