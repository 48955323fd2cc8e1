package fr.vaguemestre.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Processor time of groups of processes, read from {@code /proc}. */
final class Cpu {
    private static final double TICKS_PER_SECOND = 100; // USER_HZ, the same on every Linux of this architecture

    private Cpu() {}

    /** User and system seconds so far of all living processes whose command line passes, with those of their ended children. */
    static double seconds(Predicate<String> commandLine) {
        double total = 0;
        try (Stream<Path> processes = Files.list(Path.of("/proc"))) {
            for (Path process : processes.filter(Cpu::isProcess).toList()) {
                total += seconds(process, commandLine);
            }
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
        return total;
    }

    private static boolean isProcess(Path path) {
        return path.getFileName().toString().chars().allMatch(Character::isDigit);
    }

    private static double seconds(Path process, Predicate<String> commandLine) {
        try {
            String command = Files.readString(process.resolve("cmdline"), StandardCharsets.ISO_8859_1)
                    .replace('\0', ' ');
            if (!commandLine.test(command)) {
                return 0;
            }
            String stat = Files.readString(process.resolve("stat"), StandardCharsets.ISO_8859_1);
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
            double ticks = 0;
            for (int field = 11; field <= 14; field++) { // utime, stime, cutime, cstime
                ticks += Double.parseDouble(fields[field]);
            }
            return ticks / TICKS_PER_SECOND;
        } catch (IOException ended) {
            return 0; // ended between the listing and the reading
        }
    }
}
