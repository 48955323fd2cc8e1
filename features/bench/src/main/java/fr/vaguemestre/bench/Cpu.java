package fr.vaguemestre.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Predicate;

/** Processor time of groups of processes, read from {@code /proc}. */
final class Cpu {
    private static final Path PROC = Path.of("/proc");

    private Cpu() {}

    /** User and system seconds so far of all living processes whose command line passes, with those of their ended children. */
    static double seconds(Predicate<String> commandLine) {
        try {
            return Stat.all(PROC).stream()
                    .filter(process -> commandLine.test(commandLine(process.id())))
                    .mapToDouble(Stat::seconds)
                    .sum();
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }

    /** Its words with blanks between; blank of one that ended meanwhile. */
    static String commandLine(long process) {
        try {
            return Files.readString(PROC.resolve(process + "/cmdline"), StandardCharsets.ISO_8859_1)
                    .replace('\0', ' ');
        } catch (IOException ended) {
            return "";
        }
    }
}
