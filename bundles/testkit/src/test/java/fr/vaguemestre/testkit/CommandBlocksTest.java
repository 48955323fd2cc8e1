package fr.vaguemestre.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every command of the documentation is run by a test, or is one of at most ten that say why not. */
class CommandBlocksTest {
    private static final int EXCUSES = 10;
    /** Command, reason, day, what it goes with. */
    private static final Pattern EXCUSE =
            Pattern.compile("(?m)^\\| `([^`]+)` \\| [^|]{20,} \\| \\d{4}-\\d\\d-\\d\\d \\| [^|]{5,} \\|$");

    private static final Pattern INLINE = Pattern.compile("`\\./vaguemestre ([a-z]+)[^`]*`");
    private static final String FENCE = "```";

    private final Path root = Checkout.root();

    private Set<String> excused() throws IOException {
        return EXCUSE.matcher(Files.readString(root.resolve("docs/reference/not-run.md")))
                .results()
                .map((MatchResult row) -> row.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void everyCommandIsRunOrExcused() throws IOException {
        var blocks = new CommandBlocks(root, excused());
        for (Path page : Pages.all(root)) {
            assertThat(blocks.unproven(Files.readString(page)))
                    .as(page.toString())
                    .isEmpty();
        }
    }

    @Test
    void everyExcuseIsNeededAndExplained() throws IOException {
        var notRun = new TreeSet<String>();
        for (Path page : Pages.all(root)) {
            notRun.addAll(CommandBlocks.notRun(Files.readString(page)));
        }
        long rows = Files.readAllLines(root.resolve("docs/reference/not-run.md")).stream()
                .filter(line -> line.startsWith("| `"))
                .count();

        assertThat(excused()).isEqualTo(notRun).hasSizeLessThanOrEqualTo(EXCUSES);
        assertThat(rows)
                .as("rows with command, reason, day and end")
                .isEqualTo(excused().size());
    }

    /** In a sentence, too: no verb that is not there. */
    @Test
    void everyVerbThatAPageNamesIsThere() throws IOException {
        try (Stream<Path> files = Files.list(root.resolve("appliance-image/cli/verbs"))) {
            List<String> verbs = files.map(file -> file.getFileName().toString().replace(".sh", ""))
                    .toList();
            for (Path page : Pages.all(root)) {
                assertThat(INLINE.matcher(Files.readString(page)).results().map(verb -> verb.group(1)))
                        .as(page.toString())
                        .isSubsetOf(verbs);
            }
        }
    }

    /** A page that breaks each rule, and what is said of it. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            sh                                | ./vaguemestre up   | names no test, or no word of it: sh
            sh test=.ci/run                   | ./vaguemestre test | names no test, or no word of it: sh test=.ci/run
            sh test=.ci/none#test             | ./vaguemestre test | no such test: .ci/none
            sh test=.ci/run#vaguemestre" test | ./vaguemestre up   | vaguemestre" test is not in both .ci/run and: ./vaguemestre up
            sh test=.ci/run#vaguemestre" up   | ./vaguemestre up   | vaguemestre" up is not in both .ci/run and: ./vaguemestre up
            sh test=.ci/run#"#" test          | ./vaguemestre test | 1 commands, 2 words of .ci/run
            sh not-run                        | ./vaguemestre up   | not excused: ./vaguemestre up
            sh test=.ci/run#vaguemestre" test | ./vaguemestre test # all | ''
            sh not-run                        | ./vaguemestre bench      | ''
            sh run                            | ./vaguemestre status     | ''
            """)
    void eachRuleBites(String fence, String command, String told) {
        var blocks = new CommandBlocks(root, Set.of("./vaguemestre bench"));

        assertThat(String.join("\n", blocks.unproven(FENCE + fence + "\n" + command + "\n" + FENCE + "\n")))
                .isEqualTo(told);
    }

    @Test
    void aBlockThatSaysNothingAndACommandOutsideAreSeen() {
        var blocks = new CommandBlocks(root, Set.of());

        assertThat(blocks.unproven(FENCE + "\n./vaguemestre up\n" + FENCE + "\n"))
                .containsExactly("a block does not say what it is");
        assertThat(blocks.unproven("So:\n\n    ./vaguemestre up\n"))
                .containsExactly("outside a block:    ./vaguemestre up");
    }
}
