package fr.vaguemestre.bal;

import fr.vaguemestre.api.bal.Bal;
import fr.vaguemestre.api.bal.BalFilter;
import fr.vaguemestre.api.bal.BalState;
import fr.vaguemestre.api.bal.BalType;
import fr.vaguemestre.api.bal.Holder;
import fr.vaguemestre.api.bal.Publication;
import fr.vaguemestre.api.store.Scope;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.persistence.AttributeConverter;
import javax.persistence.Converter;
import javax.persistence.LockModeType;
import javax.persistence.PersistenceException;
import org.jspecify.annotations.Nullable;

/** SQL of the mailboxes; row security decides whose it sees. */
final class BalRepository {
    /** Every column of a mailbox, as {@link #bal} reads them. */
    static final String SELECT =
            """
            SELECT b.address, b.type, b.domain, b.display_name, b.description, b.service, b.holder_rpps, b.holder_given_name,
                   b.holder_family_name, b.holder_profession, b.responsible, b.certificate, b.quota_bytes,
                   coalesce(u.bytes, 0), b.liste_rouge, b.state, b.publication_state, b.publication_code,
                   b.publication_detail, b.publication_at, b.last_used_at, b.created_at, b.version
              FROM vm.bal_bal b LEFT JOIN mail.usage u ON u.address = b.address
            """;

    private static final String ONE = SELECT + " WHERE b.address = ?";
    private static final String TOLD =
            """
            UPDATE vm.bal_bal SET publication_state = ?, publication_code = ?, publication_detail = ?, publication_at = ?,
                   publication_revision = ?
             WHERE address = ? AND publication_revision < ?
            """;
    private static final String TAKEN = "SELECT address FROM vm.bal_bal WHERE address = ANY (?)";

    private BalRepository() {}

    /** Instants as {@code timestamptz}; public for JPA, which makes it. */
    @Converter
    public static final class Instants implements AttributeConverter<Instant, Timestamp> {
        @Override
        public @Nullable Timestamp convertToDatabaseColumn(@Nullable Instant instant) {
            return instant == null ? null : Timestamp.from(instant);
        }

        @Override
        public @Nullable Instant convertToEntityAttribute(@Nullable Timestamp column) {
            return column == null ? null : column.toInstant();
        }
    }

    /** Conditions of a statement with their values, in order. */
    record Where(List<String> conditions, List<Object> values) {
        /** Nothing is asked yet. */
        static Where all() {
            return new Where(new ArrayList<>(), new ArrayList<>());
        }

        /** One more condition, with what its question marks stand for. */
        void and(String condition, Object... more) {
            conditions.add(condition);
            values.addAll(List.of(more));
        }

        /** The others' conditions as well. */
        void and(Where more) {
            conditions.addAll(more.conditions);
            values.addAll(more.values);
        }

        /** What a filter asks of the columns that never change, of the table named {@code b}. */
        void domainAndType(BalFilter filter) {
            filter.domain().ifPresent(domain -> and("b.domain = lower(?)", domain));
            filter.type().ifPresent(type -> and("b.type = ?", type.name()));
        }

        /** The clause; empty where nothing is asked. */
        String sql() {
            return conditions.isEmpty() ? "" : " WHERE " + String.join(" AND ", conditions);
        }

        /** That statement, whose question marks are those of the conditions. */
        PreparedStatement prepared(Connection connection, String text) throws SQLException {
            PreparedStatement sql = connection.prepareStatement(text);
            for (int i = 0; i < values.size(); i++) {
                sql.setObject(i + 1, values.get(i));
            }
            return sql;
        }
    }

    /** What is done on the connection of a transaction. */
    interface Statements<T> {
        T on(Connection connection) throws SQLException;
    }

    /** The unit of work knows what to make of a failure, checked or not. */
    static <T> T run(Scope scope, Statements<T> statements) {
        try {
            return statements.on(scope.connection());
        } catch (SQLException failed) {
            throw new PersistenceException(failed);
        }
    }

    static Optional<Bal> find(Scope scope, String address) {
        return run(scope, connection -> find(connection, address));
    }

    /** Which of these addresses somebody has or had. */
    static Set<String> taken(Scope scope, Collection<String> addresses) {
        return run(scope, connection -> taken(connection, addresses));
    }

    /** Writes a new row. */
    static void add(Scope scope, BalEntity bal) {
        scope.entities().persist(bal);
        scope.entities().flush();
    }

    /** Writes what changed. */
    static void write(Scope scope) {
        scope.entities().flush();
    }

    /** The row of an address, locked until the transaction ends. */
    static Optional<BalEntity> lock(Scope scope, String address) {
        return Optional.ofNullable(scope.entities().find(BalEntity.class, address, LockModeType.PESSIMISTIC_WRITE));
    }

    /** Keeps what the directory said, unless something later is known; false then. */
    static boolean told(Scope scope, String address, Publication publication, long revision) {
        return run(scope, connection -> {
            try (PreparedStatement sql = connection.prepareStatement(TOLD)) {
                sql.setString(1, publication.state().name());
                sql.setString(2, publication.code().orElse(null));
                sql.setString(3, publication.detail().orElse(null));
                sql.setObject(
                        4,
                        publication.at().map(at -> at.atOffset(ZoneOffset.UTC)).orElse(null));
                sql.setLong(5, revision);
                sql.setString(6, address);
                sql.setLong(7, revision);
                return sql.executeUpdate() == 1;
            }
        });
    }

    private static Optional<Bal> find(Connection connection, String address) throws SQLException {
        try (PreparedStatement sql = connection.prepareStatement(ONE)) {
            sql.setString(1, address);
            try (ResultSet row = sql.executeQuery()) {
                return row.next() ? Optional.of(bal(row)) : Optional.empty();
            }
        }
    }

    private static Set<String> taken(Connection connection, Collection<String> addresses) throws SQLException {
        try (PreparedStatement sql = connection.prepareStatement(TAKEN)) {
            sql.setArray(1, connection.createArrayOf("text", addresses.toArray()));
            var taken = new HashSet<String>();
            try (ResultSet row = sql.executeQuery()) {
                while (row.next()) {
                    taken.add(row.getString(1));
                }
            }
            return taken;
        }
    }

    /** The mailbox of a row of {@link #SELECT}. */
    static Bal bal(ResultSet row) throws SQLException {
        return new Bal(
                row.getString(1),
                BalType.valueOf(row.getString(2)),
                row.getString(3),
                row.getString(4),
                row.getString(5),
                row.getString(6),
                holder(row),
                Optional.ofNullable(row.getString(11)),
                Optional.ofNullable(row.getString(12)),
                row.getLong(13),
                row.getLong(14),
                row.getBoolean(15),
                BalState.valueOf(row.getString(16)),
                new Publication(
                        Publication.State.valueOf(row.getString(17)),
                        Optional.ofNullable(row.getString(18)),
                        Optional.ofNullable(row.getString(19)),
                        instant(row, 20)),
                instant(row, 21),
                row.getObject(22, OffsetDateTime.class).toInstant(),
                row.getLong(23));
    }

    private static Optional<Holder> holder(ResultSet row) throws SQLException {
        String rpps = row.getString(7);
        return rpps == null
                ? Optional.empty()
                : Optional.of(
                        new Holder(rpps, row.getString(8), row.getString(9), Optional.ofNullable(row.getString(10))));
    }

    private static Optional<Instant> instant(ResultSet row, int column) throws SQLException {
        return Optional.ofNullable(row.getObject(column, OffsetDateTime.class)).map(OffsetDateTime::toInstant);
    }
}
