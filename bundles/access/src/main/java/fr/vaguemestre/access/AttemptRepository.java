package fr.vaguemestre.access;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;

/** SQL of failed sign-ins; row security decides whose it sees. */
final class AttemptRepository {
    private static final Duration MEMORY = Duration.ofDays(1);
    private static final String FAIL =
            """
            INSERT INTO vm.access_attempt AS known (tenant, username, origin, failures, last_at, locked_until)
            VALUES (?, ?, ?, 1, ?, ?)
            ON CONFLICT (tenant, username, origin) DO UPDATE
               SET failures = known.failures + 1, last_at = excluded.last_at""";

    private AttemptRepository() {}

    static Optional<Attempts> find(Connection connection, String tenant, String username, String origin)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "SELECT failures, locked_until FROM vm.access_attempt WHERE tenant = ? AND username = ? AND origin = ?")) {
            statement.setString(1, tenant);
            statement.setString(2, username);
            statement.setString(3, origin);
            try (ResultSet row = statement.executeQuery()) {
                return row.next()
                        ? Optional.of(new Attempts(
                                row.getInt(1),
                                row.getObject(2, OffsetDateTime.class).toInstant()))
                        : Optional.empty();
            }
        }
    }

    /** Counts one failure; from the fifth on the account is locked for that origin, for a time that doubles. */
    static void fail(Connection connection, String tenant, String username, String origin, Instant now)
            throws SQLException {
        OffsetDateTime at = now.atOffset(ZoneOffset.UTC);
        try (PreparedStatement purge = connection.prepareStatement("DELETE FROM vm.access_attempt WHERE last_at < ?");
                PreparedStatement count = connection.prepareStatement(FAIL);
                PreparedStatement lock = connection.prepareStatement(
                        "UPDATE vm.access_attempt SET locked_until = ? WHERE username = ? AND origin = ?")) {
            purge.setObject(1, at.minus(MEMORY));
            purge.executeUpdate();
            count.setString(1, tenant);
            count.setString(2, username);
            count.setString(3, origin);
            count.setObject(4, at);
            count.setObject(5, at);
            count.executeUpdate();
            int failures = find(connection, tenant, username, origin)
                    .map(Attempts::failures)
                    .orElse(1);
            lock.setObject(1, at.plus(Attempts.lockAfter(failures)));
            lock.setString(2, username);
            lock.setString(3, origin);
            lock.executeUpdate();
        }
    }

    static void clear(Connection connection, String username, String origin) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("DELETE FROM vm.access_attempt WHERE username = ? AND origin = ?")) {
            statement.setString(1, username);
            statement.setString(2, origin);
            statement.executeUpdate();
        }
    }

    /** Failures in a row, and until when nothing more is tried. */
    record Attempts(int failures, Instant lockedUntil) {
        private static final int FREE = 4;
        private static final Duration FIRST = Duration.ofSeconds(10);
        private static final Duration LONGEST = Duration.ofHours(1);

        /** How long the account is locked after that many failures: 10 s after five, then twice as long each, up to 1 h. */
        static Duration lockAfter(int failures) {
            if (failures <= FREE) {
                return Duration.ZERO;
            }
            Duration lock = FIRST.multipliedBy(1L << Math.min(10, failures - FREE - 1));
            return lock.compareTo(LONGEST) < 0 ? lock : LONGEST;
        }
    }
}
