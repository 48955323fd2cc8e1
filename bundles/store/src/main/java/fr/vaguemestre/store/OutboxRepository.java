package fr.vaguemestre.store;

import fr.vaguemestre.api.event.DomainEvent;
import fr.vaguemestre.api.event.DomainEventHandler;
import fr.vaguemestre.api.event.StoredEvent;
import fr.vaguemestre.api.store.Outbox.DeadLetter;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** SQL of the outbox, as role vm_relay. */
final class OutboxRepository {
    /** Keeps a new handler and the making of deliveries from missing each other. */
    private static final long LOCK = 7_236_184_902L;

    private static final int BATCH = 500;

    private static final String MAKE_DELIVERIES =
            """
        WITH fresh AS (
          SELECT id, type FROM vm.store_outbox WHERE queued IS NULL ORDER BY id LIMIT %d FOR UPDATE SKIP LOCKED),
        made AS (
          INSERT INTO vm.store_delivery (handler, event)
          SELECT h.name, f.id FROM fresh f JOIN vm.store_handler h ON f.type = ANY (h.types)
          ON CONFLICT DO NOTHING)
        UPDATE vm.store_outbox o SET queued = clock_timestamp() FROM fresh f WHERE o.id = f.id
        """
                    .formatted(BATCH);
    private static final String KNOW =
            """
        INSERT INTO vm.store_handler (name, types) VALUES (?, ?)
        ON CONFLICT (name) DO UPDATE SET types = excluded.types, seen = clock_timestamp()
        """;
    private static final String CATCH_UP =
            """
        INSERT INTO vm.store_delivery (handler, event)
        SELECT ?, id FROM vm.store_outbox WHERE type = ANY (?) ON CONFLICT DO NOTHING
        """;
    private static final String TAKE =
            """
        SELECT o.id, o.tenant, o.at, o.type, d.attempts,
               (SELECT array_agg(f.key ORDER BY f.key) FROM jsonb_each_text(o.facts) f),
               (SELECT array_agg(f.value ORDER BY f.key) FROM jsonb_each_text(o.facts) f)
          FROM vm.store_delivery d JOIN vm.store_outbox o ON o.id = d.event
         WHERE d.handler = ? AND d.done IS NULL AND NOT d.dead AND d.due <= clock_timestamp()
         ORDER BY d.due, d.event LIMIT 1 FOR UPDATE OF d SKIP LOCKED
        """;
    private static final String DONE =
            """
        UPDATE vm.store_delivery SET done = clock_timestamp(), tried = clock_timestamp(), attempts = attempts + 1,
               error = NULL WHERE handler = ? AND event = ?
        """;
    private static final String FAILED =
            """
        UPDATE vm.store_delivery SET attempts = attempts + 1, tried = clock_timestamp(), error = left(?, 2000), dead = ?,
               due = clock_timestamp() + ? * interval '1 millisecond' WHERE handler = ? AND event = ?
        """;
    private static final String SEEN = "UPDATE vm.store_handler SET seen = clock_timestamp() WHERE name = ?";
    private static final String SETTLED =
            """
        SELECT NOT EXISTS (
          SELECT FROM vm.store_outbox o WHERE o.correlation = ? AND (o.queued IS NULL OR EXISTS (
            SELECT FROM vm.store_delivery d JOIN vm.store_handler h ON h.name = d.handler
             WHERE d.event = o.id AND d.done IS NULL AND h.seen > clock_timestamp() - interval '90 seconds')))
        """;
    private static final String FIGURES =
            """
        SELECT count(*) FILTER (WHERE dead), count(*) FILTER (WHERE NOT dead),
               coalesce(extract(epoch FROM clock_timestamp() - min(o.at) FILTER (WHERE NOT dead)), 0)
          FROM vm.store_delivery d JOIN vm.store_outbox o ON o.id = d.event WHERE d.done IS NULL
        """;
    private static final String DEAD =
            """
        SELECT o.id, d.handler, o.type, d.attempts, d.error, d.tried
          FROM vm.store_delivery d JOIN vm.store_outbox o ON o.id = d.event
         WHERE d.dead AND (?::text IS NULL OR o.tenant = ?) ORDER BY d.tried DESC LIMIT 200
        """;
    private static final String FORGET_HANDLERS =
            "DELETE FROM vm.store_handler WHERE seen < clock_timestamp() - ? * interval '1 day'";
    private static final String FORGET_EVENTS =
            """
        DELETE FROM vm.store_outbox o WHERE o.queued < clock_timestamp() - ? * interval '1 day'
           AND NOT EXISTS (SELECT FROM vm.store_delivery d WHERE d.event = o.id AND d.done IS NULL)
        """;

