package fr.vaguemestre.store;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;

/** New connections of one login role; its password file is read each time, so it may come late and change. */
final class RoleDataSource implements DataSource {
    private static final int CONNECT_SECONDS = 3;

    private final PGSimpleDataSource server = new PGSimpleDataSource();
    private final String role;
    private final Path passwordFile;

    RoleDataSource(StoreConfig config, String role) {
        this.role = role;
        this.passwordFile = Path.of(config.secrets(), "pg-" + role);
        server.setServerNames(new String[] {config.host()});
        server.setPortNumbers(new int[] {config.port()});
        server.setDatabaseName(config.database());
        server.setApplicationName("vaguemestre " + role);
        server.setConnectTimeout(CONNECT_SECONDS);
        server.setLoginTimeout(CONNECT_SECONDS);
        server.setTcpKeepAlive(true);
    }

    /** Gives up a statement after that many seconds without an answer; zero waits for ever. */
    RoleDataSource answersWithin(int seconds) {
        server.setSocketTimeout(seconds);
        return this;
    }

    /** Does not wait for the disk at commit; for what may be done twice. */
    RoleDataSource losingLittle() {
        server.setOptions("-c synchronous_commit=off");
        return this;
    }

    @Override
    public Connection getConnection() throws SQLException {
        try {
            return server.getConnection(role, Files.readString(passwordFile).strip());
        } catch (IOException missing) {
            throw new SQLException("no password for " + role + " in " + passwordFile, "08001", missing);
        }
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
        throw new SQLFeatureNotSupportedException("the role is fixed: " + role);
    }

    @Override
    public @Nullable PrintWriter getLogWriter() {
        return null;
    }

    @Override
    public void setLogWriter(@Nullable PrintWriter out) {
        // Nothing is written there: failures reach the caller.
    }

    @Override
    public void setLoginTimeout(int seconds) {
        server.setLoginTimeout(seconds);
    }

    @Override
    public int getLoginTimeout() {
        return server.getLoginTimeout();
    }

    @Override
    public Logger getParentLogger() {
        return Logger.getLogger("org.postgresql");
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        if (type.isInstance(this)) {
            return type.cast(this);
        }
        throw new SQLException("not a " + type.getName());
    }

    @Override
    public boolean isWrapperFor(Class<?> type) {
        return type.isInstance(this);
    }
}
