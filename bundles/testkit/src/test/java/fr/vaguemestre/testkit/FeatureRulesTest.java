package fr.vaguemestre.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The files of features keep their rules, and each rule bites: its mutant is told, in these words and no others. */
class FeatureRulesTest {
    private static final Pattern MODULE = Pattern.compile("<module>([\\w-]+)</module>");
    /** No bundles of the appliance. */
    private static final Set<String> APART = Set.of("testkit", "plugin-parent", "range");

    private final Path root = Checkout.root();
    private final String ours = read("features/vaguemestre/src/main/feature/feature.xml");
    private final String libraries = read("features/libraries/src/main/feature/feature.xml");
    private final FeatureRules rules = new FeatureRules(words());

    @Test
    void theFilesKeepTheRules() {
        assertThat(rules.words()).contains("bal", "api", "vaadin-ui");
        assertThat(rules.faults(ours, libraries)).isEmpty();
    }

    /** The tool that resolves each feature alone asks for all of them, by these names; that it bites, the container's test shows. */
    @Test
    void everyFeatureIsResolvedAlone() throws IOException {
        assertThat(Files.readString(root.resolve("features/pom.xml")))
                .contains("<feature>vaguemestre-*</feature>", "<feature>library-*</feature>");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            vaguemestre-bal/${project.version}           | vaguemestre-bal/0.0.9                  | bal: no feature installs its bundle in the version that is built
            mvn:fr.vaguemestre/vaguemestre-bal/${project.version}</bundle> | mvn:fr.vaguemestre/vaguemestre-bal/${project.version}</bundle><bundle>mvn:fr.vaguemestre/vaguemestre-edge/${project.version}</bundle> | vaguemestre-bal installs 2 bundles of ours
            <feature>library-crypto</feature>            | <feature>vaguemestre-bal</feature>     | vaguemestre-access knows more of us than the api: [vaguemestre-api, vaguemestre-bal]
            <feature>library-jose</feature>              | <feature>library-rose</feature>        | vaguemestre-access names library-rose, which is nowhere
            <feature>vaguemestre-edge</feature>          | ''                                     | vaguemestre-appliance is not every feature once
            <feature>vaguemestre-webmail</feature>       | <feature>vaguemestre-webmail</feature><feature>vaguemestre-webmail</feature> | vaguemestre-appliance is not every feature once
            mvn:org.jspecify/jspecify/1.0.0              | https://example.org/jspecify.jar       | vaguemestre-api installs from elsewhere, or in any version: https://example.org/jspecify.jar
            """)
    void eachRuleBites(String whole, String mutant, String told) {
        String changed = changed(ours, whole, mutant);

        assertThat(changed).isNotEqualTo(ours);
        assertThat(rules.faults(changed, libraries)).containsExactly(told);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            mvn:org.json/json/20260719                   | mvn:org.json/json/[2020,3000)          | library-redis installs from elsewhere, or in any version: mvn:org.json/json/[2020,3000)
            mvn:org.json/json/20260719                   | mvn:fr.vaguemestre/vaguemestre-bal/1   | library-redis is a library and knows something of ours
            """)
    void theRulesOfLibrariesBiteToo(String whole, String mutant, String told) {
        String changed = changed(libraries, whole, mutant);

        assertThat(changed).isNotEqualTo(libraries);
        assertThat(rules.faults(ours, changed)).containsExactly(told);
    }

    /** The text with another in the place where it is first: a second fault of the same kind would be told, too. */
    private static String changed(String text, String whole, String mutant) {
        int at = text.indexOf(whole);
        return at < 0 ? text : text.substring(0, at) + mutant + text.substring(at + whole.length());
    }

    private Set<String> words() {
        Set<String> words = new TreeSet<>();
        MODULE.matcher(read("bundles/pom.xml")).results().forEach(module -> words.add(module.group(1)));
        words.removeAll(APART);
        words.add("vaadin-ui");
        return words;
    }

    private String read(String file) {
        try {
            return Files.readString(root.resolve(file));
        } catch (IOException unreadable) {
            throw new java.io.UncheckedIOException(unreadable);
        }
    }
}
