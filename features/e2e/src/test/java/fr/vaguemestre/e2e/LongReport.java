package fr.vaguemestre.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** What a long test has seen, for {@code docs/reference/long.md}. */
final class LongReport {
    private LongReport() {}

    /** Writes a table of what was seen and how often; the verb {@code test long} takes it up. */
    static void of(Class<?> test, String what, Map<String, Integer> counts) {
        StringBuilder table = new StringBuilder("| " + what + " | times |\n|---|---|\n");
        counts.forEach((line, times) -> table.append("| ")
                .append(line.replace("|", "\\|"))
                .append(" | ")
                .append(times)
                .append(" |\n"));
        try {
            Path folder = Files.createDirectories(Path.of("target", "long"));
            Files.writeString(folder.resolve(test.getSimpleName() + ".md"), table);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
