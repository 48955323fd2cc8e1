package fr.vaguemestre.api.indicators;

import java.time.Instant;
import java.time.YearMonth;
import java.util.Optional;

/**
 * What became of handing a month in.
 *
 * @param month the month
 * @param structure whose report it is, as in {@link MonthReport}
 * @param state how it stands
 * @param digest hex SHA-256 of the octets that are handed in
 * @param attempts how often it was tried
 * @param receipt what the receiver calls it, once accepted
 * @param receivedAt when the receiver took it
 * @param nextAttempt when it is tried again, while it waits
 * @param detail why it waits or was refused; may be empty
 */
public record Submission(
        YearMonth month,
        String structure,
        State state,
        String digest,
        int attempts,
        Optional<String> receipt,
        Optional<Instant> receivedAt,
        Optional<Instant> nextAttempt,
        String detail) {
    /** How a submission stands. */
    public enum State {
        /** Waits for its turn or its next attempt. */
        PENDING,
        /** The receiver took it and gave a receipt. */
        ACCEPTED,
        /** The receiver refused it; somebody has to look and submit again. */
        REFUSED
    }
}
