package fr.vaguemestre.range;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.temporal.ChronoUnit;

/** One line per DNS query, on disk before the answer leaves, so that a test can tell what was never asked. */
final class QueryLog {
    private static final long LARGEST_BYTES = 5_000_000;

    private final Path file;
    private final Clock clock;

    QueryLog(Path file, Clock clock) {
        this.file = file;
        this.clock = clock;
    }

    synchronized void note(String query) throws IOException {
        if (Files.exists(file) && Files.size(file) > LARGEST_BYTES) {
            Files.move(file, file.resolveSibling(file.getFileName() + ".1"), StandardCopyOption.REPLACE_EXISTING);
        }
        String line = clock.instant().truncatedTo(ChronoUnit.MILLIS) + " " + query + "\n";
        Files.writeString(file, line, UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
}