    private final DataSource relay;

    OutboxRepository(DataSource relay) {
        this.relay = relay;
    }

    /** A fact that one handler is to get, locked until its connection commits or ends. */
    record Delivery(StoredEvent event, int attempts) {}

    /** Makes the deliveries of what was stored since; tells how many facts there were. */
    int makeDeliveries() throws SQLException {
        return inTransaction(connection -> {
            lock(connection, "pg_advisory_xact_lock_shared");
            try (PreparedStatement sql = connection.prepareStatement(MAKE_DELIVERIES)) {
                return sql.executeUpdate();
            }
        });
    }

    /** Keeps that a handler exists; one that is new, or wants more types, gets what is still kept. */
    void know(DomainEventHandler handler) throws SQLException {
        inTransaction(connection -> {
            lock(connection, "pg_advisory_xact_lock");
            Array types = connection.createArrayOf("text", handler.types().toArray());
            for (String statement : List.of(KNOW, CATCH_UP)) {
                try (PreparedStatement sql = connection.prepareStatement(statement)) {
                    sql.setString(1, handler.name());
                    sql.setArray(2, types);
                    sql.executeUpdate();
                }
            }
            return true;
        });
    }

    /** Says that a handler is still at work; whether it was known. */
    boolean seen(String handler) throws SQLException {
        try (Connection connection = relay.getConnection();
                PreparedStatement sql = connection.prepareStatement(SEEN)) {
            sql.setString(1, handler);
            return sql.executeUpdate() > 0;
        }
    }

    /**
     * How the deliveries stand.
     *
     * @param dead given up
     * @param open still to be made
     * @param oldestSeconds age of the oldest fact that is still to be told
     */
    record Figures(long dead, long open, double oldestSeconds) {}

    /** How the deliveries stand, of every tenant. */
    Figures figures() throws SQLException {
        try (Connection connection = relay.getConnection();
                PreparedStatement sql = connection.prepareStatement(FIGURES);
                ResultSet row = sql.executeQuery()) {
            row.next();
            return new Figures(row.getLong(1), row.getLong(2), row.getDouble(3));
        }
    }

    /** Whether every fact of that correlation id was handled by all who want it and are at work on some node. */
    boolean settled(String correlationId) throws SQLException {
        try (Connection connection = relay.getConnection();
                PreparedStatement sql = connection.prepareStatement(SETTLED)) {
            sql.setString(1, correlationId);
            try (ResultSet row = sql.executeQuery()) {
                return row.next() && row.getBoolean(1);
            }
        }
    }

    /** The newest dead letters of one tenant, or of all. */
    List<DeadLetter> deadLetters(Optional<String> tenant) throws SQLException {
        try (Connection connection = relay.getConnection();
                PreparedStatement sql = connection.prepareStatement(DEAD)) {
            sql.setString(1, tenant.orElse(null));
            sql.setString(2, tenant.orElse(null));
            var letters = new ArrayList<DeadLetter>();
            try (ResultSet row = sql.executeQuery()) {
                while (row.next()) {
                    letters.add(new DeadLetter(
                            row.getLong(1),
                            row.getString(2),
                            row.getString(3),
                            row.getInt(4),
                            row.getString(5),
                            row.getTimestamp(6).toInstant()));
                }
            }
            return letters;
        }
    }

