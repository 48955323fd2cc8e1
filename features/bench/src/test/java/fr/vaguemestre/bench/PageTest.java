package fr.vaguemestre.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PageTest {
    private static final Circumstances THEN = new Circumstances("2026-11-29T12:00:00Z", "c1", "2 × processors", 1, 2);

    @TempDir
    Path folder;

    @Test
    void oneBenchmarkRunAgainChangesItsRowsOnly() throws IOException {
        keep("audit", "c1", Asked.atLeast(0.3), 0.2);
        keep("policy", "c1", Asked.atMost(5), 0.125);
        String before = Page.of(folder).markdown();
        keep("audit", "c2", Asked.atLeast(0.3), 0.5);
        String after = Page.of(folder).markdown();
        assertThat(before)
                .contains("| [audit](#audit) | figure | 0.20 ms | ≥ 0.3 | no |")
                .contains("| [policy](#policy) | figure | 0.13 ms | ≤ 5 | yes |");
        assertThat(after)
                .contains("| [audit](#audit) | figure | 0.50 ms | ≥ 0.3 | yes |")
                .contains("commit c2");
        assertThat(after.substring(after.indexOf("## policy")))
                .isEqualTo(before.substring(before.indexOf("## policy")));
    }

    @Test
    void thePageOfThisCheckoutIsMadeOfItsResults() throws IOException {
        Path reference = Path.of("../../docs/reference");
        assertThat(reference.resolve("performance.md"))
                .hasContent(Page.of(reference.resolve("performance")).markdown());
    }

    @Test
    void theWorstTwoOfThoseLookedAtShowWhereTheirTimeWent() throws IOException {
        for (String bench : List.of("edge", "inbound", "outbound", "rest")) {
            Report report = new Report(bench);
            report.add(
                    "ratio",
                    "",
                    figures(bench.equals("rest") ? 2.9 : bench.equals("inbound") ? 3.3 : 1),
                    Asked.atMost(3));
            if (!bench.equals("edge")) {
                report.split(Split.shares("processor time", Map.of("karaf", 3.0, "redis", 1.0, "edge", 0.001)));
            }
            report.note("round 2 failed | told");
            Files.writeString(folder.resolve(bench + ".json"), report.json(THEN));
        }
        assertThat(Page.of(folder).markdown())
                .contains("inbound (1.10 of its bound), rest (0.97 of its bound)")
                .contains("### Split of inbound")
                .contains("| processor time | karaf | 75.0 |", "| processor time | redis | 25.0 |")
                .contains("- round 2 failed \\| told")
                .doesNotContain("Split of outbound", "Split of edge", "| edge |");
    }

    @Test
    void aResultFromBeforeThereWereNotesIsRead() throws IOException {
        keep("audit", "c1", Asked.atLeast(0.3), 0.2);
        Path file = folder.resolve("audit.json");
        String old = Files.readString(file).replaceAll("(?s),\\s*\"notes\".*", System.lineSeparator() + "}");
        Files.writeString(file, old);
        assertThat(old).doesNotContain("split");
        assertThat(Page.of(folder).markdown()).contains("| [audit](#audit) | figure | 0.20 ms | ≥ 0.3 | no |");
    }

    @Test
    void aBoundIsMetByEachRoundByTheMedianOrNotAtAll() {
        assertThat(Asked.atMost(2).met(figures(1, 2))).isEqualTo("yes");
        assertThat(Asked.atMost(2).met(figures(1, 2, 3))).isEqualTo("in the median");
        assertThat(Asked.atLeast(2).met(figures(1, 1, 3))).isEqualTo("no");
        assertThat(Asked.nothing().met(figures(1))).isEmpty();
        assertThat(Asked.strain(Asked.atMost(1_500).words(), 750)).isEqualTo(0.5);
        assertThat(Asked.strain(Asked.atLeast(0.6).words(), 0.3)).isEqualTo(2);
        assertThat(Asked.atMost(535_000).words()).isEqualTo("≤ 535,000");
    }

    private void keep(String bench, String commit, Asked asked, double value) throws IOException {
        Report report = new Report(bench);
        report.add("figure", "ms", figures(value), asked);
        var then = new Circumstances("2026-11-29T12:00:00Z", commit, "2 × processors", 1, 2);
        Files.writeString(folder.resolve(bench + ".json"), report.json(then));
    }

    private static Figures figures(double... values) {
        Figures figures = new Figures();
        for (double value : values) {
            figures.add(value);
        }
        return figures;
    }
}
