package fr.vaguemestre.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import fr.vaguemestre.e2e.driver.Appliance;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * What testssl.sh finds at each door: nothing of weight beyond a short list, {@code testssl.tsv}, of which each entry says why it
 * is there and until when, and which holds nothing that is not found any more.
 */
@Tag("long")
class TestSslTest {
    private static final Set<String> GRAVE = Set.of("MEDIUM", "HIGH", "CRITICAL", "FATAL");
    private static final int MOST_KNOWN = 4;

    @TempDir
    private Path folder;

    private final Map<String, Integer> seen = new TreeMap<>();

    /** What is known and borne for a while. */
    private record Known(String id, String why, LocalDate since, LocalDate until) {}

    @Test
    @Tag("fault-53")
    @Timeout(value = 60, unit = TimeUnit.MINUTES)
    @Tag("OP-14")
    void noDoorHasAFindingThatIsNotExplained() throws Exception {
        Appliance appliance = World.appliance();
        URI api = URI.create(appliance.endpoint("api"));
        Map<String, List<String>> doors = Map.of(
                "25", List.of("-t", "smtp", appliance.endpoint("mx")),
                "587", List.of("-t", "smtp", appliance.endpoint("submission")),
                "143", List.of("-t", "imap", appliance.endpoint("imap")),
                "4190", List.of("-t", "sieve", appliance.endpoint("sieve")),
                "443", List.of(api.getHost() + ":" + api.getPort()));
        List<Known> known = known();
        Set<String> found = new TreeSet<>();
        List<String> unexplained = new ArrayList<>();
        for (var door : new TreeMap<>(doors).entrySet()) {
            for (JsonNode finding : scanned(door.getKey(), door.getValue())) {
                String severity = finding.path("severity").asText();
                seen.merge(door.getKey() + ": " + severity, 1, Integer::sum);
                if (GRAVE.contains(severity)) {
                    String id = finding.path("id").asText().split(" ", 2)[0];
                    found.add(id);
                    if (known.stream().noneMatch(entry -> entry.id().equals(id))) {
                        unexplained.add("port " + door.getKey() + ": " + finding);
                    }
                }
            }
        }

        LongReport.of(getClass(), "Findings by port and severity", seen);
        assertThat(unexplained).isEmpty();
        assertThat(known).extracting(Known::id).as("no entry without a finding").allMatch(found::contains);
    }

    @Test
    void theListOfWhatIsKnownIsShortAndEnds() throws IOException {
        assertThat(known()).hasSizeLessThanOrEqualTo(MOST_KNOWN).allSatisfy(entry -> {
            assertThat(entry.why()).isNotBlank();
            assertThat(entry.since()).isBeforeOrEqualTo(LocalDate.now(java.time.ZoneOffset.UTC));
            assertThat(entry.until()).as(entry.id()).isAfter(LocalDate.now(java.time.ZoneOffset.UTC));
        });
    }

    /** Protocols, suites, forward secrecy, the server's order and certificate, vulnerabilities. */
    private JsonNode scanned(String door, List<String> where) throws IOException {
        Path report = folder.resolve(door + ".json");
        List<String> command = new ArrayList<>(List.of(
                "/usr/bin/testssl",
                "--quiet",
                "--color",
                "0",
                "--warnings",
                "batch",
                "--add-ca",
                World.appliance().authority().toString(),
                "--jsonfile",
                report.toString(),
                "-p",
                "-s",
                "-f",
                "-S",
                "-U",
                "-P"));
        command.addAll(where);
        Machine.Output output = Machine.run(command);
        assertThat(report).as(output.out() + output.err()).exists();
        JsonNode findings = new ObjectMapper().readTree(report.toFile());
        assertThat(findings.findValuesAsText("id"))
                .as("it has really looked: %s", output.out())
                .contains("TLS1_2", "TLS1_3", "SSLv3");
        return findings;
    }

    private static List<Known> known() throws IOException {
        try (InputStream in = Objects.requireNonNull(TestSslTest.class.getResourceAsStream("/testssl.tsv"));
                var lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            return lines.lines()
                    .skip(1)
                    .map(line -> line.split("\t", -1))
                    .map(cells -> new Known(cells[0], cells[1], LocalDate.parse(cells[2]), LocalDate.parse(cells[3])))
                    .toList();
        }
    }
}
