package fr.vaguemestre.e2e;

import fr.vaguemestre.e2e.driver.Appliance;
import fr.vaguemestre.e2e.driver.Await;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The machine that the appliance runs on: its script, and commands among its servers. */
final class Machine {
    private static final Path SCRIPT = Path.of(property("vaguemestre.script"));
    private static final Path HOME = Path.of(property("vaguemestre.home"));
    private static final Path INSIDE = Path.of(property("vaguemestre.inside"));

    private Machine() {}

    /** The folder where everything of the tested installation lives. */
    static Path home() {
        return HOME;
    }

    /** Runs {@code ./vaguemestre} on the tested home. */
    static Output script(String... arguments) {
        List<String> command = new ArrayList<>(List.of(SCRIPT.toString()));
        command.addAll(List.of(arguments));
        command.addAll(List.of("--home", HOME.toString()));
        return run(command);
    }

    /** The appliance as it is now. */
    static Appliance appliance() {
        return Appliance.of(script("status", "--json").out());
    }

    /** Runs a command as root among the servers. */
    static Output inside(String... command) {
        List<String> whole = new ArrayList<>(List.of(INSIDE.toString()));
        whole.addAll(List.of(command));
        return run(whole);
    }

    /** Runs a line of bash among the servers, with the settings of the node. */
    static Output shell(String line, String... arguments) {
        List<String> command = new ArrayList<>(
                List.of("/bin/bash", "-c", "set -euo pipefail; . /opt/vaguemestre/bin/lib.sh; " + line, "e2e"));
        command.addAll(List.of(arguments));
        return inside(command.toArray(String[]::new));
    }

    /** Runs commands of Karaf's shell, with semicolons in between, by the client that it ships with. */
    static Output karaf(String commands) {
        return shell(
                ". /opt/vaguemestre/bin/env-karaf; exec setpriv --reuid=vaguemestre --regid=vaguemestre --init-groups"
                        + " /opt/vaguemestre/karaf/bin/client \"$1\"",
                commands);
    }

    /** What the database's superuser reads or does, one value a line. */
    static String sql(String statement) {
        return shell(
                        "exec psql -qXAt -v ON_ERROR_STOP=1 -h \"$VM_RUN/postgresql\" -p \"$VM_PORT_POSTGRESQL\""
                                + " -U postgres -d vm -c \"$1\"",
                        statement)
                .expectOk()
                .out()
                .strip();
    }

    /** Stops a server and waits until it is gone. */
    static void stop(String server) {
        inside("/opt/vaguemestre/bin/control", "stop", server).expectOk();
    }

    /** Starts a server again and waits until the whole works. */
    static void start(String server) {
        inside("/opt/vaguemestre/bin/control", "start", server).expectOk();
        healthy();
    }

    /** Kills a server at once; its supervisor starts it again. */
    static void kill(String server) {
        inside("/usr/bin/s6-svc", "-k", "/run/service/" + server).expectOk();
    }

    /** Waits until every server works. */
    static void healthy() {
        Await.until(
                "status says healthy",
                Duration.ofSeconds(90),
                () -> appliance().status().path("healthy").asBoolean());
    }

    static Output run(List<String> command) {
        Path errors = null;
        try {
            errors = Files.createTempFile("e2e", ".err");
            Process process = new ProcessBuilder(command)
                    .redirectError(errors.toFile())
                    .redirectInput(
                            ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                    .start();
            String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Output(String.join(" ", command), process.waitFor(), out, Files.readString(errors));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        } finally {
            delete(errors);
        }
    }

    private static void delete(@Nullable Path file) {
        try {
            if (file != null) {
                Files.delete(file);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static String property(String name) {
        String value = System.getProperty(name, "");
        if (value.isEmpty()) {
            throw new IllegalStateException(name + " is not set: run ./vaguemestre test e2e");
        }
        return value;
    }

    /**
     * How a command ended.
     *
     * @param out what it printed
     * @param err what it complained
     */
    record Output(String command, int status, String out, String err) {
        Output expectOk() {
            if (status != 0) {
                throw new AssertionError(command + " exited with " + status + ": " + err + out);
            }
            return this;
        }
    }
}
