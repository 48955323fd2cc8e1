package fr.vaguemestre.confiance;

import fr.vaguemestre.api.access.Caller;
import fr.vaguemestre.api.confiance.AcceptedWhiteList;
import fr.vaguemestre.api.confiance.AcceptedWhiteList.Way;
import fr.vaguemestre.api.confiance.WhiteListChange;
import fr.vaguemestre.api.confiance.WhiteListFigures;
import fr.vaguemestre.api.paging.Cursor;
import fr.vaguemestre.api.paging.Page;
import fr.vaguemestre.api.paging.PageRequest;
import fr.vaguemestre.api.store.Scope;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** SQL of the lists that were in force: added to, read, and forgotten from the old end; never changed. */
final class ListHistoryRepository {
    private static final String COLUMNS =
            "digest, generated_at, fetched_at, domains, entries, previous, added, removed, changed, way, accepted_by, accepted_at";
    private static final String ADD = "INSERT INTO vm.confiance_history (tenant, " + COLUMNS
            + ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id";
    private static final String FORGET =
            """
            DELETE FROM vm.confiance_history WHERE accepted_at < ?
               OR id <= (SELECT id FROM vm.confiance_history ORDER BY id DESC OFFSET ? LIMIT 1)""";

    private ListHistoryRepository() {}

    static void add(
            Scope scope, Caller by, AcceptedList list, Way way, WhiteListFigures figures, List<WhiteListChange> changes)
            throws SQLException {
        List<Object> values = new ArrayList<>(List.of(
                Caller.PLATFORM,
                figures.digest(),
                AcceptedListRepository.at(figures.generatedAt()),
                AcceptedListRepository.at(figures.fetchedAt()),
                figures.domains(),
                figures.entries()));
        values.add(figures.previous().orElse(null));
        values.addAll(List.of(
                figures.added(),
                figures.removed(),
                figures.changed(),
                way.name(),
                by.subject(),
                AcceptedListRepository.at(list.acceptedAt())));
        try (PreparedStatement insert = prepared(scope, ADD, values);
                ResultSet made = insert.executeQuery()) {
            made.next();
            ListChangeRepository.ACCEPTED.add(scope, made.getLong(1), changes);
        }
    }

    /** Forgets the oldest ones beyond that number, and those in force before that moment. */
    static void forget(Scope scope, int keep, Instant before) throws SQLException {
        try (PreparedStatement delete =
                prepared(scope, FORGET, List.of(AcceptedListRepository.at(before), (long) keep))) {
            delete.executeUpdate();
        }
    }

    /** A page, newest first. */
    static Page<AcceptedWhiteList> page(Scope scope, PageRequest page) throws SQLException {
        List<String> conditions = new ArrayList<>(List.of("true"));
        List<Object> values = new ArrayList<>();
        page.query().map(text -> text.toLowerCase(Locale.ROOT)).ifPresent(text -> {
            conditions.add("(strpos(digest, ?) > 0 OR strpos(lower(accepted_by), ?) > 0)");
            values.add(text);
            values.add(text);
        });
        long total = total(scope, conditions, values);
        page.cursor().ifPresent(cursor -> {
            conditions.add("id < ?");
            values.add(Cursor.decoded(cursor, 1).read(0, Long::valueOf));
        });
        List<AcceptedWhiteList> found = read(scope, conditions, values, page.limit() + 1);
        if (found.size() <= page.limit()) {
            return new Page<>(found, Optional.empty(), total);
        }
        List<AcceptedWhiteList> items = found.subList(0, page.limit());
        return new Page<>(items, Optional.of(Cursor.after(items.getLast().id()).encoded()), total);
    }

    static Optional<AcceptedWhiteList> find(Scope scope, long id) throws SQLException {
        return read(scope, List.of("id = ?"), List.of(id), 1).stream().findFirst();
    }

    private static long total(Scope scope, List<String> conditions, List<Object> values) throws SQLException {
        String sql = "SELECT count(*) FROM vm.confiance_history WHERE " + String.join(" AND ", conditions);
        try (PreparedStatement query = prepared(scope, sql, values);
                ResultSet row = query.executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }

    private static List<AcceptedWhiteList> read(Scope scope, List<String> conditions, List<Object> values, int limit)
            throws SQLException {
        String sql = "SELECT id, " + COLUMNS + " FROM vm.confiance_history WHERE " + String.join(" AND ", conditions)
                + " ORDER BY id DESC LIMIT " + limit;
        var found = new ArrayList<AcceptedWhiteList>();
        try (PreparedStatement query = prepared(scope, sql, values);
                ResultSet row = query.executeQuery()) {
            while (row.next()) {
                found.add(accepted(row));
            }
        }
        return found;
    }

    private static AcceptedWhiteList accepted(ResultSet row) throws SQLException {
        var figures = new WhiteListFigures(
                row.getString("digest"),
                instant(row, "generated_at"),
                instant(row, "fetched_at"),
                row.getLong("domains"),
                row.getLong("entries"),
                Optional.ofNullable(row.getString("previous")),
                row.getLong("added"),
                row.getLong("removed"),
                row.getLong("changed"));
        return new AcceptedWhiteList(
                row.getString("id"),
                figures,
                Way.valueOf(row.getString("way")),
                row.getString("accepted_by"),
                instant(row, "accepted_at"));
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    static PreparedStatement prepared(Scope scope, String sql, List<?> values) throws SQLException {
        PreparedStatement statement = scope.connection().prepareStatement(sql);
        for (int i = 0; i < values.size(); i++) {
            statement.setObject(i + 1, values.get(i));
        }
        return statement;
    }
}
