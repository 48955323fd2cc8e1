package fr.vaguemestre.annuaire;

import fr.vaguemestre.api.annuaire.DirectoryCopy;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import javax.persistence.PersistenceException;
import javax.sql.DataSource;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * SQL of the copy. Each load fills tables of its own and becomes the copy in use by the same commit: seen whole or not at all.
 * The tables before stay until the next load, for searches that began with them.
 */
@Component(service = CopyRepository.class)
public final class CopyRepository {
    private static final long LOADING = 4_108_552_377L;
    private static final int PATIENCE_MILLIS = 600_000;
    private static final int AT_ONCE = 4_000;
    private static final List<Function<ExtractionLine, String>> TEXTS = List.of(
            ExtractionLine::key,
            ExtractionLine::address,
            line -> line.type().name(),
            ExtractionLine::display,
            ExtractionLine::rpps,
            ExtractionLine::profession,
            ExtractionLine::professionCode,
            ExtractionLine::skill,
            ExtractionLine::service,
            ExtractionLine::structure,
            ExtractionLine::structureId,
            ExtractionLine::city,
            ExtractionLine::postalCode,
            line -> line.paperless() ? "O" : "N",
            ExtractionLine::words);
    private static final String NAMES =
            "key, address, type, display, rpps, profession, profession_code, skill, service, structure,"
                    + " structure_id, city, postal_code, paperless, words";
    /** Lines of one person become one row; a mailbox that is told of twice is kept once. */
    private static final String MERGE =
            """
            CREATE TABLE annuaire.person_{g} AS
            WITH box AS (
              SELECT DISTINCT ON (key, address) * FROM annuaire.line_{g} ORDER BY key, address, structure)
            SELECT row_number() OVER (ORDER BY min(display), key) AS id, key, min(display) AS display, max(rpps) AS rpps,
                   (array_agg(profession ORDER BY profession_code DESC, profession))[1] AS profession,
                   max(profession_code) AS profession_code, max(skill) AS skill,
                   array_to_tsvector(string_to_array(string_agg(words, ' '), ' ')) AS words,
                   jsonb_agg(jsonb_build_array(address, type, service, structure, structure_id, city, postal_code, paperless)
                             ORDER BY address)::text AS boxes
              FROM box GROUP BY key
            """;

    private static final List<String> FINISH = List.of(
            "DROP TABLE annuaire.line_{g}",
            "CREATE INDEX person_{g}_words ON annuaire.person_{g} USING gin (words) WITH (fastupdate = off)",
            """
            CREATE TABLE annuaire.word_{g} AS
              SELECT word COLLATE "C" AS word, ndoc FROM ts_stat('SELECT words FROM annuaire.person_{g}')
               WHERE word !~ '[@/]'
            """,
            "CREATE INDEX word_{g}_text ON annuaire.word_{g} (word)",
            "CREATE INDEX word_{g}_near ON annuaire.word_{g} USING gin (word trigram.gin_trgm_ops) WITH (fastupdate = off)",
            "GRANT SELECT ON annuaire.person_{g}, annuaire.word_{g} TO vm_admin",
            "ANALYZE annuaire.person_{g}",
            "ANALYZE annuaire.word_{g}");

    private final DataSource database;

    /** Works by that pool. */
    @Activate
    public CopyRepository(@Reference(target = "(osgi.jndi.service.name=vm-annuaire)") DataSource database) {
        this.database = database;
    }

    /** Fills the new copy line by line. */
    interface Filling {
        /** Hands every line on, and says how many there were. */
        long into(Sink sink) throws IOException;
    }

    /** Takes lines. */
    interface Sink {
        void add(ExtractionLine line);
    }

    /** What is known of the copy in use. */
    DirectoryCopy status(boolean running) {
        try (Connection connection = database.getConnection();
                Statement sql = connection.createStatement();
                ResultSet row = sql.executeQuery(
                        "SELECT as_of, lines, persons, loaded_at, checked_at, last_failure FROM vm.annuaire_copy")) {
            row.next();
            return new DirectoryCopy(
                    instant(row, 1),
                    row.getLong(2),
                    row.getLong(3),
                    instant(row, 4),
                    instant(row, 5),
                    running,
                    Optional.ofNullable(row.getString(6)));
        } catch (SQLException failed) {
            throw new PersistenceException(failed);
        }
    }

    /** What the directory calls the version in use; blank for none. */
    String version() {
        return one("SELECT version FROM vm.annuaire_copy");
    }

    /** Notes that the directory was asked and has nothing newer, or why it could not be asked. */
    void checked(Instant at, Optional<String> failure) {
        String text = failure.isPresent()
                ? "UPDATE vm.annuaire_copy SET last_failure = ?"
                : "UPDATE vm.annuaire_copy SET last_failure = NULL, checked_at = ?";
        try (Connection connection = database.getConnection();
                PreparedStatement sql = connection.prepareStatement(text)) {
            sql.setObject(1, failure.<Object>map(why -> why).orElse(at.atOffset(ZoneOffset.UTC)));
            sql.executeUpdate();
        } catch (SQLException failed) {
            throw new PersistenceException(failed);
        }
    }

