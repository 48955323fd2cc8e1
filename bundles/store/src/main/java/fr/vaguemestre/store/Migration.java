package fr.vaguemestre.store;

import fr.vaguemestre.api.store.SchemaSource;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import liquibase.Contexts;
import liquibase.LabelExpression;
import liquibase.Liquibase;
import liquibase.Scope;
import liquibase.UpdateSummaryOutputEnum;
import liquibase.database.Database;
import liquibase.database.DatabaseFactory;
import liquibase.database.jvm.JdbcConnection;
import liquibase.resource.ClassLoaderResourceAccessor;
import liquibase.ui.LoggerUIService;

/** Brings the tables of one capability up to date, one node at a time, then looks whether anything is too open. */
final class Migration {
    private static final String BOOKS = "migration";
    private static final long LOCK = 7_236_184_901L;

    private final DataSource migrations;

    Migration(DataSource migrations) {
        this.migrations = migrations;
    }

    /**
     * Runs what is new in the changelog.
     *
     * @throws SQLException if the database is away or refuses
     * @throws IllegalStateException if the tables that result are too open
     */
    void run(SchemaSource source) throws SQLException {
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        try (Connection connection = migrations.getConnection()) {
            // Held until the connection ends, whatever happens to this process: Liquibase's own lock outlives a crash.
            lock(connection);
            String digest = digest(source);
            if (!digest.equals(known(source, connection))) {
                Thread.currentThread().setContextClassLoader(Liquibase.class.getClassLoader());
                update(source, connection);
                keep(source, digest, connection);
            }
            List<String> tooOpen = SchemaGuard.findings(connection);
            if (!tooOpen.isEmpty()) {
                throw new IllegalStateException("after the changes of " + source.name() + ": " + tooOpen);
            }
        } finally {
            Thread.currentThread().setContextClassLoader(before);
        }
    }

    private static void lock(Connection connection) throws SQLException {
        try (Statement sql = connection.createStatement()) {
            sql.execute("SELECT pg_advisory_lock(" + LOCK + ")");
            sql.execute("CREATE SCHEMA IF NOT EXISTS " + BOOKS);
            sql.execute(
                    "CREATE TABLE IF NOT EXISTS " + BOOKS + ".digest (name text PRIMARY KEY, sha256 text NOT NULL)");
        }
    }

    /** Starting Liquibase costs seconds; a changelog that ran to its end as it is needs it no more. */
    private static String known(SchemaSource source, Connection connection) throws SQLException {
        try (PreparedStatement sql =
                connection.prepareStatement("SELECT sha256 FROM " + BOOKS + ".digest WHERE name = ?")) {
            sql.setString(1, source.name());
            try (ResultSet row = sql.executeQuery()) {
                return row.next() ? row.getString(1) : "";
            }
        }
    }

    private static void keep(SchemaSource source, String digest, Connection connection) throws SQLException {
        try (PreparedStatement sql = connection.prepareStatement("INSERT INTO " + BOOKS
                + ".digest VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET sha256 = excluded.sha256")) {
            sql.setString(1, source.name());
            sql.setString(2, digest);
            sql.executeUpdate();
        }
    }

    private static String digest(SchemaSource source) throws SQLException {
        try (InputStream changelog = source.getClass().getClassLoader().getResourceAsStream(source.changelog())) {
            if (changelog == null) {
                throw new SQLException("the changelog of " + source.name() + " is missing: " + source.changelog());
            }
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(changelog.readAllBytes()));
        } catch (IOException | NoSuchAlgorithmException unreadable) {
            throw new SQLException("the changelog of " + source.name() + " cannot be read", unreadable);
        }
    }

    private static void update(SchemaSource source, Connection connection) throws SQLException {
        Map<String, Object> quiet = Map.of(
                "liquibase.analytics.enabled",
                "false",
                Scope.Attr.ui.name(),
                new LoggerUIService(),
                Scope.Attr.classLoader.name(),
                Liquibase.class.getClassLoader());
        try {
            Scope.child(quiet, () -> {
                Database database =
                        DatabaseFactory.getInstance().findCorrectDatabaseImplementation(new JdbcConnection(connection));
                database.setDefaultSchemaName("vm");
                database.setLiquibaseSchemaName(BOOKS);
                var resources =
                        new ClassLoaderResourceAccessor(source.getClass().getClassLoader());
                // Not closed: that would close the connection, which the guard still needs.
                Liquibase liquibase = new Liquibase(source.changelog(), resources, database);
                liquibase.setShowSummaryOutput(UpdateSummaryOutputEnum.LOG);
                liquibase.forceReleaseLocks();
                liquibase.update(new Contexts(), new LabelExpression());
                connection.setAutoCommit(true);
            });
        } catch (Exception failed) {
            SQLException sql = SqlFailures.sqlCause(failed);
            throw sql != null
                    ? sql
                    : new SQLException("the changes of " + source.name() + ": " + deepest(failed), failed);
        }
    }

    private static String deepest(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause.toString().lines().findFirst().orElse("");
    }
}
