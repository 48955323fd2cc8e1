package fr.vaguemestre.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * A throw-away PostgreSQL on a free loopback port, with the product's own roles (etc/postgresql/roles.sql) and generated
 * passwords. Needs the server's programs under /usr/lib/postgresql; started as user postgres where the tests run as root.
 */
public final class PostgresCluster implements AutoCloseable {
    private static final List<String> ROLES =
            List.of("vm_migrate", "vm_app", "vm_relay", "vm_jobs", "vm_admin", "mail_ro", "mail_rw");
    private static final long START_SECONDS = 60;

    private static final class Shared {
        private static final PostgresCluster CLUSTER = new PostgresCluster();

        static {
            Runtime.getRuntime().addShutdownHook(new Thread(CLUSTER::close, "testkit-postgresql"));
        }
    }

    private final Path home;
    private final Path binaries;
    private final int port;
    private final String password = secret();
    private final AtomicInteger databases = new AtomicInteger();
    private Process server;

    /** Starts a cluster of its own, for tests that stop and start the server. */
    public PostgresCluster() {
        try {
            binaries = newestBinaries();
            home = Files.createTempDirectory(
                    Path.of("/tmp"),
                    "vaguemestre-pg",
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
            port = FreePort.next();
            writeSecrets();
            initialise();
            server = launch();
            makeRoles();
        } catch (IOException | SQLException failed) {
            throw new IllegalStateException("no PostgreSQL for the tests", failed);
        }
    }

    /** The one cluster of this JVM; it ends with the JVM, even if that is killed (which leaves its folder). */
    public static PostgresCluster shared() {
        return Shared.CLUSTER;
    }

    /** Port on 127.0.0.1. */
    public int port() {
        return port;
    }

    /** Folder with a password file {@code pg-<role>} for each login role. */
    public Path secrets() {
        return home.resolve("secrets");
    }

    /** Makes an empty database with the product's rights and tells its name. */
    public String newDatabase() {
        String name = "t" + databases.incrementAndGet();
        try (Connection postgres = superuser("postgres");
                Statement sql = postgres.createStatement()) {
            sql.execute("CREATE DATABASE " + name + " OWNER vm_owner TEMPLATE template0");
            sql.execute("REVOKE ALL ON DATABASE " + name + " FROM PUBLIC");
            sql.execute("GRANT CONNECT ON DATABASE " + name
                    + " TO vm_migrate, vm_app, vm_relay, vm_jobs, vm_admin, vm_backup, mail_ro, mail_rw");
            try (Connection made = superuser(name);
                    Statement inside = made.createStatement()) {
                inside.execute(Files.readString(Checkout.root().resolve("etc/postgresql/database.sql")));
            }
            return name;
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        } catch (SQLException refused) {
            throw new IllegalStateException(refused);
        }
    }

    /** A connection that no row security holds back, in auto-commit; close it. */
    public Connection superuser(String database) throws SQLException {
        return DriverManager.getConnection(url(database), "postgres", password);
    }

    /** A connection of one of the product's login roles, in auto-commit; close it. */
    public Connection as(String role, String database) throws SQLException {
        try {
            return DriverManager.getConnection(
                    url(database),
                    role,
                    Files.readString(secrets().resolve("pg-" + role)).strip());
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
    }

    /** Ends the server at once, as a crash would; every connection breaks. */
    public void crash() {
        endServer();
    }

    /** Starts the server again after {@link #crash}, with the same data and port. */
    public void restart() {
        try {
            server = launch();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    @Override
    public void close() {
        endServer();
        try (Stream<Path> files = Files.walk(home)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException left) {
            throw new UncheckedIOException(left);
        }
    }

    private String url(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
    }

    private void writeSecrets() throws IOException {
        Files.createDirectories(secrets());
        for (String role : ROLES) {
            Files.writeString(secrets().resolve("pg-" + role), secret() + "\n");
        }
    }

    private void initialise() throws IOException {
        Path passwordFile = Files.writeString(home.resolve("superuser"), password + "\n");
        Path data = Files.createDirectory(home.resolve("data"));
        String initdb = binaries.resolve("initdb") + " -D " + data + " -U postgres -A scram-sha-256 --pwfile="
                + passwordFile + " -E UTF8 --locale=C.UTF-8 -N";
        boolean root = "root".equals(System.getProperty("user.name"));
        run(root ? "chown postgres " + data + " && runuser -u postgres -- " + initdb : initdb);
    }

    /** The shell around the server waits for its standard input to end, which it does when this JVM does. */
    private Process launch() throws IOException {
        String postgres = binaries.resolve("postgres") + " -D " + home.resolve("data") + " -p " + port
                + " -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c fsync=off -c shared_buffers=64MB"
                + " -c max_connections=200 -c log_min_messages=warning";
        String guarded = postgres + " 2>>server.log & server=$!; cat >/dev/null; kill -QUIT $server; wait $server";
        boolean root = "root".equals(System.getProperty("user.name"));
        var command = new ArrayList<String>(root ? List.of("runuser", "-u", "postgres", "--") : List.of());
        command.addAll(List.of("sh", "-c", "cd " + home.resolve("data") + "; " + guarded));
        Process started = new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(home.resolve("shell.log").toFile())
                .start();
        Await.until("PostgreSQL answers", START_SECONDS, this::answers);
        return started;
    }

    private boolean answers() {
        try (Connection connection = superuser("postgres")) {
            return connection.isValid(1);
        } catch (SQLException notYet) {
            return false;
        }
    }

    private void endServer() {
        try {
            server.getOutputStream().close();
            if (!server.waitFor(START_SECONDS, TimeUnit.SECONDS)) {
                throw new IllegalStateException("PostgreSQL does not end");
            }
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    /** Runs the product's own script; placeholders point to this cluster, the options of release 16 are dropped before it. */
    private void makeRoles() throws IOException, SQLException {
        String script = Files.readString(Checkout.root().resolve("etc/postgresql/roles.sql"))
                .replace("@VM_STATE@", home.toString());
        try (Connection postgres = superuser("postgres")) {
            if (postgres.getMetaData().getDatabaseMajorVersion() < 16) {
                script = script.replace(" WITH INHERIT FALSE", "");
            }
        }
        Path ready = Files.writeString(home.resolve("roles.sql"), script);
        run("PGPASSFILE=" + passFile() + " psql -qX -v ON_ERROR_STOP=1 -h 127.0.0.1 -p " + port
                + " -U postgres -d postgres -f " + ready);
    }

    private Path passFile() throws IOException {
        Path file = Files.writeString(home.resolve("pgpass"), "*:*:*:postgres:" + password + "\n");
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }

    private static void run(String command) throws IOException {
        Process process = new ProcessBuilder("sh", "-c", command)
                .redirectErrorStream(true)
                .start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (process.waitFor() != 0) {
                throw new IOException(command + " failed: " + said);
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new IOException(stop);
        }
    }

    private static Path newestBinaries() throws IOException {
        try (Stream<Path> releases = Files.list(Path.of("/usr/lib/postgresql"))) {
            return releases.max(Comparator.comparingInt(
                            release -> Integer.parseInt(release.getFileName().toString())))
                    .orElseThrow(() -> new IOException("no PostgreSQL under /usr/lib/postgresql"))
                    .resolve("bin");
        }
    }

    private static String secret() {
        byte[] random = new byte[16];
        new SecureRandom().nextBytes(random);
        return HexFormat.of().formatHex(random);
    }
}
