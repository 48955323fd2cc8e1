package fr.vaguemestre.bal;

import fr.vaguemestre.api.bal.Bal;
import fr.vaguemestre.api.bal.BalFilter;
import fr.vaguemestre.api.paging.Cursor;
import fr.vaguemestre.api.paging.Page;
import fr.vaguemestre.api.paging.PageRequest;
import fr.vaguemestre.api.problem.Invalid;
import fr.vaguemestre.api.store.Scope;
import fr.vaguemestre.bal.BalRepository.Where;
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
        Where after = Where.all();
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
            Where these = Where.all();
            these.and("b.address = ANY (?)", found.addresses());
            return page(
                    rows(connection, BalRepository.SELECT + these.sql() + inOrder, these), order, page, found.total());
        }
        long total = BalTallyRepository.total(connection, reach, filter);
        where.and(after);
        return page(rows(connection, BalRepository.SELECT + where.sql() + first, where), order, page, total);
    }

    private static List<Bal> rows(Connection connection, String statement, Where where) throws SQLException {
        List<Bal> found = new ArrayList<>();
        try (PreparedStatement sql = where.prepared(connection, statement);
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

    /** Counting what a free text is in and paging it share one look. */
    private static Found found(Connection connection, Where where, Where after, String first) throws SQLException {
        String statement = "WITH b AS MATERIALIZED (SELECT b.address, b.display_name, b.created_at FROM vm.bal_bal b"
                + where.sql() + ") SELECT (SELECT count(*) FROM b), ARRAY(SELECT b.address FROM b" + after.sql() + first
                + ")";
        where.values().addAll(after.values());
        try (PreparedStatement sql = where.prepared(connection, statement);
                ResultSet row = sql.executeQuery()) {
            row.next();
            return new Found(row.getLong(1), row.getArray(2));
        }
    }

    private static Where where(Connection connection, Reach reach, BalFilter filter, PageRequest page)
            throws SQLException {
        Where where = Where.all();
        if (!reach.all() && reach.mailboxes().isEmpty()) { // so that an index can find them
            where.and(
                    "b.domain = ANY (?)",
                    connection.createArrayOf("text", reach.domains().toArray()));
        } else if (!reach.all()) {
            where.and(
                    "(b.domain = ANY (?) OR b.address = ANY (?))",
                    connection.createArrayOf("text", reach.domains().toArray()),
                    connection.createArrayOf("text", reach.mailboxes().toArray()));
        }
        where.domainAndType(filter);
        filter.state().ifPresent(state -> where.and("b.state = ?", state.name()));
        page.query().ifPresent(text -> where.and("b.search LIKE ?", "%" + literal(LocalPart.unaccented(text)) + "%"));
        return where;
    }

    /** The text as a pattern that stands for itself alone. */
    private static String literal(String text) {
        return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_");
    }
}
