package fr.vaguemestre.api.indicators;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;

/**
 * The figures of one month.
 *
 * @param month the month, of the legal time in France
 * @param structure FINESS EJ of the structure, or {@link fr.vaguemestre.api.access.Caller#PLATFORM} for the operator as a whole
 * @param closed whether it is over and kept for good; else a preview
 * @param days what each day adds up to, by day, then name, domain and key
 * @param totals the month, by name, domain and key
 * @param json the report as JSON, the same octets each time
 * @param csv the report as CSV ({@code ;}, UTF-8, header), the same octets each time
 * @param digest hex SHA-256 of {@code json}
 */
public record MonthReport(
        YearMonth month,
        String structure,
        boolean closed,
        List<Day> days,
        List<Indicator> totals,
        String json,
        String csv,
        String digest) {
    /** One day's figure. */
    public record Day(LocalDate day, Indicator indicator) {}

    /** The octets of {@link #json}. */
    public byte[] octets() {
        return json.getBytes(StandardCharsets.UTF_8);
    }
}
