package fr.vaguemestre.bench;

import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/** The appliance's PostgreSQL: as its own pool sees it, and as its superuser does. */
final class Database {
    private final int port;

    Database(Appliance appliance) throws IOException {
        this.port = appliance.port("VM_PORT_POSTGRESQL");
    }

    /** A connection of the application's role. */
    Connection app() throws IOException, SQLException {
        return DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:" + port + "/vm", "vm_app", Appliance.secret("pg-vm_app"));
    }

    /** Runs statements past row security. */
    void superuser(String sql) throws IOException, InterruptedException {
        Process psql = new ProcessBuilder(
                        "setpriv",
                        "--reuid=postgres",
                        "--regid=postgres",
                        "--clear-groups",
                        "psql",
                        "-qX",
                        "-v",
                        "ON_ERROR_STOP=1",
                        "-h",
                        "/run/vaguemestre/postgresql",
                        "-p",
                        Integer.toString(port),
                        "-d",
                        "vm",
                        "-c",
                        sql)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        if (psql.waitFor() != 0) {
            throw new IOException("psql failed: " + sql);
        }
    }
}
