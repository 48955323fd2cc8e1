package fr.vaguemestre.range;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RangeTest {
    private final Path home;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final Range range;

    RangeTest(@TempDir Path home) {
        this.home = home;
        var config = RangeConfig.of(Map.of("VM_RANGE_HOME", home.toString(), "VM_PORT_RANGE_IGC", "27201"));
        this.range = new Range(config, Clock.systemUTC(), new PrintStream(out, true, UTF_8));
    }

    @Test
    void helpNamesEveryVerb() throws Exception {
        assertThat(range.run(List.of())).isZero();
        for (String verb : List.of(
                "init", "igc", "whitelist", "whitelist-files", "wallet", "dns", "peers", "send", "fault", "help")) {
            assertThat(said()).contains("range.jar " + verb);
        }
        assertThat(range.run(List.of("nonsense"))).isEqualTo(2);
    }

    @Test
    void aFaultIsAFileAndTheListShowsIt() throws Exception {
        assertThat(range.run(List.of("fault", "crl-expired", "on"))).isZero();
        assertThat(range.run(List.of("fault", "crl-expired", "on"))).isZero();
        assertThat(home.resolve("faults/crl-expired")).isEmptyFile();
        range.run(List.of("fault"));
        assertThat(said().lines())
                .hasSize(Fault.values().length)
                .anyMatch(line -> line.startsWith("crl-expired") && line.contains(" on "))
                .anyMatch(line -> line.startsWith("whitelist-unsigned") && line.contains(" off "));
        assertThat(range.run(List.of("fault", "crl-expired", "off"))).isZero();
        assertThat(home.resolve("faults/crl-expired")).doesNotExist();
    }

    @Test
    void anUnknownFaultOrStateChangesNothing() throws Exception {
        assertThatThrownBy(() -> range.run(List.of("fault", "no-such", "on")))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(range.run(List.of("fault", "crl-expired", "perhaps"))).isEqualTo(2);
        assertThat(home.resolve("faults")).doesNotExist();
    }

    @Test
    void initMakesAndThenFindsAndWarnsOfAnotherPort() throws Exception {
        assertThat(range.run(List.of("init"))).isZero();
        byte[] root = Files.readAllBytes(home.resolve("igc/root.crt"));
        assertThat(range.run(List.of("init"))).isZero();
        assertThat(home.resolve("igc/root.crt")).hasBinaryContent(root);
        assertThat(said()).contains("init made ").contains("init found ").doesNotContain("was made for");

        var moved = RangeConfig.of(Map.of("VM_RANGE_HOME", home.toString(), "VM_PORT_RANGE_IGC", "1"));
        new Range(moved, Clock.systemUTC(), new PrintStream(out, true, UTF_8)).run(List.of("init"));
        assertThat(said()).contains("was made for http://127.0.0.1:27201");
        filesOfTheList();
    }

    private void filesOfTheList() throws Exception {
        Path lists = home.resolve("lists");
        assertThat(range.run(List.of("whitelist-files", lists.toString()))).isZero();
        for (Fault fault : Fault.listVariants()) {
            assertThat(lists.resolve(fault.label() + ".xml")).isNotEmptyFile();
        }
        assertThat(lists.resolve("listeblanchemssante.xml")).isNotEmptyFile();
    }

    private String said() {
        return out.toString(UTF_8);
    }
}
