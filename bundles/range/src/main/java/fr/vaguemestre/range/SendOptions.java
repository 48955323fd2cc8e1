package fr.vaguemestre.range;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * What {@code send} was asked to do.
 *
 * @param from one transaction each, in one session; {@code <>} is the null sender
 * @param to recipients of each transaction
 * @param certificate the leaf to present; none when empty
 * @param tls whether to ask for STARTTLS at all
 * @param protocols TLS versions to offer, all of the JDK when empty
 * @param data whether to go on after RCPT
 */
record SendOptions(
        String host,
        int port,
        String helo,
        List<String> from,
        List<String> to,
        Optional<RangeLeaf> certificate,
        boolean tls,
        List<String> protocols,
        boolean data,
        Path file) {
    private static final Set<String> SWITCHES = Set.of("--no-tls", "--no-data");
    private static final Set<String> VALUES =
            Set.of("--host", "--port", "--helo", "--from", "--to", "--cert", "--tls", "--file");

    static SendOptions of(List<String> arguments, RangeConfig config) {
        Map<String, List<String>> given = read(arguments);
        String certificate = one(given, "--cert", "none");
        return new SendOptions(
                one(given, "--host", "127.0.0.1"),
                Integer.parseInt(one(given, "--port", Integer.toString(config.smtpPort()))),
                one(given, "--helo", "mx." + RangeLeaf.VALIDE.domain(config.suffix())),
                needed(given, "--from"),
                needed(given, "--to"),
                certificate.equals("none") ? Optional.empty() : Optional.of(leaf(certificate)),
                !given.containsKey("--no-tls"),
                given.getOrDefault("--tls", List.of()),
                !given.containsKey("--no-data"),
                Path.of(one(given, "--file", "/dev/stdin")));
    }

    private static Map<String, List<String>> read(List<String> arguments) {
        var given = new TreeMap<String, List<String>>();
        for (int i = 0; i < arguments.size(); i++) {
            String option = arguments.get(i);
            if (SWITCHES.contains(option)) {
                given.put(option, List.of());
            } else if (VALUES.contains(option) && i + 1 < arguments.size()) {
                i++;
                given.computeIfAbsent(option, none -> new ArrayList<>()).add(arguments.get(i));
            } else {
                throw new IllegalArgumentException("send: cannot use " + option + "; see `help`");
            }
        }
        return given;
    }

    private static String one(Map<String, List<String>> given, String option, String otherwise) {
        return given.getOrDefault(option, List.of(otherwise)).getLast();
    }

    private static List<String> needed(Map<String, List<String>> given, String option) {
        if (!given.containsKey(option)) {
            throw new IllegalArgumentException("send: " + option + " is needed; see `help`");
        }
        return List.copyOf(given.get(option));
    }

    private static RangeLeaf leaf(String name) {
        for (RangeLeaf leaf : RangeLeaf.values()) {
            if (leaf.fileName().equals(name)) {
                return leaf;
            }
        }
        throw new IllegalArgumentException("send: no leaf named " + name);
    }
}
