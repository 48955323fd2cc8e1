package fr.vaguemestre.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the kernel tells of one process, or of one thread of it (proc(5), {@code stat}).
 *
 * @param id of the process or thread
 * @param name at most 15 characters
 * @param parent the process that it was started by, or that took it over
 * @param own user and system seconds so far
 * @param endedChildren the same of its children that ended
 */
record Stat(long id, String name, long parent, double own, double endedChildren) {
    private static final double TICKS_PER_SECOND = 100; // USER_HZ, the same on every Linux of this architecture

    /** Of all that are in that folder: {@code /proc}, or {@code task} of a process. */
    static List<Stat> all(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(Stat::numbered)
                    .flatMap(entry -> of(entry).stream())
                    .toList();
        }
    }

    /** Of that process or thread; empty if it ended meanwhile. */
    static Optional<Stat> of(Path entry) {
        try {
            return Optional.of(parsed(Files.readString(entry.resolve("stat"), StandardCharsets.ISO_8859_1)));
        } catch (IOException ended) {
            return Optional.empty();
        }
    }

    /** User and system seconds so far, with those of its ended children. */
    double seconds() {
        return own + endedChildren;
    }

    static Stat parsed(String line) {
        int nameEnd = line.lastIndexOf(')'); // a name may hold anything
        String[] fields = line.substring(nameEnd + 2).split(" ", -1);
        return new Stat(
                Long.parseLong(line.substring(0, line.indexOf(' '))),
                line.substring(line.indexOf('(') + 1, nameEnd),
                Long.parseLong(fields[1]),
                (Double.parseDouble(fields[11]) + Double.parseDouble(fields[12])) / TICKS_PER_SECOND,
                (Double.parseDouble(fields[13]) + Double.parseDouble(fields[14])) / TICKS_PER_SECOND);
    }

    private static boolean numbered(Path path) {
        return path.getFileName().toString().chars().allMatch(Character::isDigit);
    }
}
