package fr.vaguemestre.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

/**
 * Classes stay small, all modules together. Counted are lines of source files of {@code src/main}, comments and imports
 * included, as a reader scrolls them; a file holds one top-level class. The most of one file and of one method are in {@link
 * SourceRules}, module by module.
 */
class SizesTest {
    private static final long MEDIAN_AT_MOST = 80;
    private static final long NINE_OF_TEN_AT_MOST = 250;

    @Test
    void halfOfTheClassesAreShortAndNineOfTenAreNotLong(TestReporter reporter) throws IOException {
        List<Long> lines = new ArrayList<>();
        for (Path file : classes()) {
            lines.add(Files.readString(file).lines().count());
        }
        List<Long> sorted = lines.stream().sorted().toList();
        long median = sorted.get(sorted.size() / 2);
        long nineOfTen = sorted.get(sorted.size() * 9 / 10);
        reporter.publishEntry(Map.of(
                "classes", "" + sorted.size(),
                "median", "" + median,
                "nine of ten", "" + nineOfTen,
                "longest", "" + sorted.getLast()));

        assertThat(sorted).as("classes found").hasSizeGreaterThan(400);
        assertThat(median).as("median").isLessThanOrEqualTo(MEDIAN_AT_MOST);
        assertThat(nineOfTen).as("nine of ten").isLessThanOrEqualTo(NINE_OF_TEN_AT_MOST);
        assertThat(sorted.getLast()).as("longest").isLessThanOrEqualTo(SourceRules.FILE_LINES);
    }

    /** Every source file of a class, in every module. */
    static List<Path> classes() throws IOException {
        List<Path> found = new ArrayList<>();
        for (Path folder : modules()) {
            try (Stream<Path> files = Files.walk(folder)) {
                files.filter(SizesTest::isClass).forEach(found::add);
            }
        }
        return found;
    }

    private static List<Path> modules() throws IOException {
        var found = new ArrayList<Path>();
        for (String above : List.of("", "bundles", "features")) {
            try (Stream<Path> folders = Files.list(Checkout.root().resolve(above))) {
                folders.map(module -> module.resolve("src/main/java"))
                        .filter(Files::isDirectory)
                        .forEach(found::add);
            }
        }
        return found;
    }

    private static boolean isClass(Path file) {
        String name = file.getFileName().toString();
        return name.endsWith(".java") && !name.endsWith("-info.java");
    }
}