    /**
     * Loads a new copy and takes it into use.
     *
     * @param mostMissing share of the lines that may be fewer than now, in percent
     * @return false where another node is loading
     * @throws ExtractionRefused if too many lines are missing
     * @throws IOException what the filling throws; nothing has changed then
     */
    boolean load(String version, Instant asOf, Instant now, int mostMissing, Filling filling) throws IOException {
        try (Connection connection = database.getConnection()) {
            connection.setNetworkTimeout(Runnable::run, PATIENCE_MILLIS);
            connection.setAutoCommit(false);
            try {
                boolean first = load(connection, version, asOf, now, mostMissing, filling);
                connection.commit();
                return first;
            } finally {
                connection.rollback();
            }
        } catch (SQLException failed) {
            throw new IOException("the copy cannot be written: " + failed.getMessage(), failed);
        }
    }

    private static boolean load(
            Connection connection, String version, Instant asOf, Instant now, int mostMissing, Filling filling)
            throws SQLException, IOException {
        if (!"t".equals(one(connection, "SELECT pg_try_advisory_xact_lock(" + LOADING + ")"))) {
            return false;
        }
        long used = Long.parseLong(one(connection, "SELECT generation FROM vm.annuaire_copy"));
        long before = Long.parseLong(one(connection, "SELECT lines FROM vm.annuaire_copy"));
        long fresh = used + 1;
        try (Statement sql = connection.createStatement()) {
            sql.execute("SET LOCAL maintenance_work_mem = '128MB'");
            sql.execute("SET LOCAL work_mem = '64MB'");
            sql.execute("SET LOCAL synchronous_commit = off");
            sql.execute("SET LOCAL max_parallel_maintenance_workers = 0");
            dropOld(connection, used);
            String columns = NAMES.replace(",", " text,") + " text";
            sql.execute("CREATE UNLOGGED TABLE annuaire.line_" + fresh + " (" + columns + ")");
        }
        long lines = fill(connection, fresh, filling);
        if (lines * 100 < before * (100 - mostMissing)) {
            throw new ExtractionRefused(
                    "held: " + lines + " lines where " + before + " are in use; a person must say that this is right");
        }
        try (Statement sql = connection.createStatement()) {
            long persons = sql.executeUpdate(of(MERGE, fresh));
            for (String step : FINISH) {
                sql.execute(of(step, fresh));
            }
            use(connection, fresh, version, asOf, now, lines, persons);
        }
        return true;
    }

    /** The statement for the tables of that generation. */
    private static String of(String statement, long generation) {
        return statement.replace("{g}", Long.toString(generation));
    }

    private static void use(
            Connection connection, long fresh, String version, Instant asOf, Instant now, long lines, long persons)
            throws SQLException {
        try (PreparedStatement sql = connection.prepareStatement(
                """
                UPDATE vm.annuaire_copy SET generation = ?, version = ?, as_of = ?, lines = ?, persons = ?,
                       loaded_at = ?, checked_at = ?, last_failure = NULL
                """)) {
            sql.setLong(1, fresh);
            sql.setString(2, version);
            sql.setObject(3, asOf.atOffset(ZoneOffset.UTC));
            sql.setLong(4, lines);
            sql.setLong(5, persons);
            sql.setObject(6, now.atOffset(ZoneOffset.UTC));
            sql.setObject(7, now.atOffset(ZoneOffset.UTC));
            sql.executeUpdate();
        }
    }

    /** Tables of loads before the one in use. */
    private static void dropOld(Connection connection, long used) throws SQLException {
        List<String> old = new ArrayList<>();
        try (PreparedStatement sql = connection.prepareStatement(
                "SELECT tablename FROM pg_tables WHERE schemaname = 'annuaire' AND tablename ~ '^(person|word|line)_[0-9]+$'"
                        + " AND split_part(tablename, '_', 2)::bigint <> ?")) {
            sql.setLong(1, used);
            try (ResultSet row = sql.executeQuery()) {
                while (row.next()) {
                    old.add("annuaire." + row.getString(1));
                }
            }
        }
        if (!old.isEmpty()) {
            try (Statement sql = connection.createStatement()) {
                sql.execute("DROP TABLE " + String.join(", ", old));
            }
        }
    }

    private static long fill(Connection connection, long fresh, Filling filling) throws SQLException, IOException {
        String arrays = String.join(", ", java.util.Collections.nCopies(TEXTS.size(), "?::text[]"));
        try (PreparedStatement sql = connection.prepareStatement(
                "INSERT INTO annuaire.line_" + fresh + " SELECT * FROM unnest(" + arrays + ")")) {
            List<ExtractionLine> waiting = new ArrayList<>(AT_ONCE);
            long count = filling.into(line -> {
                waiting.add(line);
                if (waiting.size() == AT_ONCE) {
                    write(sql, waiting);
                }
            });
            write(sql, waiting);
            return count;
        }
    }

    private static void write(PreparedStatement sql, List<ExtractionLine> lines) {
        try {
            for (int i = 0; i < TEXTS.size(); i++) {
                Object[] column = lines.stream().map(TEXTS.get(i)).toArray();
                sql.setArray(i + 1, sql.getConnection().createArrayOf("text", column));
            }
            sql.executeUpdate();
            lines.clear();
        } catch (SQLException failed) {
            throw new PersistenceException(failed);
        }
    }

    private String one(String query) {
        try (Connection connection = database.getConnection()) {
            return one(connection, query);
        } catch (SQLException failed) {
            throw new PersistenceException(failed);
        }
    }

    private static String one(Connection connection, String query) throws SQLException {
        try (Statement sql = connection.createStatement();
                ResultSet row = sql.executeQuery(query)) {
            row.next();
            return row.getString(1);
        }
    }

    private static Optional<Instant> instant(ResultSet row, int column) throws SQLException {
        return Optional.ofNullable(row.getObject(column, OffsetDateTime.class)).map(OffsetDateTime::toInstant);
    }
}
