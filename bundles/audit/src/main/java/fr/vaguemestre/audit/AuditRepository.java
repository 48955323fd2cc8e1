package fr.vaguemestre.audit;

import fr.vaguemestre.api.audit.AuditEntry;
import fr.vaguemestre.api.audit.AuditQuery;
import fr.vaguemestre.api.audit.AuditVerification;
import fr.vaguemestre.api.paging.Cursor;
import fr.vaguemestre.api.paging.Page;
import fr.vaguemestre.api.paging.PageRequest;
import fr.vaguemestre.api.problem.Invalid;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** SQL of the trail; row security decides whose entries it sees. */
final class AuditRepository {
    private static final int FETCH = 1_000;
    private static final String COLUMNS = "tenant, sequence, at, subject, action, object, detail, correlation, hash";
    private static final String HEADS = "SELECT tenant, sequence, hash FROM vm.audit_head ORDER BY tenant";
    private static final String WALK = "SELECT " + COLUMNS + " FROM vm.audit_entry ORDER BY tenant, sequence";

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

    static AuditVerification verify(Connection connection) throws SQLException {
        Map<String, Head> heads = heads(connection);
        long checked = 0;
        Chain chain = new Chain();
        String tenant = "";
        try (PreparedStatement statement = connection.prepareStatement(WALK)) {
            statement.setFetchSize(FETCH);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    AuditEntry entry = entry(row);
                    if (!entry.tenant().equals(tenant)) {
                        Optional<String> cut = cut(tenant, chain, heads);
                        if (cut.isPresent()) {
                            return new AuditVerification(false, checked, cut);
                        }
                        tenant = entry.tenant();
                        chain = new Chain();
                    }
                    if (!chain.accepts(entry)) {
                        String bad = tenant + "/" + Math.min(entry.sequence(), chain.sequence() + 1);
                        return new AuditVerification(false, checked, Optional.of(bad));
                    }
                    checked++;
                }
            }
        }
        Optional<String> cut = cut(tenant, chain, heads).or(() -> heads.values().stream()
                .filter(head -> head.sequence() > 0)
                .map(head -> head.tenant() + "/1")
                .findFirst());
        return new AuditVerification(cut.isEmpty(), checked, cut);
    }

    private record Head(String tenant, long sequence, String hash) {}

    /** Whether the walked chain misses its tail; takes its head out, so that heads without entries are left. */
    private static Optional<String> cut(String tenant, Chain chain, Map<String, Head> heads) {
        if (tenant.isEmpty()) {
            return Optional.empty();
        }
        Head head = heads.remove(tenant);
        return head != null && chain.endsAt(head.sequence(), head.hash())
                ? Optional.empty()
                : Optional.of(tenant + "/" + (chain.sequence() + 1));
    }

    private static Map<String, Head> heads(Connection connection) throws SQLException {
        var heads = new LinkedHashMap<String, Head>();
        try (PreparedStatement statement = connection.prepareStatement(HEADS);
                ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                heads.put(row.getString(1), new Head(row.getString(1), row.getLong(2), row.getString(3)));
            }
        }
        return heads;
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
        List<String> keys = cursor.keys();
        try {
            filter.and(
                    "(at, tenant, sequence) < (?, ?, ?)",
                    Instant.parse(keys.get(0)).atOffset(ZoneOffset.UTC));
            filter.values().add(keys.get(1));
            filter.values().add(Long.valueOf(keys.get(2)));
        } catch (DateTimeParseException | NumberFormatException notOurs) {
            throw Invalid.field("cursor", "paging.cursor", "this cursor was not given by this list");
        }
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
