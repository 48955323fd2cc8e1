package fr.vaguemestre.e2e.demo;

import fr.vaguemestre.e2e.driver.Appliance;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;

/** Plays the steps of {@link Story} and stops at the first whose result is not found at its far end. */
public final class Demo {
    private final Appliance appliance;
    private final Texts texts;
    private final PrintStream out;
    private final Path left;

    private Demo(Appliance appliance, Texts texts, PrintStream out, Path left) {
        this.left = left;
        this.appliance = appliance;
        this.texts = texts;
        this.out = out;
    }

    /**
     * Exit status 0 only if each step was verified.
     *
     * @param arguments the file that {@code status --json} was written to, and a file for sender and queue id of what waits
     *     at the end
     */
    public static void main(String[] arguments) throws IOException {
        Appliance appliance = Appliance.of(Files.readString(Path.of(arguments[0])));
        Texts texts = Texts.of(System.getenv().getOrDefault("LANG", ""));
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        System.exit(new Demo(appliance, texts, out, Path.of(arguments[1])).play() ? 0 : 1);
    }

    private boolean play() {
        out.println(texts.get("title", appliance.endpoint("api")));
        int number = 0;
        for (Step step : new Story(appliance, texts, this::note).steps()) {
            number++;
            String title = texts.get("step." + step.word());
            out.println();
            out.println(number + ". " + title);
            try {
                step.act().call().forEach(line -> out.println("   " + line));
                out.println("   ✓");
            } catch (Exception | AssertionError failure) {
                out.println("   ✗ " + oneLine(failure));
                out.println(texts.get("failed", number, title, culprit(step)));
                return false;
            }
        }
        out.println();
        out.println(texts.get("missing"));
        out.println(texts.get("done", number));
        return true;
    }

    private void note(String sender, String queueId) {
        try {
            Files.writeString(
                    left, sender + " " + queueId + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** The servers of the step that are not up; where all seem up, those that the step went through. */
    private String culprit(Step step) {
        Map<String, String> states = appliance.services();
        List<String> down = states.keySet().stream()
                .filter(name -> !"up".equals(states.get(name)))
                .toList();
        return String.join(", ", down.isEmpty() ? step.servers() : down);
    }

    private static String oneLine(Throwable failure) {
        String text = failure.getMessage() == null ? failure.toString() : failure.getMessage();
        return text.replaceAll("\\s*\\R\\s*", " ");
    }
}
