package fr.vaguemestre.confiance;

import fr.vaguemestre.api.access.Caller;
import fr.vaguemestre.api.confiance.HeldWhiteList;
import fr.vaguemestre.api.confiance.WhiteListFigures;
import fr.vaguemestre.api.store.Scope;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;

/** SQL of the one list that is held. */
final class HeldListRepository {
    private static final String HOLD =
            """
            INSERT INTO vm.confiance_held (tenant, digest, previous, signed, generated_at, held_at, in_force, domains, entries,
                added, removed, changed)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""";
    private static final String HELD =
            """
            SELECT digest, generated_at, held_at, domains, entries, previous, added, removed, changed, in_force, refused_by,
                refused_at
            FROM vm.confiance_held""";

    private HeldListRepository() {}

    static Optional<HeldWhiteList> held(Scope scope) throws SQLException {
        try (var query = scope.connection().prepareStatement(HELD);
                ResultSet row = query.executeQuery()) {
            return row.next() ? Optional.of(held(row)) : Optional.empty();
        }
    }

    private static HeldWhiteList held(ResultSet row) throws SQLException {
        Instant at = row.getObject(3, OffsetDateTime.class).toInstant();
        var figures = new WhiteListFigures(
                row.getString(1),
                row.getObject(2, OffsetDateTime.class).toInstant(),
                at,
                row.getLong(4),
                row.getLong(5),
                Optional.ofNullable(row.getString(6)),
                row.getLong(7),
                row.getLong(8),
                row.getLong(9));
        return new HeldWhiteList(
                figures,
                row.getLong(10),
                at,
                Optional.ofNullable(row.getString(11)),
                Optional.ofNullable(row.getObject(12, OffsetDateTime.class)).map(OffsetDateTime::toInstant));
    }

    static Optional<byte[]> file(Scope scope, String digest) throws SQLException {
        try (var query = scope.connection().prepareStatement("SELECT signed FROM vm.confiance_held WHERE digest = ?")) {
            query.setString(1, digest);
            try (ResultSet row = query.executeQuery()) {
                return row.next() ? Optional.of(row.getBytes(1)) : Optional.empty();
            }
        }
    }

    static void add(Scope scope, byte[] signed, WhiteListFigures figures, long inForce) throws SQLException {
        try (PreparedStatement insert = scope.connection().prepareStatement(HOLD)) {
            insert.setString(1, Caller.PLATFORM);
            insert.setString(2, figures.digest());
            insert.setString(3, figures.previous().orElse(null));
            insert.setBytes(4, signed);
            insert.setObject(5, AcceptedListRepository.at(figures.generatedAt()));
            insert.setObject(6, AcceptedListRepository.at(figures.fetchedAt()));
            insert.setLong(7, inForce);
            insert.setLong(8, figures.domains());
            insert.setLong(9, figures.entries());
            insert.setLong(10, figures.added());
            insert.setLong(11, figures.removed());
            insert.setLong(12, figures.changed());
            insert.executeUpdate();
        }
    }

    static boolean refuse(Scope scope, Caller by, String digest, Instant at) throws SQLException {
        try (var update = scope.connection()
                .prepareStatement("UPDATE vm.confiance_held SET refused_by = ?, refused_at = ?"
                        + " WHERE digest = ? AND refused_by IS NULL")) {
            update.setString(1, by.subject());
            update.setObject(2, AcceptedListRepository.at(at));
            update.setString(3, digest);
            return update.executeUpdate() == 1;
        }
    }

    static void drop(Scope scope) throws SQLException {
        try (var delete = scope.connection().prepareStatement("DELETE FROM vm.confiance_held")) {
            delete.executeUpdate();
        }
    }
}
