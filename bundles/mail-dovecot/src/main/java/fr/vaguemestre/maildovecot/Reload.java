package fr.vaguemestre.maildovecot;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Makes a server read its configuration again, by the one program that may; never by a shell. */
final class Reload {
    private final String program;
    private final Duration atMost;

    Reload(String program, Duration atMost) {
        this.program = program;
        this.atMost = atMost;
    }

    /**
     * Reloads that server.
     *
     * @throws IOException if the program fails, with its words, or takes too long
     */
    void of(String server) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(program, server)
                .redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.from(new java.io.File("/dev/null")))
                .start();
        try (var said = process.getInputStream()) {
            if (!process.waitFor(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new IOException(program + " " + server + " took more than " + atMost.toSeconds() + " s");
            }
            if (process.exitValue() != 0) {
                String words = new String(said.readNBytes(1_000), StandardCharsets.UTF_8).strip();
                throw new IOException(program + " " + server + " ended with " + process.exitValue() + ": " + words);
            }
        } finally {
            process.destroyForcibly();
        }
    }
}
