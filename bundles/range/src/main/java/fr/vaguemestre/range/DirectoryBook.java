package fr.vaguemestre.range;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What the imitation directory holds: professionals and structures with their mailboxes. Keeps its changes in a file, so that
 * it knows them after a restart. An insert is taken as it is, also twice: whoever repeats one publishes twice.
 */
final class DirectoryBook {
    static final ObjectMapper JSON = new ObjectMapper();

    /** Professionals whose number begins so are unknown to the directory. */
    static final String UNKNOWN = "99799";

    private static final String METADATA = "as-ext-mailbox-mss-metadata";
    private static final Pattern WHERE =
            Pattern.compile("(Practitioner|Organization)\\.telecom\\.where\\(value='([^']+)'\\)");
    private static final Map<String, Set<String>> CARRIED =
            Map.of("Practitioner", Set.of("PER", "CAB"), "Organization", Set.of("ORG", "APP"));
    private static final Map<String, Set<String>> CHANGEABLE = Map.of(
            "PER",
            Set.of("listeRouge"),
            "CAB",
            Set.of("listeRouge", "description"),
            "ORG",
            Set.of("listeRouge", "description", "service", "responsible"),
            "APP",
            Set.of("listeRouge", "description", "service", "responsible"));

    private final Path journal;
    private final String suffix;
    private final Map<String, Carrier> carriers = new TreeMap<>();
    private long changes;

    DirectoryBook(Path journal, String suffix) throws IOException {
        this.journal = journal;
        this.suffix = suffix;
        if (Files.exists(journal)) {
            for (String line : Files.readAllLines(journal, UTF_8)) {
                JsonNode kept = JSON.readTree(line);
                carrier(kept.path("carrier").asText()).ifPresent(carrier -> apply(carrier, kept));
            }
        }
    }

    /** A professional or a structure. */
    static final class Carrier {
        final String key;
        final List<JsonNode> telecom = new ArrayList<>();
        long version = 1;

        Carrier(String key) {
            this.key = key;
        }

        String type() {
            return key.substring(0, key.indexOf('/'));
        }

        String id() {
            return key.substring(key.indexOf('/') + 1);
        }

        ObjectNode resource() {
            ObjectNode resource =
                    JSON.createObjectNode().put("resourceType", type()).put("id", id());
            resource.putObject("meta").put("versionId", Long.toString(version));
            ArrayNode contacts = resource.putArray("telecom");
            telecom.forEach(contacts::add);
            return resource;
        }
    }

    /** A patch that is against the rules. */
    static final class Refused extends Exception {
        private static final long serialVersionUID = 1L;

        final int status;
        final String code;

        Refused(int status, String code, String words) {
            super(words);
            this.status = status;
            this.code = code;
        }
    }

    /** Grows with each change. */
    synchronized long changes() {
        return changes;
    }

    /** The carrier of that type and number; empty for a number that the directory does not know. */
    synchronized Optional<Carrier> carrier(String key) {
        String id = key.substring(key.indexOf('/') + 1);
        boolean known = key.startsWith("Practitioner/")
                ? id.matches("\\d{11}") && !id.startsWith(UNKNOWN)
                : id.matches("\\d[0-9AB]\\d{7}");
        return known ? Optional.of(carriers.computeIfAbsent(key, Carrier::new)) : Optional.empty();
    }

    /** Everybody of that type who carries that mailbox. */
    synchronized List<Carrier> carrying(String type, String address) {
        return carriers.values().stream()
                .filter(carrier -> carrier.type().equals(type)
                        && carrier.telecom.stream()
                                .anyMatch(contact ->
                                        contact.path("value").asText().equalsIgnoreCase(address)))
                .toList();
    }

    /** Each published mailbox with its carrier. */
    synchronized List<Map.Entry<Carrier, JsonNode>> published() {
        return carriers.values().stream()
                .flatMap(carrier -> carrier.telecom.stream()
                        .<Map.Entry<Carrier, JsonNode>>map(contact -> Map.entry(carrier, contact)))
                .toList();
    }

