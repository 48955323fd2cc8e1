package fr.vaguemestre.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Ten thousand requests, others each time; the seed is told, and {@code -Dvaguemestre.seed} sets it. */
@Tag("long")
class LongFuzzTest {
    private static final int REQUESTS = 10_000;

    @Tag("fault-67")
    @Test
    @Timeout(value = 60, unit = TimeUnit.MINUTES)
    void everyAnswerIsInTheContractAndNoneIsAFailure() {
        long seed = Long.getLong("vaguemestre.seed", Instant.now().getEpochSecond());
        System.out.println("fuzz: seed " + seed);
        Fuzz fuzz = new Fuzz(seed);

        fuzz.send(REQUESTS);

        assertThat(fuzz.faults()).as("with seed " + seed).isEmpty();
        Map<String, Integer> seen = new TreeMap<>(fuzz.answered());
        seen.put(
                "failures and statuses that the contract does not tell, seed " + seed,
                fuzz.faults().size());
        LongReport.of(getClass(), "HTTP status", seen);
    }
}
