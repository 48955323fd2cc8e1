package fr.vaguemestre.testkit.reference;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Ports and services, from {@code runtime/prepare} and {@code services.list}. */
final class PortsPage {
    private static final Pattern STANDARD = Pattern.compile("(?m)^(VM_PORT_\\w+)=\\$\\(public_port (\\d+) (\\d+)\\)");
    private static final Pattern OFFSET = Pattern.compile("(?m)^(VM_PORT_\\w+)=\\$\\(\\(b \\+ (\\d+)\\)\\)");
    private static final Pattern NAMED = Pattern.compile("(?m)^(VM_(?!PORT)\\w+)=");
    private static final Pattern FIELD = Pattern.compile("(?m)^(\\w+) *= *(.+)$");

    private final Path root;

    PortsPage(Path root) {
        this.root = root;
    }

    String write() {
        String prepare = read("appliance-image/runtime/prepare");
        String list = read("etc/services.list");
        var page = new StringBuilder(
                """
                # Ports and services of a node

                Made from [`etc/services.list`](../../etc/services.list) and [`prepare`](../../appliance-image/runtime/prepare); what each service is for and what
                holds while it is away stands in [services](services.md). In development a port is the port base (default 18000) plus the number, all
                on 127.0.0.1. The machine made from the image has base 18000 too, and the standard number where one is given.

                ## Ports

                """);
        ports(prepare, page);
        page.append("\nBeside them stand in `conf/ports.env`: ")
                .append(NAMED.matcher(prepare)
                        .results()
                        .map(one -> Text.code(one.group(1)))
                        .distinct()
                        .collect(Collectors.joining(", ")))
                .append(".\n\n## Services\n\n");
        services(list, page);
        return page.toString();
    }

    private void ports(String prepare, StringBuilder page) {
        page.append(Text.head("variable", "base +", "in the machine", "named in"));
        var rows = new TreeMap<Integer, String>();
        STANDARD.matcher(prepare)
                .results()
                .forEach(one -> rows.put(
                        Integer.valueOf(one.group(3)),
                        Text.row(List.of(Text.code(one.group(1)), one.group(3), one.group(2), users(one.group(1))))));
        OFFSET.matcher(prepare)
                .results()
                .forEach(one -> rows.put(
                        Integer.valueOf(one.group(2)),
                        Text.row(List.of(
                                Text.code(one.group(1)),
                                one.group(2),
                                Integer.toString(18000 + Integer.parseInt(one.group(2))),
                                users(one.group(1))))));
        rows.values().forEach(page::append);
    }

    private static void services(String list, StringBuilder page) {
        page.append(Text.head("service", "account", "after", "is up when", "stops by", "reload"));
        for (var service : parsed(list).entrySet()) {
            Map<String, String> keys = service.getValue();
            page.append(Text.row(List.of(
                    Text.code(service.getKey()) + (keys.containsKey("range") ? " (practice range)" : ""),
                    keys.getOrDefault("user", ""),
                    keys.getOrDefault("needs", ""),
                    Text.code(keys.getOrDefault("ready", "")),
                    keys.getOrDefault("stop", "TERM") + ", " + keys.getOrDefault("patience", "8") + " s",
                    keys.getOrDefault("reload", "no"))));
        }
    }

    private static Map<String, Map<String, String>> parsed(String list) {
        var found = new LinkedHashMap<String, Map<String, String>>();
        for (String part : list.split("(?m)^\\[", -1)) {
            int end = part.indexOf("]\n");
            if (end > 0 && !part.startsWith("#")) {
                var keys = new LinkedHashMap<String, String>();
                FIELD.matcher(part.substring(end)).results().forEach(one -> keys.put(one.group(1), one.group(2)));
                found.put(part.substring(0, end), keys);
            }
        }
        return found;
    }

    /** The folders of {@code etc} whose files name that port. */
    private String users(String variable) {
        var found = new TreeSet<String>();
        Pattern word = Pattern.compile("\\b" + variable + "\\b");
        try (var files = Files.walk(root.resolve("etc"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                if (word.matcher(Files.readString(file, java.nio.charset.StandardCharsets.ISO_8859_1))
                        .find()) {
                    Path from = root.resolve("etc").relativize(file);
                    found.add(from.getNameCount() > 1 ? from.getName(0).toString() : from.toString());
                }
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return String.join(", ", found);
    }

    private String read(String file) {
        try {
            return Files.readString(root.resolve(file));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
