package fr.vaguemestre.bench;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;

/**
 * Karaf's flight recorder: every 10 ms it notes what Java threads that run are doing. Nothing else is recorded, so that it takes
 * little from what is measured.
 */
final class Flight implements AutoCloseable {
    private static final String NAME = "vaguemestre-bench";
    private static final int PATIENCE_SECONDS = 60;

    private final Path file;
    private boolean running = true;

    private Flight(Path file) {
        this.file = file;
    }

    /** Starts recording. */
    static Flight start() throws IOException, InterruptedException {
        Path file = Path.of("/tmp", NAME + "-" + ProcessHandle.current().pid() + ".jfr");
        command(
                "JFR.start",
                "name=" + NAME,
                "settings=none",
                "+jdk.ExecutionSample#enabled=true",
                "+jdk.ExecutionSample#period=10ms");
        return new Flight(file);
    }

    /** Ends the recording; how many samples each layer has. */
    Map<String, Double> samples() throws IOException, InterruptedException {
        command("JFR.stop", "name=" + NAME, "filename=" + file);
        running = false;
        var samples = new TreeMap<String, Double>();
        try (RecordingFile recording = new RecordingFile(file)) {
            while (recording.hasMoreEvents()) {
                RecordedEvent event = recording.readEvent();
                if (event.getEventType().getName().equals("jdk.ExecutionSample") && event.getStackTrace() != null) {
                    List<String> classes = event.getStackTrace().getFrames().stream()
                            .map(frame -> frame.getMethod().getType().getName())
                            .toList();
                    samples.merge(Layers.of(classes), 1.0, Double::sum);
                }
            }
        }
        return samples;
    }

    /** The node ships no {@code jcmd}, but the module that it is made of. */
    private static void command(String... words) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        "java",
                        "-Xmx64m",
                        "-XX:TieredStopAtLevel=1",
                        "-m",
                        "jdk.jcmd/sun.tools.jcmd.JCmd",
                        Long.toString(Processes.id(Processes.KARAF)),
                        String.join(" ", words))
                .redirectErrorStream(true)
                .start();
        String told;
        try (InputStream out = process.getInputStream()) {
            told = new String(out.readAllBytes(), StandardCharsets.UTF_8);
        }
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)
                || process.exitValue() != 0
                || !(told.contains("Started recording") || told.contains("Stopped recording"))) {
            throw new IOException(words[0] + ": " + told.strip());
        }
    }

    /** Ends the recording where a failure came before, and removes what was recorded. */
    @Override
    public void close() throws IOException {
        try {
            if (running) {
                command("JFR.stop", "name=" + NAME);
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while a recording was ended", stopping);
        }
        Files.deleteIfExists(file);
    }
}
