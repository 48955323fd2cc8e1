package fr.vaguemestre.indicators;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import org.junit.jupiter.api.Test;

/** Months as people in France live them, summer and winter. */
class CalendarTest {
    @Test
    void aMonthIsClosedOnTheFirstAtThreeOfTheLegalTime() {
        assertThat(Calendar.closing(YearMonth.of(2026, 11))).isEqualTo(Instant.parse("2026-12-01T02:00:00Z"));
        assertThat(Calendar.closing(YearMonth.of(2026, 6))).isEqualTo(Instant.parse("2026-07-01T01:00:00Z"));
        assertThat(Calendar.closing(YearMonth.of(2026, 12))).isEqualTo(Instant.parse("2027-01-01T02:00:00Z"));
        YearMonth october = YearMonth.of(2026, 10);
        assertThat(MonthJob.isDue(october, Instant.parse("2026-11-01T01:59:59Z")))
                .isFalse();
        assertThat(MonthJob.isDue(october, Instant.parse("2026-11-01T02:00:00Z")))
                .isTrue();
    }

    @Test
    void monthsAndDaysMeetWithoutGapOverTheChangesOfTime() {
        YearMonth march = YearMonth.of(2026, 3);
        assertThat(Calendar.start(march)).isEqualTo(Instant.parse("2026-02-28T23:00:00Z"));
        assertThat(Calendar.end(march)).isEqualTo(Instant.parse("2026-03-31T22:00:00Z"));
        assertThat(hours(LocalDate.of(2026, 3, 29))).isEqualTo(23);
        assertThat(hours(LocalDate.of(2026, 10, 25))).isEqualTo(25);
        assertThat(Calendar.days(march, Instant.EPOCH, Instant.parse("2026-06-01T00:00:00Z")))
                .hasSize(31);
        assertThat(Calendar.days(march, Instant.parse("2026-03-30T22:30:00Z"), Instant.parse("2026-03-31T21:59:59Z")))
                .containsExactly(LocalDate.of(2026, 3, 31));
    }

    @Test
    void aDayIsSettledAnHourAfterItsEnd() {
        LocalDate day = LocalDate.of(2026, 10, 25);
        assertThat(Calendar.settled(day, Instant.parse("2026-10-25T23:59:59Z"))).isFalse();
        assertThat(Calendar.settled(day, Instant.parse("2026-10-26T00:00:00Z"))).isTrue();
    }

    private static long hours(LocalDate day) {
        return Duration.between(Calendar.start(day), Calendar.start(day.plusDays(1)))
                .toHours();
    }
}
