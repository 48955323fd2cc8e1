package fr.vaguemestre.confiance;

import fr.vaguemestre.api.access.Caller;
import fr.vaguemestre.api.confiance.WhiteListChange;
import fr.vaguemestre.api.confiance.WhiteListChange.Kind;
import fr.vaguemestre.api.paging.Cursor;
import fr.vaguemestre.api.paging.Page;
import fr.vaguemestre.api.paging.PageRequest;
import fr.vaguemestre.api.store.Scope;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** SQL of what lists change, domain by domain. */
final class ListChangeRepository {
    /** Of lists that were in force; the key is their number. */
    static final ListChangeRepository ACCEPTED = new ListChangeRepository("vm.confiance_change");

    /** Of the list that is held; the key is its digest. */
    static final ListChangeRepository HELD = new ListChangeRepository("vm.confiance_held_change");

    private static final int AT_ONCE = 1_000;
    private static final String LOSSES =
            """
            SELECT change.domain, change.before, history.generated_at
              FROM vm.confiance_change change JOIN vm.confiance_history history ON history.id = change.list
             WHERE change.domain = ANY (?) AND change.kind <> 'ADDED' ORDER BY change.list DESC""";

    private final String table;

    private ListChangeRepository(String table) {
        this.table = table;
    }

    void add(Scope scope, Object list, List<WhiteListChange> changes) throws SQLException {
        Connection connection = scope.connection();
        String sql = "INSERT INTO " + table + " (list, tenant, domain, kind, before, after) VALUES (?, ?, ?, ?, ?, ?)";
        try (PreparedStatement insert = connection.prepareStatement(sql)) {
            int waiting = 0;
            for (WhiteListChange change : changes) {
                insert.setObject(1, list);
                insert.setString(2, Caller.PLATFORM);
                insert.setString(3, change.domain());
                insert.setString(4, change.kind().name());
                insert.setArray(5, array(connection, change.before()));
                insert.setArray(6, array(connection, change.after()));
                insert.addBatch();
                if (++waiting % AT_ONCE == 0) {
                    insert.executeBatch();
                }
            }
            insert.executeBatch();
        }
    }

    /** A page, by domain. */
    Page<WhiteListChange> page(Scope scope, Object list, Optional<Kind> kind, PageRequest page) throws SQLException {
        List<String> conditions = new ArrayList<>(List.of("list = ?"));
        List<Object> values = new ArrayList<>(List.of(list));
        kind.ifPresent(wanted -> {
            conditions.add("kind = ?");
            values.add(wanted.name());
        });
        page.query().map(text -> text.toLowerCase(Locale.ROOT)).ifPresent(text -> {
            conditions.add("(strpos(domain, ?) > 0 OR strpos(lower(array_to_string(before || after, ' ')), ?) > 0)");
            values.add(text);
            values.add(text);
        });
        long total = total(scope, conditions, values);
        page.cursor().ifPresent(cursor -> {
            conditions.add("domain > ?");
            values.add(Cursor.decoded(cursor, 1).keys().getFirst());
        });
        List<WhiteListChange> found = read(scope, conditions, values, page.limit() + 1);
        if (found.size() <= page.limit()) {
            return new Page<>(found, Optional.empty(), total);
        }
        List<WhiteListChange> items = found.subList(0, page.limit());
        return new Page<>(
                items, Optional.of(Cursor.after(items.getLast().domain()).encoded()), total);
    }

    private long total(Scope scope, List<String> conditions, List<Object> values) throws SQLException {
        String sql = "SELECT count(*) FROM " + table + " WHERE " + String.join(" AND ", conditions);
        try (PreparedStatement query = ListHistoryRepository.prepared(scope, sql, values);
                ResultSet row = query.executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }

    private List<WhiteListChange> read(Scope scope, List<String> conditions, List<Object> values, int limit)
            throws SQLException {
        String sql = "SELECT domain, kind, before, after FROM " + table + " WHERE " + String.join(" AND ", conditions)
                + " ORDER BY domain LIMIT " + limit;
        var found = new ArrayList<WhiteListChange>();
        try (PreparedStatement query = ListHistoryRepository.prepared(scope, sql, values);
                ResultSet row = query.executeQuery()) {
            while (row.next()) {
                found.add(new WhiteListChange(
                        row.getString(1),
                        Kind.valueOf(row.getString(2)),
                        list(row.getArray(3)),
                        list(row.getArray(4))));
            }
        }
        return found;
    }

    /**
     * How a domain got lost or got other certificates.
     *
     * @param before DN of the certificates that could send for it until then, as written
     * @param generatedAt DateDeGeneration of the list that changed it
     */
    record Loss(String domain, List<String> before, Instant generatedAt) {}

    /** How these domains got lost or got other certificates, the newest first; only of lists that were in force. */
    static List<Loss> losses(Scope scope, Collection<String> domains) throws SQLException {
        var found = new ArrayList<Loss>();
        try (PreparedStatement query = scope.connection().prepareStatement(LOSSES)) {
            query.setArray(1, array(scope.connection(), domains));
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    found.add(new Loss(
                            row.getString(1),
                            list(row.getArray(2)),
                            row.getObject(3, OffsetDateTime.class).toInstant()));
                }
            }
        }
        return found;
    }

    private static List<String> list(Array array) throws SQLException {
        return List.of((String[]) array.getArray());
    }

    private static Array array(Connection connection, Collection<String> texts) throws SQLException {
        return connection.createArrayOf("text", texts.toArray());
    }
}
