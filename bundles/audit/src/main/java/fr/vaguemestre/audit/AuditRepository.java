package fr.vaguemestre.audit;

import fr.vaguemestre.api.audit.AuditEntry;
import fr.vaguemestre.api.audit.AuditQuery;
import fr.vaguemestre.api.indicators.Indicator;
import fr.vaguemestre.api.paging.Cursor;
import fr.vaguemestre.api.paging.Page;
import fr.vaguemestre.api.paging.PageRequest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** SQL of the trail; row security decides whose entries it sees. */
final class AuditRepository {
    private static final int FETCH = 1_000;
    private static final String COLUMNS = "tenant, sequence, at, subject, action, object, detail, correlation, hash";
    private static final String HEADS = "SELECT tenant, sequence, hash FROM vm.audit_head ORDER BY tenant";
    /** A head stands behind every place that an entry can have. */
    private static final String WALK = "SELECT " + COLUMNS + ", sequence AS place, false FROM vm.audit_entry UNION ALL "
            + "SELECT tenant, sequence, NULL, NULL, NULL, NULL, NULL, NULL, hash, 9223372036854775807, true"
            + " FROM vm.audit_head ORDER BY 1, 10";

    private static final String ON_DISK = "SELECT pg_logical_emit_message(true, 'vm.durable', '')";

    private static final String SIGN_INS =
            """
        SELECT CASE action WHEN 'access.sign-in' THEN action ELSE 'refused' END,
               CASE WHEN strpos(object, '@') > 0 THEN split_part(object, '@', 2) ELSE '' END,
               count(*), count(DISTINCT subject)
          FROM vm.audit_entry
         WHERE tenant = ? AND at >= ? AND at < ?
           AND action IN ('access.sign-in', 'access.sign-in-refused', 'access.sign-in-locked')
         GROUP BY 1, 2
        """;

    private AuditRepository() {}

    /** A condition with its values. */
    private record Filter(List<String> conditions, List<Object> values) {
        void and(String condition, Object value) {
            conditions.add(condition);
            values.add(value);
        }

        String where() {
            return conditions.isEmpty() ? "" : " WHERE " + String.join(" AND ", conditions);
        }
    }

    static Page<AuditEntry> search(Connection connection, AuditQuery query, PageRequest page) throws SQLException {
        Filter filter = filter(query, page);
        long total = count(connection, filter);
        page.cursor().ifPresent(cursor -> after(filter, Cursor.decoded(cursor, 3)));
        String sql = "SELECT " + COLUMNS + " FROM vm.audit_entry" + filter.where()
                + " ORDER BY at DESC, tenant DESC, sequence DESC LIMIT " + (page.limit() + 1);
        List<AuditEntry> found = new ArrayList<>();
        try (PreparedStatement statement = prepared(connection, sql, filter);
                ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                found.add(entry(row));
            }
        }
        if (found.size() <= page.limit()) {
            return new Page<>(found, Optional.empty(), total);
        }
        List<AuditEntry> items = found.subList(0, page.limit());
        AuditEntry last = items.getLast();
        Cursor next = Cursor.after(last.at().toString(), last.tenant(), Long.toString(last.sequence()));
        return new Page<>(items, Optional.of(next.encoded()), total);
    }

    /** Tells entries, each chain followed by its head, in one statement and so of one moment; false ends it. */
    static void walk(Connection connection, Walker walker) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(WALK)) {
            statement.setFetchSize(FETCH);
            try (ResultSet row = statement.executeQuery()) {
                boolean goesOn = true;
                while (goesOn && row.next()) {
                    goesOn = row.getBoolean(11)
                            ? walker.head(new Head(row.getString(1), row.getLong(2), row.getString(9)))
                            : walker.entry(entry(row));
                }
            }
        }
    }

    /** What is done with each line of a walk; false ends it. */
    interface Walker {
        /** An entry. */
        boolean entry(AuditEntry entry);

        /** The head behind the last entry of its chain. */
        boolean head(Head head);
    }

    /** The ends of all chains that are visible. */
    static List<Head> heads(Connection connection) throws SQLException {
        var heads = new ArrayList<Head>();
        try (PreparedStatement statement = connection.prepareStatement(HEADS);
                ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                heads.add(new Head(row.getString(1), row.getLong(2), row.getString(3)));
            }
        }
        return heads;
    }

    /**
     * Lets the end of this transaction wait until what it read is on the disk: an entry is seen a moment before (docs/adr/0051),
     * and what leaves the database must not tell of one that a crash takes back.
     */
    static void keepWhatWasRead(Connection connection) throws SQLException {
        try (PreparedStatement mark = connection.prepareStatement(ON_DISK)) {
            mark.execute();
        }
    }

    /** Sign-ins by their outcome, for the domain that the account's name ends in, and how many different people. */
    static List<Indicator> signIns(Connection connection, String tenant, Instant from, Instant until)
            throws SQLException {
        var counted = new ArrayList<Indicator>();
        try (PreparedStatement statement = connection.prepareStatement(SIGN_INS)) {
            statement.setString(1, tenant);
            statement.setObject(2, from.atOffset(ZoneOffset.UTC));
            statement.setObject(3, until.atOffset(ZoneOffset.UTC));
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    String domain = row.getString(2);
                    if (row.getString(1).equals("access.sign-in")) {
                        counted.add(new Indicator("connections.web", domain, "", row.getLong(3)));
                        counted.add(new Indicator("people.web", domain, "", row.getLong(4)));
                    } else {
                        counted.add(new Indicator("connections-refused.web", domain, "", row.getLong(3)));
                    }
                }
            }
        }
        return counted;
    }

    private static Filter filter(AuditQuery query, PageRequest page) {
        var filter = new Filter(new ArrayList<>(), new ArrayList<>());
        query.subject().ifPresent(subject -> filter.and("subject = ?", subject));
        query.object().ifPresent(object -> filter.and("object = ?", object));
        query.action().ifPresent(action -> {
            filter.and("(action = ? OR starts_with(action, ?))", action);
            filter.values().add(action + ".");
        });
        query.from().ifPresent(from -> filter.and("at >= ?", from.atOffset(ZoneOffset.UTC)));
        query.until().ifPresent(until -> filter.and("at < ?", until.atOffset(ZoneOffset.UTC)));
        page.query()
                .ifPresent(text -> filter.and(
                        "strpos(lower(subject || ' ' || action || ' ' || object || ' ' || detail), lower(?)) > 0",
                        text));
        return filter;
    }

    private static void after(Filter filter, Cursor cursor) {
        filter.and(
                "(at, tenant, sequence) < (?, ?, ?)",
                cursor.read(0, Instant::parse).atOffset(ZoneOffset.UTC));
        filter.values().add(cursor.keys().get(1));
        filter.values().add(cursor.read(2, Long::valueOf));
    }

    private static long count(Connection connection, Filter filter) throws SQLException {
        try (PreparedStatement statement =
                        prepared(connection, "SELECT count(*) FROM vm.audit_entry" + filter.where(), filter);
                ResultSet row = statement.executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }

    private static PreparedStatement prepared(Connection connection, String sql, Filter filter) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        for (int i = 0; i < filter.values().size(); i++) {
            statement.setObject(i + 1, filter.values().get(i));
        }
        return statement;
    }

    private static AuditEntry entry(ResultSet row) throws SQLException {
        return new AuditEntry(
                row.getLong(2),
                row.getString(1),
                row.getObject(3, OffsetDateTime.class).toInstant(),
                row.getString(4),
                row.getString(5),
                row.getString(6),
                row.getString(7),
                row.getString(8),
                row.getString(9));
    }
}
