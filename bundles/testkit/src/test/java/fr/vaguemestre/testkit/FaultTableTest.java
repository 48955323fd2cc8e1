package fr.vaguemestre.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import fr.vaguemestre.testkit.FaultTable.Row;
import fr.vaguemestre.testkit.FaultTable.State;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The table of faults says what the tests do, the tests say what the table does, and the page says what both do. */
class FaultTableTest {
    private static final int ROWS = 72;
    private static final String PREFIX = "fault-";

    private final Path root = Checkout.root();

    @Test
    void everyNumberIsThereOnceWithItsReasonOrItsTest() throws IOException {
        List<Row> rows = FaultTable.read(root).rows();

        assertThat(rows)
                .extracting(Row::number)
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(1, ROWS).boxed().toList());
        assertThat(rows).allSatisfy(row -> {
            boolean automated = row.state() == State.ALL || row.state() == State.LONG;
            assertThat(row.tests().isEmpty())
                    .as("row %d names its test", row.number())
                    .isEqualTo(!automated);
            assertThat(row.why().isEmpty())
                    .as("row %d says why not", row.number())
                    .isEqualTo(automated);
        });
    }

    @Test
    void theTableAndTheTestsNameEachOther() throws IOException {
        Set<String> told = new TreeSet<>();
        for (Row row : FaultTable.read(root).rows()) {
            row.tests().forEach(test -> told.add("fault " + row.number() + " is held by " + test));
        }
        Set<String> held = new TreeSet<>();
        for (TaggedTests.Test test : TaggedTests.of(root)) {
            test.tags().stream()
                    .filter(tag -> tag.startsWith(PREFIX))
                    .forEach(tag -> held.add("fault " + tag.substring(PREFIX.length()) + " is held by " + test.name()));
        }

        assertThat(held).as("what the tests' tags say, and what the table says").isEqualTo(told);
    }

    @Test
    void whatTheOrdinaryRunHoldsNeedsNoLongRun() throws IOException {
        Set<String> longOnes = TaggedTests.of(root).stream()
                .filter(test -> test.tags().contains("long"))
                .map(TaggedTests.Test::name)
                .collect(Collectors.toSet());
        List<Row> wrong = new ArrayList<>();
        for (Row row : FaultTable.read(root).rows()) {
            boolean ordinary = row.tests().stream().anyMatch(test -> !longOnes.contains(test));
            if (!row.tests().isEmpty() && (row.state() == State.ALL) != ordinary) {
                wrong.add(row);
            }
        }

        assertThat(wrong).as("rows in the wrong state").isEmpty();
    }

    @Test
    void thePageIsMadeOfTheTable() throws IOException {
        String page = FaultTable.read(root).page();
        if (System.getProperty("faults.write") != null) {
            Files.writeString(root.resolve(FaultTable.PAGE), page);
        }

        assertThat(Files.readString(root.resolve(FaultTable.PAGE)))
                .as("to be written anew: -Dfaults.write")
                .isEqualTo(page);
    }
}
