package fr.vaguemestre.e2e.driver;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** What the running appliance says in {@code /openapi.json} that can be asked of it. */
public final class Contract {
    private final JsonNode document;

    private Contract(JsonNode document) {
        this.document = document;
    }

    /** Reads it from the appliance. */
    public static Contract of(Appliance appliance) {
        return new Contract(
                Rest.anonymous(appliance).get("/openapi.json").expect(200).json());
    }

    /** Every operation, in the order of the document. */
    public List<Operation> operations() {
        List<Operation> all = new ArrayList<>();
        for (Map.Entry<String, JsonNode> path : document.path("paths").properties()) {
            String below = path.getKey().replaceFirst("^/api/v1", "").replaceAll("\\{(\\w+)[^}]*}", "{$1}");
            for (Map.Entry<String, JsonNode> operation : path.getValue().properties()) {
                all.add(operation(operation.getKey().toUpperCase(Locale.ROOT), below, operation.getValue()));
            }
        }
        return all;
    }

    /** A schema with its reference followed. */
    public JsonNode resolved(JsonNode schema) {
        JsonNode found = schema;
        while (found.has("$ref")) {
            found = document.at(found.path("$ref").asText().substring(1));
        }
        return found;
    }

    private Operation operation(String method, String path, JsonNode told) {
        List<Parameter> parameters = new ArrayList<>();
        told.path("parameters")
                .forEach(parameter -> parameters.add(new Parameter(
                        parameter.path("name").asText(),
                        parameter.path("in").asText(),
                        resolved(parameter.path("schema")))));
        Set<Integer> statuses = new TreeSet<>();
        told.path("responses").fieldNames().forEachRemaining(status -> statuses.add(Integer.valueOf(status)));
        List<String> roles = new ArrayList<>();
        told.path("x-roles").forEach(role -> roles.add(role.asText()));
        JsonNode body = told.at("/requestBody/content/application~1json/schema");
        return new Operation(
                told.path("operationId").asText(),
                method,
                path,
                List.copyOf(parameters),
                resolved(body),
                Set.copyOf(statuses),
                List.copyOf(roles));
    }

    /**
     * A parameter.
     *
     * @param in {@code path}, {@code query} or {@code header}
     */
    public record Parameter(String name, String in, JsonNode schema) {}

    /**
     * An operation.
     *
     * @param path below {@code /api/v1}, with {@code {names}}
     * @param body schema of the body as JSON; missing where it takes none
     * @param statuses what it may answer
     * @param roles who may call it; empty where it needs no caller
     */
    public record Operation(
            String id,
            String method,
            String path,
            List<Parameter> parameters,
            JsonNode body,
            Set<Integer> statuses,
            List<String> roles) {
        @Override
        public String toString() {
            return method + " " + path;
        }
    }
}
