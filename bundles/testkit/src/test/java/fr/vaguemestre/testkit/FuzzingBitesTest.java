package fr.vaguemestre.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The fuzzing of parsers sees a parser that is not good, leaves the input that broke it, and fails. */
class FuzzingBitesTest {
    @Test
    void aParserThatFailsIsFoundWithItsInput(@TempDir Path folder) throws IOException, InterruptedException {
        Path said = folder.resolve("said");
        Process run = fuzzing(folder, said);

        assertThat(run.waitFor()).as(() -> read(said)).isEqualTo(1);
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left.filter(file -> file.getFileName().toString().startsWith("crash-")))
                    .singleElement()
                    .satisfies(
                            input -> assertThat(read(input)).contains("name=").endsWith("size="));
        }
    }

    private static Process fuzzing(Path folder, Path said) throws IOException {
        String java = ProcessHandle.current().info().command().orElseThrow();
        String classes = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path", ""));
        var program = new ProcessBuilder(
                        java,
                        "-XX:+EnableDynamicAgentLoading",
                        "-Djazzer.reproducer_path=" + folder,
                        "-cp",
                        classes,
                        BadParser.class.getName())
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(said.toFile());
        program.environment().put("JAZZER_FUZZ", "1");
        return program.start();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException failure) {
            throw new java.io.UncheckedIOException(failure);
        }
    }
}
