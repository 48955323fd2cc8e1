package fr.vaguemestre.api.bal;

import java.time.LocalDate;

/**
 * What a mailbox answers by itself while its person is away.
 *
 * @param enabled whether it is given on those days; false keeps it for the next time
 * @param from the first day
 * @param until the last day
 * @param subject of the answer, one line
 * @param text of the answer
 */
public record Absence(boolean enabled, LocalDate from, LocalDate until, String subject, String text) {
    /** Whether it is given on that day. */
    public boolean isOn(LocalDate day) {
        return enabled && !day.isBefore(from) && !day.isAfter(until);
    }
}
