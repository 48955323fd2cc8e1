package fr.vaguemestre.annuaire;

import fr.vaguemestre.api.bal.Publication;
import fr.vaguemestre.api.store.Scope;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.persistence.PersistenceException;

/** SQL of the publications; row security decides whose it sees. */
final class PublicationRepository {
    private static final int SHOWN_LINES = 50;
    /** Every column of a publication, as {@link #rows} reads them. */
    static final String SELECT =
            """
            SELECT id, tenant, address, domain, version, content, wanted, state, code, detail, reached, attempts, due, at, revision
              FROM vm.annuaire_publication
            """;

    private PublicationRepository() {}

    /** A report line as it is kept. */
    record KeptLine(Instant at, Publication.State state, Optional<String> code, Optional<String> detail) {}

    /** What waits, for whoever looks after the appliance. */
    record Waiting(long due, Optional<Instant> oldest, long forPeople) {}

    /** What is done on the connection of a transaction. */
    interface Statements<T> {
        T on(Connection connection) throws SQLException;
    }

    static <T> T run(Scope scope, Statements<T> statements) {
        try {
            return statements.on(scope.connection());
        } catch (SQLException failed) {
            throw new PersistenceException(failed);
        }
    }

    /** The row of an address, locked until the transaction ends. */
    static Optional<PublicationRow> lock(Scope scope, String address) {
        return run(scope, connection -> one(connection, SELECT + " WHERE address = ? FOR UPDATE", address));
    }

    static Optional<PublicationRow> lock(Scope scope, UUID id) {
        return run(scope, connection -> one(connection, SELECT + " WHERE id = ? FOR UPDATE", id));
    }

    static Optional<PublicationRow> find(Scope scope, UUID id) {
        return run(scope, connection -> one(connection, SELECT + " WHERE id = ?", id));
    }

    /** Those to be tried now, the longest waiting first, of all tenants that the scope sees. */
    static List<PublicationRow> due(Scope scope, Instant now, int atMost) {
        return run(scope, connection -> {
            String text = SELECT + " WHERE due <= ? AND (lease IS NULL OR lease <= ?) ORDER BY due LIMIT " + atMost;
            try (PreparedStatement sql = connection.prepareStatement(text)) {
                sql.setObject(1, now.atOffset(ZoneOffset.UTC));
                sql.setObject(2, now.atOffset(ZoneOffset.UTC));
                return rows(sql);
            }
        });
    }

    /** Those that reports may be about: the tenant and id of each address that waits for one. */
    static List<PublicationRow> deposited(Scope scope, Collection<String> addresses) {
        return run(scope, connection -> {
            String text = SELECT + " WHERE address = ANY (?) AND state = 'DEPOSEE'";
            try (PreparedStatement sql = connection.prepareStatement(text)) {
                sql.setArray(1, connection.createArrayOf("text", addresses.toArray()));
                return rows(sql);
            }
        });
    }

    static Waiting waiting(Scope scope) {
        return run(scope, connection -> {
            String text =
                    """
                    SELECT count(due), min(at) FILTER (WHERE due IS NOT NULL),
                           count(*) FILTER (WHERE state IN ('A_CORRIGER', 'REFUSEE'))
                      FROM vm.annuaire_publication
                    """;
            try (PreparedStatement sql = connection.prepareStatement(text);
                    ResultSet row = sql.executeQuery()) {
                row.next();
                return new Waiting(row.getLong(1), instant(row, 2), row.getLong(3));
            }
        });
    }

    /** Takes a row for this node until then; marks that the directory may know of it from now on. */
    static boolean claim(Scope scope, PublicationRow row, Instant now, Instant until) {
        return run(scope, connection -> {
            String text =
                    """
                    UPDATE vm.annuaire_publication SET lease = ?, reached = true, attempts = attempts + 1
                     WHERE id = ? AND due <= ? AND (lease IS NULL OR lease <= ?)
                    """;
            try (PreparedStatement sql = connection.prepareStatement(text)) {
                sql.setObject(1, until.atOffset(ZoneOffset.UTC));
                sql.setObject(2, row.id());
                sql.setObject(3, now.atOffset(ZoneOffset.UTC));
                sql.setObject(4, now.atOffset(ZoneOffset.UTC));
                return sql.executeUpdate() == 1;
            }
        });
    }

    /** Gives a row back without a word, to be tried then. */
    static void release(Scope scope, UUID id, Instant due) {
        run(scope, connection -> {
            String text = "UPDATE vm.annuaire_publication SET lease = NULL, due = ? WHERE id = ?";
            try (PreparedStatement sql = connection.prepareStatement(text)) {
                sql.setObject(1, due.atOffset(ZoneOffset.UTC));
                sql.setObject(2, id);
                return sql.executeUpdate();
            }
        });
    }

