package fr.vaguemestre.access;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** SQL of sessions and refresh tokens; row security decides whose it sees. */
final class SessionRepository {
    private static final String FIND =
            """
            SELECT r.session_id, r.used_at IS NOT NULL AS used, s.user_id, s.ended_at IS NOT NULL AS ended,
                   least(r.expires_at, s.expires_at) AS expires_at, s.expires_at AS session_expires_at
              FROM vm.access_refresh r JOIN vm.access_session s ON s.tenant = r.tenant AND s.id = r.session_id
             WHERE r.hash = ?""";

    private SessionRepository() {}

    /** Begins a session, and forgets those of the account that are long over. */
    static void open(Connection connection, Account account, String session, Instant now, Instant until)
            throws SQLException {
        run(
                connection,
                "DELETE FROM vm.access_session WHERE user_id = ? AND expires_at < ?",
                account.id(),
                at(now.minusSeconds(86_400)));
        run(
                connection,
                "INSERT INTO vm.access_session (tenant, id, user_id, created_at, expires_at) VALUES (?, ?, ?, ?, ?)",
                account.tenant(),
                session,
                account.id(),
                at(now),
                at(until));
    }

    static void addRefresh(Connection connection, String tenant, String hash, String session, Instant until)
            throws SQLException {
        run(
                connection,
                "INSERT INTO vm.access_refresh (tenant, hash, session_id, expires_at) VALUES (?, ?, ?, ?)",
                tenant,
                hash,
                session,
                at(until));
    }

    static Optional<Refresh> find(Connection connection, String hash) throws SQLException {
        return refresh(connection, FIND, hash);
    }

    /** As {@link #find}, and keeps others from the token until the end of the transaction. */
    static Optional<Refresh> lock(Connection connection, String hash) throws SQLException {
        return refresh(connection, FIND + " FOR UPDATE OF r", hash);
    }

    /** A refresh token with its account, where both are there; locked until the transaction ends if wanted. */
    static Optional<Known> known(Connection connection, String hash, boolean lock) throws SQLException {
        Optional<Refresh> refresh = lock ? lock(connection, hash) : find(connection, hash);
        if (refresh.isEmpty()) {
            return Optional.empty();
        }
        return UserRepository.byId(connection, refresh.get().userId())
                .map(account -> new Known(refresh.get(), account));
    }

    static void markUsed(Connection connection, String hash, Instant now) throws SQLException {
        run(connection, "UPDATE vm.access_refresh SET used_at = ? WHERE hash = ?", at(now), hash);
    }

    static void end(Connection connection, String session, Instant now) throws SQLException {
        run(
                connection,
                "UPDATE vm.access_session SET ended_at = ? WHERE id = ? AND ended_at IS NULL",
                at(now),
                session);
    }

    /** Ends every session of an account and tells which. */
    static Set<String> endAll(Connection connection, String userId, Instant now) throws SQLException {
        return ids(
                connection,
                "UPDATE vm.access_session SET ended_at = ? WHERE user_id = ? AND ended_at IS NULL RETURNING id",
                at(now),
                userId);
    }

    /** Ends every session of an account but one, and tells which. */
    static Set<String> endOthers(Connection connection, String userId, String session, Instant now)
            throws SQLException {
        return ids(
                connection,
                "UPDATE vm.access_session SET ended_at = ? WHERE user_id = ? AND id <> ? AND ended_at IS NULL RETURNING id",
                at(now),
                userId,
                session);
    }

    /** The sessions that were ended after that instant. */
    static Set<String> endedAfter(Connection connection, Instant instant) throws SQLException {
        return ids(connection, "SELECT id FROM vm.access_session WHERE ended_at > ?", at(instant));
    }

    private static Optional<Refresh> refresh(Connection connection, String sql, String hash) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, hash);
            try (ResultSet row = statement.executeQuery()) {
                if (!row.next()) {
                    return Optional.empty();
                }
                return Optional.of(new Refresh(
                        row.getString("session_id"),
                        row.getString("user_id"),
                        row.getBoolean("used"),
                        row.getBoolean("ended"),
                        instant(row, "expires_at"),
                        instant(row, "session_expires_at")));
            }
        }
    }

    private static Set<String> ids(Connection connection, String sql, Object... values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            fill(statement, values);
            try (ResultSet row = statement.executeQuery()) {
                List<String> found = new ArrayList<>();
                while (row.next()) {
                    found.add(row.getString(1));
                }
                return new HashSet<>(found);
            }
        }
    }

    private static void run(Connection connection, String sql, Object... values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            fill(statement, values);
            statement.executeUpdate();
        }
    }

    private static void fill(PreparedStatement statement, Object... values) throws SQLException {
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
        }
    }

    private static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    /**
     * A refresh token with its session.
     *
     * @param expires when the token ends, at the latest with its session
     */
    record Refresh(
            String session, String userId, boolean used, boolean ended, Instant expires, Instant sessionExpires) {}

    /** A refresh token and whose it is. */
    record Known(Refresh refresh, Account account) {}
}
