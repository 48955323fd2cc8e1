package fr.vaguemestre.mailpostfix;

import fr.vaguemestre.api.problem.Unavailable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** A program that may do with the queue of Postfix what Karaf may not; never called by a shell. */
final class QueueProgram {
    private static final Duration AT_MOST = Duration.ofSeconds(20);
    private static final int LARGEST = 64 << 20;
    private static final Pattern ID = Pattern.compile("[0-9A-Za-z]{6,30}");

    private final String program;

    QueueProgram(String program) {
        this.program = program;
    }

    /** Whether that is the form of a queue id. */
    static boolean isId(String text) {
        return ID.matcher(text).matches();
    }

    /** That queue id; fails where it has not the form of one. */
    static String id(String text) {
        if (!isId(text)) {
            throw new IllegalArgumentException("no queue id: " + text);
        }
        return text;
    }

    /**
     * Runs the program.
     *
     * @return what it printed
     * @throws Unavailable {@code messages.queue-unavailable} if it fails, with its words, or takes too long
     */
    String run(String... arguments) {
        var command = new ArrayList<String>();
        command.add(program);
        command.addAll(List.of(arguments));
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectInput(ProcessBuilder.Redirect.from(new java.io.File("/dev/null")))
                    .start();
            Thread.ofVirtual().name("postfix-queue-end").start(() -> ended(process));
            try (var said = process.getInputStream()) {
                String words = new String(said.readNBytes(LARGEST), StandardCharsets.UTF_8);
                if (process.waitFor() != 0) {
                    throw new Unavailable(
                            "messages.queue-unavailable", "the mail server's queue cannot be asked: " + words.strip());
                }
                return words;
            } finally {
                process.destroyForcibly();
            }
        } catch (IOException away) {
            throw new Unavailable("messages.queue-unavailable", "the mail server's queue cannot be asked", away);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new Unavailable("messages.queue-unavailable", "stopping", stopping);
        }
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
