package fr.vaguemestre.mailpostfix;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which user of this machine is at the other end of a connection on loopback: the kernel tells, and cannot be lied to, so that a
 * server may be known without a password.
 */
final class Neighbours {
    private static final Logger log = LoggerFactory.getLogger(Neighbours.class);
    private static final String LOOPBACK = "0100007F:";
    private static final int LOCAL = 1;
    private static final int REMOTE = 2;
    private static final int UID = 7;

    private final Path table;

    /** Reads that table of the kernel, {@code /proc/self/net/tcp}. */
    Neighbours(Path table) {
        this.table = table;
    }

    /** The user id of whoever connected from that port of 127.0.0.1 to that one; empty if there is no such connection. */
    Optional<Integer> owner(String clientPort, String serverPort) {
        if (!clientPort.matches("\\d{1,5}") || !serverPort.matches("\\d{1,5}")) {
            return Optional.empty();
        }
        String local = end(clientPort);
        String remote = end(serverPort);
        try (Stream<String> lines = Files.lines(table, StandardCharsets.US_ASCII)) {
            return lines.map(line -> List.of(line.strip().split("\\s+")))
                    .filter(words -> words.size() > UID
                            && words.get(LOCAL).equals(local)
                            && words.get(REMOTE).equals(remote))
                    .map(words -> Integer.valueOf(words.get(UID)))
                    .findFirst();
        } catch (IOException | UncheckedIOException | NumberFormatException unreadable) {
            log.error("The kernel does not tell who is connected: {}", table, unreadable);
            return Optional.empty();
        }
    }

    private static String end(String port) {
        return LOOPBACK + String.format(Locale.ROOT, "%04X", Integer.parseInt(port));
    }
}
