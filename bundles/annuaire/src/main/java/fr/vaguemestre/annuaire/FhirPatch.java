package fr.vaguemestre.annuaire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import fr.vaguemestre.api.bal.Bal;
import fr.vaguemestre.api.bal.BalType;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A mailbox as the directory's FHIR service writes and reads it: an element of {@code telecom} of the professional or of the
 * structure. Written in one form, read in all that the implementation guide's examples use.
 */
final class FhirPatch {
    static final ObjectMapper JSON = new ObjectMapper();
    private static final String KIND =
            "https://hl7.fr/ig/fhir/core/StructureDefinition/fr-core-contact-point-email-type";
    private static final String METADATA =
            "https://interop.esante.gouv.fr/ig/fhir/annuaire/StructureDefinition/as-ext-mailbox-mss-metadata";

    private FhirPatch() {}

    /** Who carries a mailbox in the directory. */
    static String carrier(BalType type) {
        return type == BalType.PER || type == BalType.CAB ? "Practitioner" : "Organization";
    }

    /** Adds the mailbox to its carrier. */
    static String insert(Bal bal) {
        return patch("insert", carrier(bal.type()) + ".telecom", Optional.of(contact(bal)));
    }

    /** Writes the mailbox in the place of what the carrier says about it. */
    static String replace(Bal bal) {
        return patch("replace", place(bal), Optional.of(contact(bal)));
    }

    /** Takes the mailbox from its carrier. */
    static String delete(Bal bal) {
        return patch("delete", place(bal), Optional.empty());
    }

    /** What a carrier says about an address; empty where it does not know it. */
    static Optional<JsonNode> told(JsonNode carrier, String address) {
        for (JsonNode contact : carrier.path("telecom")) {
            if (contact.path("value").asText().equalsIgnoreCase(address)) {
                return Optional.of(contact);
            }
        }
        return Optional.empty();
    }

    /** Whether the directory shows the mailbox as it is. */
    static boolean isSame(JsonNode told, Bal bal) {
        return code(told, "type").equals(bal.type().name())
                && about(bal).entrySet().stream()
                        .allMatch(text -> value(told, text.getKey()).asText().equals(text.getValue()));
    }

    /** What the directory lets us say about a mailbox of that type (domain rules: of a person, only its address). */
    private static Map<String, String> about(Bal bal) {
        return switch (bal.type()) {
            case PER -> Map.of();
            case CAB -> Map.of("description", bal.description());
            case ORG, APP ->
                new TreeMap<>(Map.of(
                        "description",
                        bal.description(),
                        "service",
                        bal.service(),
                        "responsible",
                        bal.responsible().orElse("")));
        };
    }

    /** Whether the directory holds the address with another type. */
    static boolean isOfAnotherType(JsonNode told, Bal bal) {
        return !code(told, "type").equals(bal.type().name());
    }

    /** The words and the business code of an OperationOutcome; blank where there are none. */
    static Outcome outcome(String body) {
        try {
            JsonNode issue = JSON.readTree(body).path("issue").path(0);
            String detail = issue.path("diagnostics")
                    .asText(issue.path("details").path("text").asText());
            return new Outcome(issue.path("code").asText(), detail);
        } catch (IOException notJson) {
            return new Outcome("", body.length() > 200 ? body.substring(0, 200) : body);
        }
    }

    /** What an OperationOutcome says. */
    record Outcome(String code, String detail) {}

    private static String place(Bal bal) {
        return carrier(bal.type()) + ".telecom.where(value='" + bal.address().replace("'", "\\'") + "')";
    }

    private static String patch(String type, String path, Optional<ObjectNode> value) {
        ObjectNode parameters = JSON.createObjectNode().put("resourceType", "Parameters");
        ObjectNode operation = parameters.putArray("parameter").addObject().put("name", "operation");
        ArrayNode part = operation.putArray("part");
        part.addObject().put("name", "type").put("valueCode", type);
        part.addObject().put("name", "path").put("valueString", path);
        if (type.equals("insert")) {
            part.addObject().put("name", "index").put("valueInteger", 0);
        }
        value.ifPresent(contact -> part.addObject().put("name", "value").set("valueContactPoint", contact));
        return parameters.toString();
    }

    private static ObjectNode contact(Bal bal) {
        ObjectNode contact = JSON.createObjectNode().put("system", "email").put("value", bal.address());
        contact.put("rank", 1);
        ArrayNode extension = contact.putArray("extension");
        ObjectNode kind = extension.addObject().put("url", KIND);
        kind.putObject("valueCoding").put("code", "MSSANTE");
        ArrayNode about = extension.addObject().put("url", METADATA).putArray("extension");
        ObjectNode type = about.addObject().put("url", "type");
        type.putObject("valueCodeableConcept")
                .putArray("coding")
                .addObject()
                .put("code", bal.type().name());
        about.addObject().put("url", "listeRouge").put("valueBoolean", bal.listeRouge());
        about(bal).forEach((url, words) -> text(about, url, words));
        return contact;
    }

    private static void text(ArrayNode about, String url, String words) {
        if (!words.isEmpty()) {
            about.addObject().put("url", url).put("valueString", words);
        }
    }

    private static JsonNode value(JsonNode contact, String url) {
        for (JsonNode extension : contact.path("extension")) {
            if (extension.path("url").asText().equals(METADATA)) {
                for (JsonNode about : extension.path("extension")) {
                    if (about.path("url").asText().equals(url)) {
                        return about.properties().stream()
                                .filter(field -> field.getKey().startsWith("value"))
                                .map(Map.Entry::getValue)
                                .findFirst()
                                .orElse(about.path("none"));
                    }
                }
            }
        }
        return contact.path("none");
    }

    /** A code given as {@code valueCode}, {@code valueCoding} or {@code valueCodeableConcept}. */
    private static String code(JsonNode contact, String url) {
        JsonNode value = value(contact, url);
        if (value.isTextual()) {
            return value.asText();
        }
        return value.path("code")
                .asText(value.path("coding").path(0).path("code").asText());
    }
}
