package fr.vaguemestre.indicators;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.Stream;

/** Days and months of the legal time in France; those of 23 or 25 hours included. */
final class Calendar {
    private static final ZoneId FRANCE = ZoneId.of("Europe/Paris");
    private static final LocalTime CLOSING = LocalTime.of(3, 0);
    private static final Duration LATE_STEPS = Duration.ofHours(1);

    private Calendar() {}

    static YearMonth month(Instant at) {
        return YearMonth.from(at.atZone(FRANCE));
    }

    static LocalDate day(Instant at) {
        return LocalDate.ofInstant(at, FRANCE);
    }

    static Instant start(LocalDate day) {
        return day.atStartOfDay(FRANCE).toInstant();
    }

    static Instant start(YearMonth month) {
        return start(month.atDay(1));
    }

    static Instant end(YearMonth month) {
        return start(month.plusMonths(1));
    }

    /** When the month is closed: the 1st of the next at 03:00. */
    static Instant closing(YearMonth month) {
        return month.plusMonths(1).atDay(1).atTime(CLOSING).atZone(FRANCE).toInstant();
    }

    /** Whether nothing is told of that day any more. */
    static boolean settled(LocalDate day, Instant now) {
        return !now.isBefore(start(day.plusDays(1)).plus(LATE_STEPS));
    }

    /** The days of a month from the one on which the record starts, up to the one of now. */
    static List<LocalDate> days(YearMonth month, Instant recordStart, Instant now) {
        LocalDate first = day(recordStart);
        LocalDate last = day(now);
        return Stream.iterate(month.atDay(1), day -> !day.isAfter(month.atEndOfMonth()), day -> day.plusDays(1))
                .filter(day -> !day.isBefore(first) && !day.isAfter(last))
                .toList();
    }
}
