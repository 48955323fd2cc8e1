package fr.vaguemestre.testkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The faults and attacks that the appliance must bear, as rows of {@value #FILE}: what must happen, how the fault is produced,
 * whether a test does so, and which. A test says the same of itself: {@code @Tag("fault-16")}.
 *
 * @param rows in the order of their numbers
 */
record FaultTable(List<Row> rows) {
    static final String FILE = "features/e2e/src/test/resources/faults.tsv";
    static final String PAGE = "docs/reference/faults.md";

    private static final int COLUMNS = 7;

    /** Where a row stands. */
    enum State {
        /** A test of the ordinary run produces it. */
        ALL,
        /** A test of {@code ./vaguemestre test long} produces it. */
        LONG,
        /** Only a machine of its own shows it. */
        VM,
        /** Nothing produces it yet. */
        LATER
    }

    /**
     * One fault.
     *
     * @param number by which tests name it
     * @param why no test of the ordinary or the long run holds it; empty where one does
     * @param tests as {@code Class#method}; some where the state is {@code ALL} or {@code LONG}
     */
    record Row(
            int number, String fault, String expected, String produced, State state, String why, List<String> tests) {}

    /** Reads the rows below the header. */
    static FaultTable read(Path root) throws IOException {
        return new FaultTable(Files.readAllLines(root.resolve(FILE)).stream()
                .skip(1)
                .map(FaultTable::row)
                .toList());
    }

    private static Row row(String line) {
        String[] cells = line.split("\t", -1);
        if (cells.length != COLUMNS) {
            throw new IllegalArgumentException("not " + COLUMNS + " cells: " + line);
        }
        return new Row(
                Integer.parseInt(cells[0]),
                cells[1],
                cells[2],
                cells[3],
                State.valueOf(cells[4].toUpperCase(Locale.ROOT)),
                cells[5],
                Stream.of(cells[6].split(" ")).filter(test -> !test.isEmpty()).toList());
    }

    /** The page that people read. */
    String page() {
        StringBuilder page = new StringBuilder("# Faults and attacks\n\nMade from `" + FILE
                + "` by `mvn test -pl bundles/testkit -Dtest=FaultTableTest -Dfaults.write`; not written by hand."
                + " A test that holds a row carries its number as `@Tag(\"fault-16\")`.\n\n"
                + "- `all`: produced in the ordinary run, `./vaguemestre test`\n"
                + "- `long`: produced by `./vaguemestre test long` ([results](long.md))\n"
                + "- `vm`: needs a machine of its own\n- `later`: nothing produces it yet\n\n"
                + "| state | rows |\n|---|---|\n");
        for (State state : State.values()) {
            page.append("| `%s` | %d |\n".formatted(label(state), count(state)));
        }
        page.append("\n| # | fault | what must happen | how it is produced | state | held by, or why not |\n");
        page.append("|---|---|---|---|---|---|\n");
        for (Row row : rows) {
            page.append("| %d | %s | %s | %s | `%s` | %s |\n"
                    .formatted(
                            row.number(),
                            row.fault(),
                            row.expected(),
                            row.produced(),
                            label(row.state()),
                            heldBy(row)));
        }
        return page.toString();
    }

    private long count(State state) {
        return rows.stream().filter(row -> row.state() == state).count();
    }

    private static String heldBy(Row row) {
        return Stream.concat(
                        row.tests().stream().map(test -> "`" + test + "`"),
                        Stream.of(row.why()).filter(why -> !why.isEmpty()))
                .collect(Collectors.joining("<br>"));
    }

    private static String label(State state) {
        return state.name().toLowerCase(Locale.ROOT);
    }
}
