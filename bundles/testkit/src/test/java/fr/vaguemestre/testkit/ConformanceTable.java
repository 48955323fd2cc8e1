package fr.vaguemestre.testkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the rules of the trust space ask of an operator and what becomes of it here, as rows of {@value #FILE}: keys are our own,
 * because the numbers of the agency's text are the operator's to fill in. A test says the same of itself: {@code @Tag("OP-25")}.
 *
 * @param rows in the order of their keys
 */
record ConformanceTable(List<Row> rows) {
    static final String FILE = "features/e2e/src/test/resources/conformance.tsv";
    static final String PAGE = "docs/reference/conformance.md";

    private static final int COLUMNS = 7;

    /** Where a rule stands. */
    enum State {
        /** Done, and tests show it. */
        HELD("held", "done as the rule asks, and shown by the tests that are named"),
        /** Tests show a part; the row says what is missing. */
        PARTLY("partly", "a part is shown by tests; what is missing is said"),
        /** Nothing shows it. */
        NOT_YET("not yet", "not there, or no test shows it");

        private final String word;
        private final String meaning;

        State(String word, String meaning) {
            this.word = word;
            this.meaning = meaning;
        }

        private static State of(String word) {
            return Stream.of(values())
                    .filter(state -> state.word.equals(word))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("no state: " + word));
        }
    }

    /**
     * One rule.
     *
     * @param key by which tests name it, as {@code OP-25}
     * @param number the agency's, empty until an operator fills it in
     * @param rule what is asked, in our own words
     * @param done what we do
     * @param missing what is not done; empty where the rule is held
     * @param tests as {@code Class#method}; none where the state is {@code NOT_YET}
     */
    record Row(String key, String number, String rule, String done, State state, String missing, List<String> tests) {}

    /** Reads the rows below the header. */
    static ConformanceTable read(Path root) throws IOException {
        return new ConformanceTable(Files.readAllLines(root.resolve(FILE)).stream()
                .skip(1)
                .map(ConformanceTable::row)
                .toList());
    }

    private static Row row(String line) {
        String[] cells = line.split("\t", -1);
        if (cells.length != COLUMNS) {
            throw new IllegalArgumentException("not " + COLUMNS + " cells: " + line);
        }
        return new Row(
                cells[0],
                cells[1],
                cells[2],
                cells[3],
                State.of(cells[4]),
                cells[5],
                Stream.of(cells[6].split(" ")).filter(test -> !test.isEmpty()).toList());
    }

    /** The page that people read. */
    String page() {
        StringBuilder page = new StringBuilder("# Conformance: the trust space and its messages\n\nMade from `" + FILE
                + "` by `mvn test -pl bundles/testkit -Dtest=ConformanceTest -Dconformance.write`; not written by hand."
                + " A test that shows a rule carries its key as `@Tag(\"OP-25\")`.\n\n"
                + "The keys are our own. The numbers of the agency's text are for the operator to fill in, in that file."
                + " All tests run against the [practice range](range.md): no service of the agency was ever asked, and"
                + " nothing here says that it agreed.\n\n");
        for (State state : State.values()) {
            page.append("- `%s` (%d): %s\n".formatted(state.word, count(state), state.meaning));
        }
        page.append("\n| key | n° ANS | what the rule asks | what we do | state | shown by | missing |\n");
        page.append("|---|---|---|---|---|---|---|\n");
        for (Row row : rows) {
            page.append("| %s | %s | %s | %s | `%s` | %s | %s |\n"
                    .formatted(
                            row.key(),
                            row.number(),
                            row.rule(),
                            row.done(),
                            row.state().word,
                            shownBy(row),
                            row.missing()));
        }
        return page.toString();
    }

    private long count(State state) {
        return rows.stream().filter(row -> row.state() == state).count();
    }

    private static String shownBy(Row row) {
        return row.tests().stream().map(test -> "`" + test + "`").collect(Collectors.joining("<br>"));
    }
}
