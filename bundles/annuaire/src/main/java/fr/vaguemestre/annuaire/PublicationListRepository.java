package fr.vaguemestre.annuaire;

import fr.vaguemestre.api.bal.Publication;
import fr.vaguemestre.api.paging.Cursor;
import fr.vaguemestre.api.paging.Page;
import fr.vaguemestre.api.paging.PageRequest;
import fr.vaguemestre.api.store.Scope;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/** SQL of lists of publications: filters and pages; row security decides whose it sees. */
final class PublicationListRepository {
    private PublicationListRepository() {}

    /**
     * A page, newest state first.
     *
     * @param domains those that the caller administers; empty for all that row security leaves
     */
    static Page<PublicationRow> list(
            Scope scope, Optional<Collection<String>> domains, Optional<Publication.State> state, PageRequest page) {
        return PublicationRepository.run(scope, connection -> {
            List<String> conditions = new ArrayList<>(List.of("true"));
            List<Object> values = new ArrayList<>();
            if (domains.isPresent()) {
                conditions.add("domain = ANY (?)");
                values.add(connection.createArrayOf("text", domains.get().toArray()));
            }
            state.ifPresent(wanted -> {
                conditions.add("state = ?");
                values.add(wanted.name());
            });
            page.query().ifPresent(text -> {
                conditions.add("strpos(address, ?) > 0");
                values.add(text.toLowerCase(Locale.ROOT));
            });
            long total = total(connection, conditions, values);
            page.cursor().ifPresent(cursor -> after(Cursor.decoded(cursor, 2), conditions, values));
            String text = PublicationRepository.SELECT + " WHERE " + String.join(" AND ", conditions)
                    + " ORDER BY at DESC, id DESC LIMIT " + (page.limit() + 1);
            try (PreparedStatement sql = prepared(connection, text, values)) {
                List<PublicationRow> found = PublicationRepository.rows(sql);
                if (found.size() <= page.limit()) {
                    return new Page<>(found, Optional.empty(), total);
                }
                List<PublicationRow> items = found.subList(0, page.limit());
                PublicationRow last = items.getLast();
                Cursor next = Cursor.after(last.at().toString(), last.id().toString());
                return new Page<>(items, Optional.of(next.encoded()), total);
            }
        });
    }

    private static void after(Cursor cursor, List<String> conditions, List<Object> values) {
        values.add(cursor.read(0, Instant::parse).atOffset(ZoneOffset.UTC));
        values.add(cursor.read(1, UUID::fromString));
        conditions.add("(at, id) < (?, ?)");
    }

    private static long total(Connection connection, List<String> conditions, List<Object> values) throws SQLException {
        String text = "SELECT count(*) FROM vm.annuaire_publication WHERE " + String.join(" AND ", conditions);
        try (PreparedStatement sql = prepared(connection, text, values);
                ResultSet row = sql.executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }

    private static PreparedStatement prepared(Connection connection, String text, List<Object> values)
            throws SQLException {
        PreparedStatement sql = connection.prepareStatement(text);
        for (int i = 0; i < values.size(); i++) {
            sql.setObject(i + 1, values.get(i));
        }
        return sql;
    }
}