    /** Removes what was handled, and handlers not seen, for that many days. */
    void forget(int days) throws SQLException {
        inTransaction(connection -> {
            for (String statement : List.of(FORGET_HANDLERS, FORGET_EVENTS)) {
                try (PreparedStatement sql = connection.prepareStatement(statement)) {
                    sql.setInt(1, days);
                    sql.executeUpdate();
                }
            }
            return true;
        });
    }

    /** What is done with a delivery while it is locked. */
    interface Attempt {
        /** The failure to keep; empty when handled. */
        Optional<Failure> of(Delivery delivery);
    }

    /**
     * A failed attempt.
     *
     * @param error what the handler said
     * @param dead whether it is given up
     * @param after how long to wait before the next attempt
     */
    record Failure(String error, boolean dead, Duration after) {}

    /**
     * Attempts the next due delivery of a handler. Its row stays locked meanwhile, so that no other node takes it, and a crash
     * leaves it as it was.
     *
     * @return whether there was one
     */
    boolean attemptNext(String handler, Attempt attempt) throws SQLException {
        return inTransaction(connection -> {
            Optional<Delivery> delivery = take(connection, handler);
            if (delivery.isEmpty()) {
                return false;
            }
            settle(connection, handler, delivery.get().event().id(), attempt.of(delivery.get()));
            return true;
        });
    }

    private static Optional<Delivery> take(Connection connection, String handler) throws SQLException {
        try (PreparedStatement sql = connection.prepareStatement(TAKE)) {
            sql.setString(1, handler);
            try (ResultSet row = sql.executeQuery()) {
                if (!row.next()) {
                    return Optional.empty();
                }
                var event = new StoredEvent(
                        row.getLong(1),
                        row.getString(2),
                        row.getTimestamp(3).toInstant(),
                        new DomainEvent(row.getString(4), facts(row.getArray(6), row.getArray(7))));
                return Optional.of(new Delivery(event, row.getInt(5)));
            }
        }
    }

    private static Map<String, String> facts(@Nullable Array keys, Array values) throws SQLException {
        var facts = new HashMap<String, String>();
        if (keys != null) {
            String[] names = (String[]) keys.getArray();
            String[] texts = (String[]) values.getArray();
            for (int i = 0; i < names.length; i++) {
                facts.put(names[i], texts[i]);
            }
        }
        return facts;
    }

    private static void settle(Connection connection, String handler, long event, Optional<Failure> failure)
            throws SQLException {
        try (PreparedStatement sql = connection.prepareStatement(failure.isPresent() ? FAILED : DONE)) {
            int next = 1;
            if (failure.isPresent()) {
                sql.setString(next++, failure.get().error());
                sql.setBoolean(next++, failure.get().dead());
                sql.setLong(next++, failure.get().after().toMillis());
            }
            sql.setString(next++, handler);
            sql.setLong(next, event);
            sql.executeUpdate();
        }
    }

    private interface Step<T> {
        T on(Connection connection) throws SQLException;
    }

    private <T> T inTransaction(Step<T> step) throws SQLException {
        try (Connection connection = relay.getConnection()) {
            connection.setAutoCommit(false);
            try {
                T result = step.on(connection);
                connection.commit();
                return result;
            } catch (SQLException | RuntimeException failed) {
                rollback(connection, failed);
                throw failed;
            }
        }
    }

    private static void rollback(Connection connection, Exception failed) {
        try {
            connection.rollback();
        } catch (SQLException broken) {
            failed.addSuppressed(broken);
        }
    }

    /**
     * Deliveries are made in transactions that wait for the disk, unlike the others of this pool: a fact may be seen before it is
     * on the disk (docs/adr/0051), and no handler may act on one that a crash could still take back.
     */
    private static void lock(Connection connection, String function) throws SQLException {
        try (PreparedStatement sql = connection.prepareStatement(
                "SELECT " + function + "(" + LOCK + "), set_config('synchronous_commit', 'on', true)")) {
            sql.execute();
        }
    }
}
