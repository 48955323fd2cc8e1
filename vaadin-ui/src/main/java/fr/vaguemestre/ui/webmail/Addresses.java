package fr.vaguemestre.ui.webmail;

import fr.vaguemestre.api.webmail.MailAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Addresses as people write them into one line; whether they can be reached is told by whoever sends. */
final class Addresses {
    private Addresses() {}

    /** Reads {@code Name <address>} or bare addresses, parted by commas or semicolons; quoted names may hold both. */
    static List<MailAddress> parse(String line) {
        List<MailAddress> addresses = new ArrayList<>();
        for (String part : split(line)) {
            int open = part.lastIndexOf('<');
            if (open >= 0 && part.endsWith(">")) {
                addresses.add(new MailAddress(
                        name(part.substring(0, open)),
                        part.substring(open + 1, part.length() - 1).strip()));
            } else {
                addresses.add(MailAddress.of(part));
            }
        }
        return List.copyOf(addresses);
    }

    private static List<String> split(String line) {
        List<String> parts = new ArrayList<>();
        var part = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            quoted ^= c == '"';
            if (!quoted && (c == ',' || c == ';' || c == '\n')) {
                parts.add(part.toString());
                part.setLength(0);
            } else {
                part.append(c);
            }
        }
        parts.add(part.toString());
        return parts.stream().map(String::strip).filter(some -> !some.isEmpty()).toList();
    }

    private static Optional<String> name(String text) {
        return Optional.of(text.replace("\"", "").strip()).filter(some -> !some.isEmpty());
    }

    /** The line that {@link #parse} reads back. */
    static String line(List<MailAddress> addresses) {
        return addresses.stream().map(Addresses::full).collect(Collectors.joining(", "));
    }

    /** Name and address. */
    static String full(MailAddress address) {
        return address.name()
                .map(name -> (name.matches(".*[,;<>\"].*") ? "\"" + name.replace("\"", "") + "\"" : name) + " <"
                        + address.address() + ">")
                .orElse(address.address());
    }

    /** The name, or the address where there is none. */
    static String brief(MailAddress address) {
        return address.name().filter(name -> !name.isBlank()).orElse(address.address());
    }
}
