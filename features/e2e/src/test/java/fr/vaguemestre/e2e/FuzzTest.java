package fr.vaguemestre.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Requests that nobody would write are answered as the contract says; the long run is {@link LongFuzzTest}. */
class FuzzTest {
    private static final long SEED = 20_261_129;
    private static final int REQUESTS = 1_200;

    @Tag("fault-67")
    @Test
    void everyAnswerIsInTheContractAndNoneIsAFailure() {
        Fuzz fuzz = new Fuzz(SEED);

        fuzz.send(REQUESTS);

        System.out.println("fuzz: " + fuzz.answered());
        assertThat(fuzz.faults()).isEmpty();
        assertThat(fuzz.answered().getOrDefault("200", 0)).as("not all is junk").isGreaterThan(REQUESTS / 20);
    }
}
