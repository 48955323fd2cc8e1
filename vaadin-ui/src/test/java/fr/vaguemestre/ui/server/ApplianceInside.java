package fr.vaguemestre.ui.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A line of bash among the servers of the appliance that a journey goes through, for what no interface of ours does. */
final class ApplianceInside {
    private ApplianceInside() {}

    /** Runs it with the node's settings; fails unless it ends well. */
    static String shell(String line, String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                System.getProperty("vaguemestre.inside", ""),
                "/bin/bash",
                "-c",
                "set -euo pipefail; . /opt/vaguemestre/bin/lib.sh; " + line,
                "journey"));
        command.addAll(List.of(arguments));
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            process.getOutputStream().close();
            String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new AssertionError(line + ": " + out);
            }
            return out;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    /** What the database's owner does. */
    static void sql(String statement) {
        shell(
                "psql -qXAt -v ON_ERROR_STOP=1 -h \"$VM_RUN/postgresql\" -p \"$VM_PORT_POSTGRESQL\" -U postgres -d vm -c \"$1\"",
                statement);
    }

    /** A self-signed authority of that name, as PEM. */
    static String authority(String subject) {
        return shell(
                "cd \"$(mktemp -d)\"; openssl req -quiet -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 3650"
                        + " -subj \"$1\" -addext basicConstraints=critical,CA:TRUE -addext keyUsage=critical,keyCertSign,cRLSign"
                        + " -keyout k 2>/dev/null",
                subject);
    }
}
