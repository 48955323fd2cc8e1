package fr.vaguemestre.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The marks of spam have points, words in both languages, and a line in the page about them. */
class SpamMarksTest {
    private static final Pattern POINTS = Pattern.compile("(?m)^ {4}([A-Z0-9_]+) = (\\d+);$");
    private static final Pattern THRESHOLD = Pattern.compile("(?m)^ {2}threshold = (\\d+);$");

    private final Path root = Checkout.root();
    private final String settings;
    private final Map<String, Integer> marks = new LinkedHashMap<>();

    SpamMarksTest() throws IOException {
        settings = Files.readString(root.resolve("etc/rspamd/rspamd.conf"));
        var found = POINTS.matcher(settings);
        while (found.find()) {
            marks.put(found.group(1), Integer.valueOf(found.group(2)));
        }
    }

    @Test
    void noMarkAloneIsSpam() {
        var threshold = THRESHOLD.matcher(settings);
        assertThat(threshold.find()).isTrue();
        assertThat(marks).hasSizeGreaterThan(20);
        assertThat(marks.values())
                .allSatisfy(points -> assertThat(points).isLessThan(Integer.parseInt(threshold.group(1))));
    }

    @Test
    void eachIsToldInBothLanguagesAndInThePage() throws IOException {
        String page = Files.readString(root.resolve("docs/how-to/spam.md"));
        Properties french = words("fr");
        Properties english = words("en");

        assertThat(marks).allSatisfy((name, points) -> {
            String key = "quarantine.mark." + name;
            assertThat(french).containsKey(key);
            assertThat(english).containsKey(key);
            assertThat(page)
                    .contains("| `" + name + "` | " + points + " | " + english.getProperty(key) + " | "
                            + french.getProperty(key) + " |");
        });
    }

    private Properties words(String language) throws IOException {
        var words = new Properties();
        try (var reader = Files.newBufferedReader(
                root.resolve("vaadin-ui/src/main/resources/fr/vaguemestre/ui/text/texts_" + language + ".properties"),
                StandardCharsets.UTF_8)) {
            words.load(reader);
        }
        return words;
    }
}
