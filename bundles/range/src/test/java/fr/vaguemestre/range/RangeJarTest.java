package fr.vaguemestre.range;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The finished jar as the supervisor starts it: nothing missing inside, a small heap, a quick end. */
@Timeout(120)
class RangeJarTest {
    private static final Path JAR = Path.of("target", "range.jar").toAbsolutePath();
    private final Path home;

    RangeJarTest(@TempDir Path home) {
        this.home = home;
    }

    @ParameterizedTest
    @ValueSource(strings = {"igc", "whitelist", "wallet", "dns", "peers"})
    void aServerListensAndEndsAtTerm(String verb) throws Exception {
        Practice.copy(home.resolve("igc"));
        Process server = start(verb);
        assertThat(lineWith(server.inputReader(), "listens on")).contains(" " + verb + " ");
        server.toHandle().destroy();
        assertThat(server.waitFor(5, TimeUnit.SECONDS)).isTrue();
        assertThat(server.exitValue()).as("ended by TERM").isEqualTo(143);
    }

    @Test
    void withoutInitAServerSaysWhatToDo() throws Exception {
        Process server = start("igc");
        assertThat(lineWith(server.inputReader(), "init")).contains("run `init` first");
        assertThat(server.waitFor()).isEqualTo(1);
    }

    private Process start(String verb) throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var command =
                new ArrayList<>(List.of(java, "-Xmx96m", "-XX:TieredStopAtLevel=1", "-jar", JAR.toString(), verb));
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("VM_RANGE_HOME", home.toString());
        for (String port : List.of(
                "VM_PORT_RANGE_IGC",
                "VM_PORT_RANGE_WHITELIST",
                "VM_PORT_RANGE_PSC",
                "VM_DNS_PORT",
                "VM_RANGE_PEERS_PORT",
                "VM_RANGE_ECHO_PORT",
                "VM_RANGE_POLICY_PORT")) {
            builder.environment().put(port, "0");
        }
        return builder.start();
    }

    private static String lineWith(BufferedReader lines, String word) throws IOException {
        String line = lines.readLine();
        while (line != null && !line.contains(word)) {
            line = lines.readLine();
        }
        return Objects.requireNonNull(line, "the process ended without saying: " + word);
    }
}
