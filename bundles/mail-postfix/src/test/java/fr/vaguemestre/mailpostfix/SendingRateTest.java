package fr.vaguemestre.mailpostfix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fr.vaguemestre.testkit.SettableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SendingRateTest {
    private static final String BOX = "kit@ch.mssante.test";
    private static final String MACHINE = "labo@ch.mssante.test";

    private final SettableClock clock = new SettableClock(Instant.parse("2026-11-30T10:00:30Z"));
    private final SendingRate rate = new SendingRate(clock, 300, Map.of(MACHINE, 500, "robot@ch.mssante.test", 0));

    @Test
    void whoeverWroteToManyWaitsUntilTheHourIsOver() {
        assertThat(rate.take(BOX, 200)).isTrue();
        clock.forward(Duration.ofMinutes(30));
        assertThat(rate.take("KIT@ch.mssante.test", 100)).isTrue();
        assertThat(rate.take(BOX, 1)).isFalse();
        assertThat(rate.stopped()).isEqualTo(1);

        clock.forward(Duration.ofMinutes(30));

        assertThat(rate.take(BOX, 200)).as("the first ones are an hour ago").isTrue();
        assertThat(rate.take(BOX, 1)).isFalse();
    }

    @Test
    void othersAreNotHeldUpAndSomeMayMore() {
        assertThat(rate.take(BOX, 300)).isTrue();
        assertThat(rate.take(BOX, 1)).isFalse();
        assertThat(rate.take("ada@ch.mssante.test", 300)).isTrue();
        assertThat(rate.take(MACHINE, 500)).isTrue();
        assertThat(rate.take(MACHINE, 1)).isFalse();
        assertThat(rate.take("robot@ch.mssante.test", 1_000_000)).isTrue();
        assertThat(rate.stopped()).isEqualTo(2);
    }

    @Test
    void whoIsRefusedIsNotCountedAndTheAlarmEnds() {
        assertThat(rate.take(BOX, 299)).isTrue();
        assertThat(rate.take(BOX, 2)).isFalse();
        assertThat(rate.take(BOX, 1)).isTrue();
        assertThat(rate.stopped()).isEqualTo(1);

        clock.forward(Duration.ofMinutes(61));

        assertThat(rate.stopped()).isZero();
        assertThat(rate.take(BOX, 300)).isTrue();
    }

    @Test
    void aClockSetBackStopsNobodyForLong() {
        clock.forward(Duration.ofDays(1));
        assertThat(rate.take(BOX, 300)).isTrue();
        assertThat(rate.take(BOX, 1)).isFalse();

        clock.forward(Duration.ofDays(-1));

        assertThat(rate.take(BOX, 300)).isTrue();
        assertThat(rate.stopped()).isZero();
    }

    @Test
    void limitsOfTheirOwnAreReadOrTheSettingIsRefused() {
        assertThat(SendingRate.own("")).isEmpty();
        assertThat(SendingRate.own(" Labo@ch.mssante.test = 5000 ,,robot@ch.mssante.test=0"))
                .containsOnly(Map.entry(MACHINE, 5_000), Map.entry("robot@ch.mssante.test", 0));
        for (String wrong : new String[] {"labo@ch.mssante.test", "labo@ch.mssante.test=beaucoup", "a=-1", "a=1.5"}) {
            assertThatThrownBy(() -> SendingRate.own(wrong))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining(wrong);
        }
    }
}
