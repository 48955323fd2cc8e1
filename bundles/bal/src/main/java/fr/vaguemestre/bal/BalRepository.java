package fr.vaguemestre.bal;

import fr.vaguemestre.api.bal.Bal;
import fr.vaguemestre.api.bal.BalFilter;
import fr.vaguemestre.api.bal.BalState;
import fr.vaguemestre.api.bal.BalType;
import fr.vaguemestre.api.bal.Holder;
import fr.vaguemestre.api.bal.Publication;
import fr.vaguemestre.api.paging.Cursor;
import fr.vaguemestre.api.paging.Page;
import fr.vaguemestre.api.paging.PageRequest;
import fr.vaguemestre.api.problem.Invalid;
import fr.vaguemestre.api.store.Scope;
import fr.vaguemestre.api.tenancy.DomainUsage.Used;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
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
    private static final String SELECT =
            """
            SELECT b.address, b.type, b.domain, b.display_name, b.description, b.service, b.holder_rpps, b.holder_given_name,
                   b.holder_family_name, b.holder_profession, b.responsible, b.certificate, b.quota_bytes,
                   coalesce(u.bytes, 0), b.liste_rouge, b.state, b.publication_state, b.publication_code,
                   b.publication_detail, b.publication_at, b.last_used_at, b.created_at, b.version
              FROM vm.bal_bal b LEFT JOIN mail.usage u ON u.address = b.address
            """;
    private static final String ONE = SELECT + " WHERE b.address = ?";
    private static final String USED =
            """
            SELECT count(*) FILTER (WHERE state NOT IN ('FERMEE', 'PURGEE')), count(*),
                   coalesce(sum(quota_bytes) FILTER (WHERE state NOT IN ('FERMEE', 'PURGEE')), 0)
              FROM vm.bal_bal WHERE domain = ?
            """;
    private static final String TOLD =
            """
            UPDATE vm.bal_bal SET publication_state = ?, publication_code = ?, publication_detail = ?, publication_at = ?,
                   publication_revision = ?
             WHERE address = ? AND publication_revision < ?
            """;
    private static final String TAKEN = "SELECT address FROM vm.bal_bal WHERE address = ANY (?)";

    private BalRepository() {}

    /**
     * Whose mailboxes a caller may see, within what row security leaves.
     *
     * @param all no further limit
     */
    record Reach(boolean all, Collection<String> domains, Collection<String> mailboxes) {}

    /** A column to sort by, and how its value goes into a cursor and back. */
    private enum Order {
        ADDRESS("address", "b.address"),
        DISPLAY_NAME("displayName", "b.display_name"),
        CREATED_AT("createdAt", "b.created_at");

        private final String field;
        private final String column;

        Order(String field, String column) {
            this.field = field;
            this.column = column;
        }

        String key(Bal bal) {
            return switch (this) {
                case ADDRESS -> bal.address();
                case DISPLAY_NAME -> bal.displayName();
                case CREATED_AT -> bal.createdAt().toString();
            };
        }

        Object value(String text) {
            try {
                return this == CREATED_AT ? Instant.parse(text).atOffset(ZoneOffset.UTC) : text;
            } catch (DateTimeParseException notOurs) {
                throw Invalid.field("cursor", "paging.cursor", "this cursor was not given by this list");
            }
        }

        static Order of(String field) {
            for (Order order : values()) {
                if (order.field.equals(field)) {
                    return order;
                }
            }
            throw Invalid.field("sort", "paging.sort", "this list sorts by address, displayName or createdAt");
        }
    }

    /** Conditions with their values, in order. */
    private record Where(List<String> conditions, List<Object> values) {
        void and(String condition, Object... more) {
            conditions.add(condition);
            values.addAll(List.of(more));
        }

        String sql() {
            return conditions.isEmpty() ? "" : " WHERE " + String.join(" AND ", conditions);
        }
    }

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

    private interface Statements<T> {
        T on(Connection connection) throws SQLException;
    }

    /** The unit of work knows what to make of a failure, checked or not. */
    private static <T> T run(Scope scope, Statements<T> statements) {
        try {
            return statements.on(scope.connection());
        } catch (SQLException failed) {
            throw new PersistenceException(failed);
        }
    }

    static Optional<Bal> find(Scope scope, String address) {
        return run(scope, connection -> find(connection, address));
    }

    static Page<Bal> list(Scope scope, Reach reach, BalFilter filter, PageRequest page) {
        return run(scope, connection -> list(connection, reach, filter, page));
    }

    static Used used(Scope scope, String domain) {
        return run(scope, connection -> used(connection, domain));
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

    private static Page<Bal> list(Connection connection, Reach reach, BalFilter filter, PageRequest page)
            throws SQLException {
        Where where = where(connection, reach, filter, page);
        long total = total(connection, where);
        String sort = page.sort().orElse("address");
        boolean down = sort.startsWith("-");
        Order order = Order.of(down ? sort.substring(1) : sort);
        page.cursor().ifPresent(text -> {
            List<String> keys = Cursor.decoded(text, 2).keys();
            where.and(
                    "(" + order.column + ", b.address) " + (down ? "<" : ">") + " (?, ?)",
                    order.value(keys.get(0)),
                    keys.get(1));
        });
        String direction = down ? " DESC" : "";
        String statement = SELECT + where.sql() + " ORDER BY " + order.column + direction + ", b.address" + direction
                + " LIMIT " + (page.limit() + 1);
        List<Bal> found = new ArrayList<>();
        try (PreparedStatement sql = prepared(connection, statement, where);
                ResultSet row = sql.executeQuery()) {
            while (row.next()) {
                found.add(bal(row));
            }
        }
        if (found.size() <= page.limit()) {
            return new Page<>(found, Optional.empty(), total);
        }
        List<Bal> items = found.subList(0, page.limit());
        Cursor next = Cursor.after(order.key(items.getLast()), items.getLast().address());
        return new Page<>(items, Optional.of(next.encoded()), total);
    }

    private static Used used(Connection connection, String domain) throws SQLException {
        try (PreparedStatement sql = connection.prepareStatement(USED)) {
            sql.setString(1, domain);
            try (ResultSet row = sql.executeQuery()) {
                row.next();
                return new Used(row.getLong(1), row.getLong(2), row.getLong(3));
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

    private static Where where(Connection connection, Reach reach, BalFilter filter, PageRequest page)
            throws SQLException {
        Where where = new Where(new ArrayList<>(), new ArrayList<>());
        if (!reach.all()) {
            where.and(
                    "(b.domain = ANY (?) OR b.address = ANY (?))",
                    connection.createArrayOf("text", reach.domains().toArray()),
                    connection.createArrayOf("text", reach.mailboxes().toArray()));
        }
        filter.domain().ifPresent(domain -> where.and("b.domain = lower(?)", domain));
        filter.type().ifPresent(type -> where.and("b.type = ?", type.name()));
        filter.state().ifPresent(state -> where.and("b.state = ?", state.name()));
        page.query().ifPresent(text -> where.and("strpos(b.search, ?) > 0", LocalPart.unaccented(text)));
        return where;
    }

    private static long total(Connection connection, Where where) throws SQLException {
        try (PreparedStatement sql = prepared(connection, "SELECT count(*) FROM vm.bal_bal b" + where.sql(), where);
                ResultSet row = sql.executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }

    private static PreparedStatement prepared(Connection connection, String text, Where where) throws SQLException {
        PreparedStatement sql = connection.prepareStatement(text);
        for (int i = 0; i < where.values().size(); i++) {
            sql.setObject(i + 1, where.values().get(i));
        }
        return sql;
    }

    private static Bal bal(ResultSet row) throws SQLException {
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
