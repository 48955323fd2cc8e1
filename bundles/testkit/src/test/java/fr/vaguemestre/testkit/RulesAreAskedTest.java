package fr.vaguemestre.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A rule that bites its mutant in {@link MutantsTest} is asked of all that is ours, too: neither can come without the other. */
class RulesAreAskedTest {
    /** Modules of which {@link ApiRulesTest} asks, or that are programs of the practice range. */
    private static final Set<String> APART = Set.of("api", "testkit", "range");

    private static final Pattern FAULT = Pattern.compile("faults\\.add\\((.*?)\\);", Pattern.DOTALL);
    private static final Pattern WORDS = Pattern.compile("\"([^\"]*)\"");

    /** Shorter words are between two names. */
    private static final int SENTENCE = 10;

    private final Path root = Checkout.root();

    @ParameterizedTest
    @MethodSource("fr.vaguemestre.testkit.MutantsTest#allRules")
    void ofEveryBundle(Method rule) {
        Class<?> asking = rule.getDeclaringClass() == ApiRules.class ? ApiRulesTest.class : HouseRules.class;
        assertThat(calls(asking)).contains(rule.getDeclaringClass().getSimpleName() + "." + rule.getName());
    }

    @Test
    void ofEverySource() {
        assertThat(calls(HouseRules.class)).contains("SourceRules.check");
        assertThat(calls(ApiRulesTest.class)).contains("SourceRules.check");
    }

    @Test
    void byEveryBundle() throws IOException {
        for (Path module : bundles()) {
            try (Stream<Path> tests = Files.walk(module.resolve("src/test/java"))) {
                assertThat(tests.map(test -> test.getFileName().toString()))
                        .as(module.toString())
                        .anyMatch(name -> name.endsWith("HouseRulesTest.java"));
            }
        }
    }

    /** What the rules of features can say, one of their mutants makes them say. */
    @Test
    void everyFaultOfAFeatureHasItsMutant() throws IOException {
        Path sources = root.resolve("bundles/testkit/src/test/java/fr/vaguemestre/testkit");
        String mutants = Files.readString(sources.resolve("FeatureRulesTest.java"));
        List<String> faults = FAULT.matcher(Files.readString(sources.resolve("FeatureRules.java")))
                .results()
                .map(fault -> fault.group(1))
                .toList();

        assertThat(faults).hasSizeGreaterThanOrEqualTo(7).allSatisfy(fault -> assertThat(WORDS.matcher(fault)
                        .results()
                        .map(word -> word.group(1))
                        .filter(word -> word.length() >= SENTENCE))
                .isNotEmpty()
                .allSatisfy(word -> assertThat(mutants).contains(word)));
    }

    private static Stream<String> calls(Class<?> asking) {
        return new ClassFileImporter()
                .importClasses(asking).get(asking).getMethodCallsFromSelf().stream()
                        .map(call -> call.getTargetOwner().getSimpleName() + "." + call.getName());
    }

    private List<Path> bundles() throws IOException {
        try (Stream<Path> folders = Files.list(root.resolve("bundles"))) {
            return Stream.concat(folders, Stream.of(root.resolve("vaadin-ui")))
                    .filter(module -> Files.isDirectory(module.resolve("src/main/java")))
                    .filter(module -> !APART.contains(module.getFileName().toString()))
                    .toList();
        }
    }
}
