package fr.vaguemestre.bal;

import fr.vaguemestre.api.bal.Bal;
import fr.vaguemestre.api.bal.BalFilter;
import fr.vaguemestre.api.paging.Cursor;
import fr.vaguemestre.api.paging.Page;
import fr.vaguemestre.api.paging.PageRequest;
import fr.vaguemestre.api.problem.Invalid;
import fr.vaguemestre.api.store.Scope;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** SQL of lists of mailboxes: filters, sorts, pages; row security decides whose it sees. */
final class BalListRepository {
    private BalListRepository() {}

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

        Object value(Cursor cursor) {
            return this == CREATED_AT
                    ? cursor.read(0, Instant::parse).atOffset(ZoneOffset.UTC)
                    : cursor.keys().getFirst();
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

        void and(Where more) {
            conditions.addAll(more.conditions);
            values.addAll(more.values);
        }

        String sql() {
            return conditions.isEmpty() ? "" : " WHERE " + String.join(" AND ", conditions);
        }
    }

    /** A page of the mailboxes in reach that pass the filter. */
    static Page<Bal> list(Scope scope, Reach reach, BalFilter filter, PageRequest page) {
        return BalRepository.run(scope, connection -> list(connection, reach, filter, page));
    }

    private static Page<Bal> list(Connection connection, Reach reach, BalFilter filter, PageRequest page)
            throws SQLException {
        Where where = where(connection, reach, filter, page);
        String sort = page.sort().orElse("address");
        boolean down = sort.startsWith("-");
        Order order = Order.of(down ? sort.substring(1) : sort);
        Where after = new Where(new ArrayList<>(), new ArrayList<>());
        page.cursor().ifPresent(text -> {
            Cursor cursor = Cursor.decoded(text, 2);
            after.and(
                    "(" + order.column + ", b.address) " + (down ? "<" : ">") + " (?, ?)",
                    order.value(cursor),
                    cursor.keys().get(1));
        });
        String direction = down ? " DESC" : "";
        String inOrder = " ORDER BY " + order.column + direction + ", b.address" + direction;
        String first = inOrder + " LIMIT " + (page.limit() + 1);
        if (page.query().isPresent()) {
            Found found = found(connection, where, after, first);
            Where these = new Where(new ArrayList<>(), new ArrayList<>());
            these.and("b.address = ANY (?)", found.addresses());
            return page(
                    rows(connection, BalRepository.SELECT + these.sql() + inOrder, these), order, page, found.total());
        }
        long total = total(connection, where);
        where.and(after);
        return page(rows(connection, BalRepository.SELECT + where.sql() + first, where), order, page, total);
    }

    private static List<Bal> rows(Connection connection, String statement, Where where) throws SQLException {
        List<Bal> found = new ArrayList<>();
        try (PreparedStatement sql = prepared(connection, statement, where);
                ResultSet row = sql.executeQuery()) {
            while (row.next()) {
                found.add(BalRepository.bal(row));
            }
        }
        return found;
    }

    private static Page<Bal> page(List<Bal> found, Order order, PageRequest page, long total) {
        if (found.size() <= page.limit()) {
            return new Page<>(found, Optional.empty(), total);
        }
        List<Bal> items = found.subList(0, page.limit());
        Cursor next = Cursor.after(order.key(items.getLast()), items.getLast().address());
        return new Page<>(items, Optional.of(next.encoded()), total);
    }

    /**
     * What a search found.
     *
     * @param total how many there are
     * @param addresses those of the page, and of one more
     */
    private record Found(long total, Array addresses) {}

    /** A free text is looked for in every row in reach: counting and paging share that one look. */
    private static Found found(Connection connection, Where where, Where after, String first) throws SQLException {
        String statement = "WITH b AS MATERIALIZED (SELECT b.address, b.display_name, b.created_at FROM vm.bal_bal b"
                + where.sql() + ") SELECT (SELECT count(*) FROM b), ARRAY(SELECT b.address FROM b" + after.sql() + first
                + ")";
        where.values().addAll(after.values());
        try (PreparedStatement sql = prepared(connection, statement, where);
                ResultSet row = sql.executeQuery()) {
            row.next();
            return new Found(row.getLong(1), row.getArray(2));
        }
    }

    private static Where where(Connection connection, Reach reach, BalFilter filter, PageRequest page)
            throws SQLException {
        Where where = new Where(new ArrayList<>(), new ArrayList<>());
        if (!reach.all() && reach.mailboxes().isEmpty()) { // so that an index alone can count them
            where.and(
                    "b.domain = ANY (?)",
                    connection.createArrayOf("text", reach.domains().toArray()));
        } else if (!reach.all()) {
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
}
