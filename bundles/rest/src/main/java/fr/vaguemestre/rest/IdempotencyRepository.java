package fr.vaguemestre.rest;

import fr.vaguemestre.api.access.Caller;
import fr.vaguemestre.api.problem.Unavailable;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * The first answers to writes that carried an {@code Idempotency-Key}, kept for a day under row security of the caller's
 * tenant. It keeps its own short transactions instead of the unit of work: keeping an answer is no act of the caller, and
 * would double the audit trail. Bodies of requests are kept as SHA-256 only.
 */
@Component(service = IdempotencyRepository.class)
public final class IdempotencyRepository {
    private static final String TENANT = "SELECT set_config('vm.tenant', ?, true)";
    private static final String PURGE =
            "DELETE FROM vm.rest_answer WHERE subject = ? AND at < now() - interval '24 hours'";
    private static final String BEGIN =
            """
            INSERT INTO vm.rest_answer (tenant, subject, key, request, at) VALUES (?, ?, ?, ?, now())
            ON CONFLICT (tenant, subject, key) DO UPDATE SET at = now()
              WHERE rest_answer.status IS NULL AND rest_answer.at < now() - interval '60 seconds'
                AND rest_answer.request = excluded.request""";
    private static final String FIND =
            "SELECT request, status, media_type, location, body FROM vm.rest_answer WHERE subject = ? AND key = ?";
    private static final String FINISH =
            """
            UPDATE vm.rest_answer SET status = ?, media_type = ?, location = ?, body = ?
            WHERE subject = ? AND key = ? AND status IS NULL""";
    private static final String FORGET = "DELETE FROM vm.rest_answer WHERE subject = ? AND key = ? AND status IS NULL";

    private final DataSource database;

    /** Works on the pool that the store made for this bundle's tables. */
    @Activate
    public IdempotencyRepository(@Reference(target = "(osgi.jndi.service.name=vm-rest)") DataSource database) {
        this.database = database;
    }

    /**
     * Takes the key for a request; one left without an answer for 60 s may be taken again, for its node is gone.
     *
     * @param request SHA-256 of method, path and body
     * @return empty if the request is to be done; else what is known of the first one with that key
     */
    Optional<Kept> begin(Caller caller, String key, String request) {
        return in(caller, connection -> {
            run(connection, PURGE, caller.subject());
            if (run(connection, BEGIN, tenant(caller), caller.subject(), key, request) == 1) {
                return Optional.empty();
            }
            try (PreparedStatement find = prepare(connection, FIND, caller.subject(), key);
                    ResultSet row = find.executeQuery()) {
                row.next();
                return Optional.of(new Kept(row.getString("request"), answer(row)));
            }
        });
    }

    /** Keeps the answer to the request that holds the key. */
    void finish(Caller caller, String key, Answer answer) {
        in(
                caller,
                connection -> run(
                        connection,
                        FINISH,
                        answer.status(),
                        answer.mediaType(),
                        answer.location(),
                        answer.body(),
                        caller.subject(),
                        key));
    }

    /** Gives the key back: the request failed on our side and may be tried again. */
    void forget(Caller caller, String key) {
        in(caller, connection -> run(connection, FORGET, caller.subject(), key));
    }

    private <T> T in(Caller caller, Statements<T> statements) {
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            try (PreparedStatement tenant = prepare(connection, TENANT, tenant(caller))) {
                tenant.execute();
                T result = statements.on(connection);
                connection.commit();
                return result;
            } catch (SQLException | RuntimeException e) {
                connection.rollback();
                throw e;
            }
        } catch (SQLException e) {
            throw new Unavailable("rest.idempotency-away", "keys of requests cannot be kept for the moment", e);
        }
    }

    private static String tenant(Caller caller) {
        return caller.tenant().orElse(Caller.PLATFORM);
    }

    private static int run(Connection connection, String sql, @Nullable Object... values) throws SQLException {
        try (PreparedStatement statement = prepare(connection, sql, values)) {
            return statement.executeUpdate();
        }
    }

    private static PreparedStatement prepare(Connection connection, String sql, @Nullable Object... values)
            throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
        }
        return statement;
    }

    private static Optional<Answer> answer(ResultSet row) throws SQLException {
        int status = row.getInt("status");
        return row.wasNull()
                ? Optional.empty()
                : Optional.of(new Answer(
                        status, row.getString("media_type"), row.getString("location"), row.getString("body")));
    }

    /**
     * What is known of the first request with a key.
     *
     * @param request its SHA-256
     * @param answer its answer; empty while it is under way
     */
    record Kept(String request, Optional<Answer> answer) {}

    /** An answer as it was sent. */
    record Answer(int status, @Nullable String mediaType, @Nullable String location, String body) {}

    @FunctionalInterface
    private interface Statements<T> {
        T on(Connection connection) throws SQLException;
    }
}
