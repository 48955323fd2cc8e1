package fr.vaguemestre.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import org.postgresql.ds.PGSimpleDataSource;

/** New connections of one login role; its password file is read each time, so it may come late and change. */
final class RoleDataSource extends PGSimpleDataSource {
    private static final long serialVersionUID = 1L;
    private static final int CONNECT_SECONDS = 3;

    private final String role;
    private final String passwordFile;
    private boolean openable;

    RoleDataSource(StoreConfig config, String role) {
        this.role = role;
        this.passwordFile = config.secrets() + "/pg-" + role;
        setServerNames(new String[] {config.host()});
        setPortNumbers(new int[] {config.port()});
        setDatabaseName(config.database());
        setApplicationName("vaguemestre " + role);
        setConnectTimeout(CONNECT_SECONDS);
        setLoginTimeout(CONNECT_SECONDS);
        setTcpKeepAlive(true);
    }

    /** Gives up a statement after that many seconds without an answer; zero waits for ever. */
    RoleDataSource answersWithin(int seconds) {
        setSocketTimeout(seconds);
        return this;
    }

    /** Does not wait for the disk at commit; for what may be done twice. */
    RoleDataSource losingLittle() {
        setOptions("-c synchronous_commit=off");
        return this;
    }

    /** Its connections are {@link Openable}: for the unit of work. */
    RoleDataSource openable() {
        openable = true;
        return this;
    }

    @Override
    public Connection getConnection() throws SQLException {
        try {
            Connection connection =
                    getConnection(role, Files.readString(Path.of(passwordFile)).strip());
            return openable ? OpenableConnection.over(connection) : connection;
        } catch (IOException missing) {
            throw new SQLException("no password for " + role + " in " + passwordFile, "08001", missing);
        }
    }
}
