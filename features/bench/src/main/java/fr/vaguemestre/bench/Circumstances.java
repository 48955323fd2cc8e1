package fr.vaguemestre.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;

/**
 * When, where and of what a benchmark was run.
 *
 * @param at UTC, to the second
 * @param commit of the sources, {@code +} behind it where they were changed since
 * @param machine processors and memory
 * @param loadBefore average number of running processes of the minute before: what else the machine did
 * @param loadAfter the same at the end, with what the benchmark did
 */
record Circumstances(String at, String commit, String machine, double loadBefore, double loadAfter) {
    /** As they are at the end of a run that began at that load. */
    static Circumstances since(double loadBefore) throws IOException {
        return new Circumstances(
                Clock.systemUTC().instant().truncatedTo(ChronoUnit.SECONDS).toString(),
                Optional.ofNullable(System.getenv("VM_BENCH_COMMIT")).orElse("unknown"),
                thisMachine(),
                loadBefore,
                load());
    }

    /** Of the last minute. */
    static double load() throws IOException {
        return Double.parseDouble(Files.readString(Path.of("/proc/loadavg")).split(" ", -1)[0]);
    }

    private static String thisMachine() throws IOException {
        String model = value(Path.of("/proc/cpuinfo"), "model name").orElse("processors");
        long kibibytes = value(Path.of("/proc/meminfo"), "MemTotal")
                .map(text -> Long.parseLong(text.replaceAll("[^0-9]", "")))
                .orElse(0L);
        return String.format(
                Locale.ROOT,
                "%d × %s, %d GB",
                Runtime.getRuntime().availableProcessors(),
                model,
                Math.round(kibibytes / 1e6));
    }

    private static Optional<String> value(Path file, String name) throws IOException {
        return Files.readAllLines(file).stream()
                .filter(line -> line.startsWith(name))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst();
    }
}
