package fr.vaguemestre.testkit.reference;

import static org.assertj.core.api.Assertions.assertThat;

import fr.vaguemestre.testkit.Checkout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The reference says what the code says. {@code ./vaguemestre docs} writes it anew ({@code -Dreference.write=true}). */
class ReferenceTest {
    private static final String MARK = "\n<!-- Written by ./vaguemestre docs from the sources; a test compares. -->\n";

    private final Path root = Checkout.root();
    private final Code code = Code.of(root);
    private final ConfigurationPage configuration = new ConfigurationPage(code, root);
    private final ProblemsPage problems = new ProblemsPage(code, root);

    private Map<String, String> pages() {
        var commands = new CommandsPage(code);
        var pages = new TreeMap<String, String>();
        pages.put("rest.md", new RestPage(code).write());
        pages.put("configuration.md", configuration.write());
        pages.put("problems.md", problems.write());
        pages.put("events.md", new EventsPage(code).write());
        pages.put("metrics.md", new MetricsPage(code).write());
        pages.put("commands.md", commands.commands());
        pages.put("health.md", new ChecksPage(code).write());
        pages.put("ports.md", new PortsPage(root).write());
        pages.put("verbs.md", CommandsPage.verbs(root));
        pages.replaceAll((name, text) -> text.replaceFirst("\n", MARK));
        return pages;
    }

    @TestFactory
    Stream<DynamicTest> everyPageIsAsTheCodeIs() throws IOException {
        Path folder = root.resolve("docs/reference");
        var pages = pages();
        if (Boolean.getBoolean("reference.write")) {
            for (var page : pages.entrySet()) {
                Files.writeString(folder.resolve(page.getKey()), page.getValue());
            }
        }
        return pages.entrySet().stream()
                .map(page -> DynamicTest.dynamicTest(page.getKey(), () -> assertThat(folder.resolve(page.getKey()))
                        .as("written anew by ./vaguemestre docs")
                        .hasContent(page.getValue())));
    }

    @Test
    void everyKeyTellsWhatItIsAndEveryNumberItsUnitAndRange() {
        configuration.write();
        assertThat(configuration.lacks()).isEmpty();
    }

    @Test
    void everyProblemHasWordsInBothLanguages() {
        problems.write();
        assertThat(problems.lacks()).isEmpty();
    }
}
