package fr.vaguemestre.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import fr.vaguemestre.testkit.ConformanceTable.Row;
import fr.vaguemestre.testkit.ConformanceTable.State;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The table of rules says what the tests show, the tests say what the table says, and the page says what both do. */
class ConformanceTest {
    private static final String PREFIX = "OP-";

    private final Path root = Checkout.root();

    @Test
    void everyRuleIsThereOnceWithItsTestOrWithWhatIsMissing() throws IOException {
        List<Row> rows = ConformanceTable.read(root).rows();

        assertThat(rows)
                .extracting(Row::key)
                .allMatch(key -> key.matches("OP-\\d\\d"))
                .doesNotHaveDuplicates()
                .isSortedAccordingTo(Comparator.naturalOrder());
        assertThat(rows).allSatisfy(row -> {
            assertThat(row.tests().isEmpty())
                    .as("%s is shown by a test, or not yet", row.key())
                    .isEqualTo(row.state() == State.NOT_YET);
            assertThat(row.missing().isEmpty())
                    .as("%s says what is missing, or nothing is", row.key())
                    .isEqualTo(row.state() == State.HELD);
            assertThat(row.rule()).as("%s says what is asked", row.key()).isNotBlank();
        });
    }

    @Test
    void theTableAndTheTestsNameEachOther() throws IOException {
        Set<String> told = new TreeSet<>();
        for (Row row : ConformanceTable.read(root).rows()) {
            row.tests().forEach(test -> told.add(row.key() + " is shown by " + test));
        }
        Set<String> shown = new TreeSet<>();
        for (TaggedTests.Test test : TaggedTests.of(root)) {
            test.tags().stream()
                    .filter(tag -> tag.startsWith(PREFIX))
                    .forEach(tag -> shown.add(tag + " is shown by " + test.name()));
        }

        assertThat(shown)
                .as("what the tests' tags say, and what the table says")
                .isEqualTo(told);
    }

    @Test
    void whatIsHeldIsShownByTheOrdinaryRun() throws IOException {
        Set<String> longOnes = TaggedTests.of(root).stream()
                .filter(test -> test.tags().contains("long"))
                .map(TaggedTests.Test::name)
                .collect(Collectors.toSet());
        List<Row> wrong = new ArrayList<>();
        for (Row row : ConformanceTable.read(root).rows()) {
            if (row.state() == State.HELD && longOnes.containsAll(row.tests())) {
                wrong.add(row);
            }
        }

        assertThat(wrong).as("held by long tests only").isEmpty();
    }

    @Test
    void thePageIsMadeOfTheTable() throws IOException {
        String page = ConformanceTable.read(root).page();
        if (System.getProperty("conformance.write") != null) {
            Files.writeString(root.resolve(ConformanceTable.PAGE), page);
        }

        assertThat(Files.readString(root.resolve(ConformanceTable.PAGE)))
                .as("to be written anew: -Dconformance.write")
                .isEqualTo(page);
    }
}
