package fr.vaguemestre.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the pages name is there. */
class DocsTest {
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#\\s]+)(?:#[^)]*)?\\)");
    private static final Pattern PATH =
            Pattern.compile("`((?:bundles|features|vaadin-ui|appliance-image|etc|docs|\\.ci|\\.mvn)/[\\w./-]+)`");
    private static final Pattern VIEW = Pattern.compile("super\\(\\s*\"[^\"]+\",\\s*\"([^\"]+)\"");
    private static final int README_LINES = 120;

    private final Path root = Checkout.root();

    @Test
    void everyLinkAndPathExists() {
        var missing = new ArrayList<String>();
        for (Path page : Pages.all(root)) {
            names(page, LINK).filter(link -> !link.contains(":")).forEach(link -> {
                if (!Files.exists(folder(page).resolve(link))) {
                    missing.add(root.relativize(page) + " links to " + link);
                }
            });
            names(page, PATH).filter(path -> !path.contains("NAME")).forEach(path -> {
                if (!Files.exists(root.resolve(path))) {
                    missing.add(root.relativize(page) + " names " + path);
                }
            });
        }
        assertThat(missing).isEmpty();
    }

    @Test
    void everyDecisionIsInTheIndexAndHasItsFourParts() throws IOException {
        Path decisions = root.resolve("docs/adr");
        var index = names(decisions.resolve("README.md"), LINK).toList();
        try (Stream<Path> files = Files.list(decisions)) {
            for (Path decision :
                    files.filter(file -> !file.endsWith("README.md")).toList()) {
                assertThat(index).contains(decision.getFileName().toString());
                assertThat(Files.readString(decision).toLowerCase(java.util.Locale.ROOT))
                        .as(decision.toString())
                        .contains("context", "decision", "alternatives", "consequences");
            }
        }
    }

    @Test
    void theTourNamesAFileAndATestAtEachStop() throws IOException {
        String tour = Files.readString(root.resolve("docs/house-tour.md"));
        List<String> stops = List.of(tour.split("(?m)^## ", -1));
        for (String stop : stops.subList(1, stops.size())) {
            if (Character.isDigit(stop.charAt(0))) {
                assertThat(stop).contains("- read: [").contains("- test: [");
            }
        }
    }

    @Test
    void theReadmeIsShort() throws IOException {
        assertThat(Files.readAllLines(root.resolve("README.md"))).hasSizeLessThanOrEqualTo(README_LINES);
    }

    /** From a verb, and from a page of the console, to the page that tells how to use it. */
    @Test
    void everyVerbAndEveryPageOfTheConsoleHasItsHowTo() throws IOException {
        String index = Files.readString(root.resolve("docs/README.md"));
        String verbs = paragraph(index, "By verb of");
        String pages = paragraph(index, "By page of the console:");
        try (Stream<Path> files = Files.list(root.resolve("appliance-image/cli/verbs"))) {
            assertThat(files.map(file -> file.getFileName().toString().replace(".sh", "")))
                    .isNotEmpty()
                    .allSatisfy(verb -> assertThat(verbs).contains("`" + verb + "`"));
        }
        assertThat(titles()).hasSizeGreaterThan(15).allSatisfy(title -> assertThat(pages)
                .containsPattern("[*,] ?" + Pattern.quote(title) + "[*,]"));
    }

    private static String paragraph(String page, String beginning) {
        String rest = page.substring(page.indexOf(beginning));
        return rest.substring(0, rest.indexOf("\n\n")).replace('\n', ' ');
    }

    /** What the console's menu calls its pages in English. */
    private List<String> titles() throws IOException {
        Path console = root.resolve("vaadin-ui/src/main");
        var texts = new Properties();
        try (var words =
                Files.newBufferedReader(console.resolve("resources/fr/vaguemestre/ui/text/texts_en.properties"))) {
            texts.load(words);
        }
        try (Stream<Path> files = Files.walk(console.resolve("java"))) {
            return files.filter(file -> file.toString().endsWith("View.java"))
                    .flatMap(file -> names(file, VIEW))
                    .map(key -> texts.getProperty(key, key))
                    .toList();
        }
    }

    private static Path folder(Path page) {
        return page.resolveSibling("");
    }

    private static Stream<String> names(Path page, Pattern pattern) {
        try {
            return pattern.matcher(Files.readString(page)).results().map((MatchResult found) -> found.group(1));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
