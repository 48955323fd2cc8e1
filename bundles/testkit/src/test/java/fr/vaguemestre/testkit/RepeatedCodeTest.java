package fr.vaguemestre.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Code that stands twice says why. */
class RepeatedCodeTest {
    /** From here on it is a piece of code, not a way of writing. */
    private static final int LINES = 10;

    /** The files, and why each keeps its own. */
    private static final Map<String, String> EXPLAINED = Map.of(
            "bundles/edge/Reload bundles/mail-dovecot/Reload bundles/mail-postfix/Reload",
            "an adapter is replaced while the others run, and bundles share words only (ADR 0001); kept the same by this test",
            "bundles/confiance/AcceptCommand bundles/confiance/RefuseCommand",
            "what Karaf's shell asks each command to declare: services, and the digest",
            "bundles/igc/BackCommand bundles/igc/ServeCommand",
            "what Karaf's shell asks each command to declare: services, the id, whose",
            "bundles/range/DirectoryServer bundles/range/WhiteListServer",
            "a door is opened, told the port of, and shut; what is said of a failure differs");

    @Test
    void whatIsRepeatedIsExplained() throws IOException {
        assertThat(new Repeats(LINES).among(sources())).isEqualTo(EXPLAINED.keySet());
    }

    @Test
    void theThreeReloadsAreOne() throws IOException {
        var sources = sources();
        List<String> reloads = sources.keySet().stream()
                .filter(file -> file.endsWith("/Reload"))
                .map(file -> sources.getOrDefault(file, "").replaceFirst("package [^;]+;", ""))
                .toList();

        assertThat(reloads).hasSize(3).allMatch(reloads.getFirst()::equals);
    }

    @Test
    void aRepeatIsSeen() {
        String piece = "int one = 1;\nint two = 2;\n\n// three\nint three = 3;\n}\n";
        Map<String, String> sources = Map.of(
                "A",
                "import x;\n" + piece + "int a;\n",
                "B",
                "  " + piece.replace("\n", "\n  ") + "int b;\n",
                "C",
                "int three = 3;\n");

        assertThat(new Repeats(3).among(sources)).containsExactly("A B");
        assertThat(new Repeats(4).among(sources)).isEmpty();
    }

    private static Map<String, String> sources() throws IOException {
        Map<String, String> sources = new HashMap<>();
        for (Path file : SizesTest.classes()) {
            Path inside = Checkout.root().relativize(file);
            String module =
                    inside.subpath(0, inside.startsWith("vaadin-ui") ? 1 : 2).toString();
            String name = module + "/" + file.getFileName().toString().replace(".java", "");
            sources.merge(name, Files.readString(file), String::concat);
        }
        return sources;
    }
}
