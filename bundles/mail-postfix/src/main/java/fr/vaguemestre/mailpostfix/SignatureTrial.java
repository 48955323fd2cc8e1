package fr.vaguemestre.mailpostfix;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Whether the scanner's own program can use a folder of signatures: it must load them all, and still find the test file. */
final class SignatureTrial {
    private static final Duration AT_MOST = Duration.ofMinutes(5);
    private static final int MOST_WORDS = 4_000;
    private static final int FOUND = 1;

    /** The test file EICAR, in two parts so that no scanner takes this program for it. */
    private static final String TEST_FILE =
            "X5O!P%@AP[4\\PZX54(P^)7CC)7}$" + "EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*";

    private final String program;

    SignatureTrial(String program) {
        this.program = program;
    }

    /** Why not, in the program's words; empty where all is well. */
    Optional<String> of(Path folder) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(program, "--database=" + folder, "--no-summary", "-")
                .redirectErrorStream(true)
                .start();
        try (OutputStream shown = process.getOutputStream()) {
            shown.write(TEST_FILE.getBytes(StandardCharsets.US_ASCII));
        } catch (IOException endedBefore) {
            // Its words tell why.
        }
        Thread.ofVirtual().name("signature-trial-end").start(() -> ended(process));
        try (var said = process.getInputStream()) {
            String words = new String(said.readNBytes(MOST_WORDS), StandardCharsets.UTF_8);
            int status = process.waitFor();
            return status == FOUND && words.contains(" FOUND") ? Optional.empty() : Optional.of(told(words, status));
        } finally {
            process.destroyForcibly();
        }
    }

    /** The first line that tells an error, without the places of this machine. */
    private static String told(String words, int status) {
        return words.lines()
                .filter(line -> line.contains("rror") || line.contains("arning"))
                .findFirst()
                .map(line -> line.replaceAll("/\\S*/", ""))
                .orElse("status " + status);
    }

    /** One that hangs is ended, which ends the reading of its words too. */
    private static void ended(Process process) {
        try {
            if (!process.waitFor(AT_MOST.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException stopping) {
            process.destroyForcibly();
        }
    }
}