    static void insert(Scope scope, PublicationRow row) {
        run(scope, connection -> {
            String text =
                    """
                    INSERT INTO vm.annuaire_publication
                           (tenant, address, domain, version, content, wanted, state, code, detail, reached, attempts, due, at, revision, id)
                    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                    """;
            try (PreparedStatement sql = connection.prepareStatement(text)) {
                sql.setString(1, row.tenant());
                sql.setString(2, row.address());
                sql.setString(3, row.domain());
                fill(sql, 4, row);
                return sql.executeUpdate();
            }
        });
    }

    /** Writes all that may change, and frees the row. */
    static void update(Scope scope, PublicationRow row) {
        run(scope, connection -> {
            String text =
                    """
                    UPDATE vm.annuaire_publication SET version = ?, content = ?, wanted = ?, state = ?, code = ?, detail = ?,
                           reached = ?, attempts = ?, due = ?, at = ?, revision = ?, lease = NULL
                     WHERE id = ?
                    """;
            try (PreparedStatement sql = connection.prepareStatement(text)) {
                fill(sql, 1, row);
                return sql.executeUpdate();
            }
        });
    }

    static void addLine(Scope scope, PublicationRow row) {
        run(scope, connection -> {
            String text =
                    "INSERT INTO vm.annuaire_line (tenant, publication, at, state, code, detail) VALUES (?, ?, ?, ?, ?, ?)";
            try (PreparedStatement sql = connection.prepareStatement(text)) {
                sql.setString(1, row.tenant());
                sql.setObject(2, row.id());
                sql.setObject(3, row.at().atOffset(ZoneOffset.UTC));
                sql.setString(4, row.state().name());
                sql.setString(5, row.code().orElse(null));
                sql.setString(6, row.detail().orElse(null));
                return sql.executeUpdate();
            }
        });
    }

    static List<KeptLine> lines(Scope scope, UUID publication) {
        return run(scope, connection -> {
            String text =
                    "SELECT at, state, code, detail FROM vm.annuaire_line WHERE publication = ? ORDER BY id DESC LIMIT "
                            + SHOWN_LINES;
            try (PreparedStatement sql = connection.prepareStatement(text)) {
                sql.setObject(1, publication);
                List<KeptLine> lines = new ArrayList<>();
                try (ResultSet row = sql.executeQuery()) {
                    while (row.next()) {
                        lines.add(new KeptLine(
                                row.getObject(1, OffsetDateTime.class).toInstant(),
                                Publication.State.valueOf(row.getString(2)),
                                Optional.ofNullable(row.getString(3)),
                                Optional.ofNullable(row.getString(4))));
                    }
                }
                return lines;
            }
        });
    }

    private static void fill(PreparedStatement sql, int from, PublicationRow row) throws SQLException {
        sql.setLong(from, row.version());
        sql.setString(from + 1, row.content());
        sql.setBoolean(from + 2, row.wanted());
        sql.setString(from + 3, row.state().name());
        sql.setString(from + 4, row.code().orElse(null));
        sql.setString(from + 5, row.detail().orElse(null));
        sql.setBoolean(from + 6, row.reached());
        sql.setInt(from + 7, row.attempts());
        sql.setObject(
                from + 8, row.due().map(due -> due.atOffset(ZoneOffset.UTC)).orElse(null));
        sql.setObject(from + 9, row.at().atOffset(ZoneOffset.UTC));
        sql.setLong(from + 10, row.revision());
        sql.setObject(from + 11, row.id());
    }

    private static Optional<PublicationRow> one(Connection connection, String text, Object value) throws SQLException {
        try (PreparedStatement sql = connection.prepareStatement(text)) {
            sql.setObject(1, value);
            return rows(sql).stream().findFirst();
        }
    }

    /** The rows of a query that begins with {@link #SELECT}. */
    static List<PublicationRow> rows(PreparedStatement sql) throws SQLException {
        List<PublicationRow> rows = new ArrayList<>();
        try (ResultSet row = sql.executeQuery()) {
            while (row.next()) {
                rows.add(new PublicationRow(
                        row.getObject(1, UUID.class),
                        row.getString(2),
                        row.getString(3),
                        row.getString(4),
                        row.getLong(5),
                        row.getString(6),
                        row.getBoolean(7),
                        Publication.State.valueOf(row.getString(8)),
                        Optional.ofNullable(row.getString(9)),
                        Optional.ofNullable(row.getString(10)),
                        row.getBoolean(11),
                        row.getInt(12),
                        instant(row, 13),
                        row.getObject(14, OffsetDateTime.class).toInstant(),
                        row.getLong(15)));
            }
        }
        return rows;
    }

    private static Optional<Instant> instant(ResultSet row, int column) throws SQLException {
        return Optional.ofNullable(row.getObject(column, OffsetDateTime.class)).map(OffsetDateTime::toInstant);
    }
}
