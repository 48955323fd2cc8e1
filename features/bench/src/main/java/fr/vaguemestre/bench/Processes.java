package fr.vaguemestre.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The appliance's processes, found by their command lines. */
final class Processes {
    /** The mark of Karaf's command line. */
    static final String KARAF = "-Dkaraf.home=";

    private Processes() {}

    /** The command line of the first process that has that mark, argument by argument. */
    static List<String> arguments(String mark) throws IOException {
        return Files.readString(process(mark).resolve("cmdline"), StandardCharsets.UTF_8)
                .transform(line -> List.of(line.split("\0", -1)));
    }

    /** The number of the first process that has that mark. */
    static long id(String mark) throws IOException {
        return Long.parseLong(process(mark).getFileName().toString());
    }

    /** Resident memory of the first process that has that mark, in MiB. */
    static double residentMebibytes(String mark) throws IOException {
        for (String line : Files.readAllLines(process(mark).resolve("status"))) {
            if (line.startsWith("VmRSS:")) {
                return Double.parseDouble(line.replaceAll("[^0-9]", "")) / 1024;
            }
        }
        throw new IOException("no VmRSS for " + mark);
    }

    /** The options of a JVM that size and tune it, so that a second JVM can be run the same way. */
    static List<String> tuning(List<String> arguments) {
        return arguments.stream()
                .filter(argument -> argument.startsWith("-X") && !argument.contains("/"))
                .toList();
    }

    private static Path process(String mark) throws IOException {
        Path self = Path.of("/proc/" + ProcessHandle.current().pid());
        try (Stream<Path> all = Files.list(Path.of("/proc"))) {
            Optional<Path> found = all.filter(
                            path -> path.getFileName().toString().matches("[0-9]+"))
                    .filter(path -> !path.equals(self))
                    .filter(path -> marked(path, mark))
                    .findFirst();
            return found.orElseThrow(() -> new IOException("no process with " + mark));
        }
    }

    private static boolean marked(Path process, String mark) {
        try {
            return Files.readString(process.resolve("cmdline"), StandardCharsets.UTF_8)
                    .contains(mark);
        } catch (IOException ended) {
            return false;
        }
    }
}