    /** Checks a patch by the rules and applies it. */
    synchronized void patch(Carrier carrier, String body, Optional<Long> ifMatch) throws Refused, IOException {
        if (ifMatch.isPresent() && ifMatch.get() != carrier.version) {
            throw new Refused(412, "conflict", "la version " + ifMatch.get() + " n'est plus la dernière");
        }
        JsonNode parts = JSON.readTree(body).path("parameter").path(0).path("part");
        String type = part(parts, "type").path("valueCode").asText();
        String path = part(parts, "path").path("valueString").asText();
        JsonNode value = part(parts, "value").path("valueContactPoint");
        ObjectNode change = JSON.createObjectNode().put("carrier", carrier.key).put("op", type);
        switch (type) {
            case "insert" -> {
                check(path.equals(carrier.type() + ".telecom"), 400, "invalid", "chemin inconnu : " + path);
                checkNew(carrier, value);
                change.set("contact", value);
            }
            case "replace" -> {
                JsonNode before = at(carrier, path);
                checkChange(before, value);
                change.put("address", before.path("value").asText()).set("contact", value);
            }
            case "delete" ->
                change.put("address", at(carrier, path).path("value").asText());
            default -> throw new Refused(400, "invalid", "opération inconnue : " + type);
        }
        Files.writeString(journal, change + "\n", UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        apply(carrier, change);
    }

    /** The type of mailbox that a contact says. */
    static String boxType(JsonNode contact) {
        JsonNode value = about(contact, "type");
        return value.isTextual()
                ? value.asText()
                : value.path("coding").path(0).path("code").asText();
    }

    /** What a contact says about its mailbox. */
    static JsonNode about(JsonNode contact, String word) {
        for (JsonNode extension : contact.path("extension")) {
            if (extension.path("url").asText().endsWith(METADATA)) {
                for (JsonNode about : extension.path("extension")) {
                    if (about.path("url").asText().equals(word)) {
                        for (var field : about.properties()) {
                            if (field.getKey().startsWith("value")) {
                                return field.getValue();
                            }
                        }
                    }
                }
            }
        }
        return contact.path("none");
    }

    private void apply(Carrier carrier, JsonNode change) {
        String address = change.path("address").asText();
        carrier.telecom.removeIf(contact -> contact.path("value").asText().equalsIgnoreCase(address));
        if (!change.path("contact").isMissingNode()) {
            carrier.telecom.add(change.path("contact"));
        }
        carrier.version++;
        changes++;
    }

    private void checkNew(Carrier carrier, JsonNode contact) throws Refused {
        String address = contact.path("value").asText();
        check(
                address.matches("[^@\\s]+@[^@\\s]+\\." + Pattern.quote(suffix)),
                400,
                "value",
                "adresse hors de l'espace de confiance : " + address);
        String type = boxType(contact);
        check(
                CARRIED.getOrDefault(carrier.type(), Set.of()).contains(type),
                400,
                "business-rule",
                "une boîte " + type + " n'est pas portée par " + carrier.type());
    }

    private static void checkChange(JsonNode before, JsonNode after) throws Refused {
        String type = boxType(before);
        check(
                before.path("value")
                                .asText()
                                .equalsIgnoreCase(after.path("value").asText())
                        && type.equals(boxType(after)),
                412,
                "business-rule",
                "l'adresse et le type d'une boîte ne changent pas");
        for (String word : Set.of("description", "service", "responsible")) {
            check(
                    CHANGEABLE.getOrDefault(type, Set.of()).contains(word)
                            || about(before, word).equals(about(after, word)),
                    412,
                    "business-rule",
                    word + " d'une boîte " + type + " ne change pas");
        }
    }

    private static JsonNode at(Carrier carrier, String path) throws Refused {
        Matcher place = WHERE.matcher(path);
        check(place.matches() && place.group(1).equals(carrier.type()), 400, "invalid", "chemin inconnu : " + path);
        return carrier.telecom.stream()
                .filter(contact -> contact.path("value").asText().equalsIgnoreCase(place.group(2)))
                .findFirst()
                .orElseThrow(() -> new Refused(400, "not-found", "boîte inconnue : " + place.group(2)));
    }

    private static void check(boolean holds, int status, String code, String words) throws Refused {
        if (!holds) {
            throw new Refused(status, code, words);
        }
    }

    private static JsonNode part(JsonNode parts, String name) {
        return Stream.iterate(0, i -> i < parts.size(), i -> i + 1)
                .map(parts::get)
                .filter(part -> part.path("name").asText().equals(name))
                .findFirst()
                .orElse(JSON.missingNode());
    }
}
