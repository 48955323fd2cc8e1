package fr.vaguemestre.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import fr.vaguemestre.e2e.driver.Contract;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Values for fields and parameters: fitting ones, those at the bounds of their type, and of no type at all. */
final class Junk {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final int DEEPEST = 6;

    private static final List<String> TEXTS = List.of(
            " ",
            "a",
            "\u0000",
            "a\u0000b",
            "\u0001\u001b[31m",
            "é\u0301ﬁ\u202Egnp",
            "\uD83D\uDE00",
            "\uFEFF\uFFFE\uFFFF",
            "\r\nX-Injected: 1",
            "%00%0d%0a",
            "../../etc/passwd",
            "..%2f..%2f",
            ";a=b",
            "*",
            "%",
            "_",
            "\\",
            "'",
            "\"",
            "'; SELECT 1; --",
            "${jndi:ldap://127.0.0.1:1/a}",
            "<script>alert(1)</script>",
            "-1",
            "0",
            "9223372036854775808",
            "NaN",
            "1e400",
            "true",
            "null",
            "[]",
            "{}",
            "2026-02-30T25:61:61Z",
            "+999999999-12-31T23:59:59.999999999Z",
            "-999999999-01",
            "9999-12",
            "a@b@c",
            "@",
            "a@",
            "Nom <a@b>, \"x",
            "x".repeat(256),
            "é".repeat(2000),
            "\uD83D\uDE00".repeat(1200));

    private static final List<String> BODIES = List.of(
            "",
            "null",
            "[]",
            "{",
            "\"text\"",
            "1",
            "1e999999",
            "{\"a\":1,\"a\":2}",
            "{\"\":null}",
            "{}{}",
            "\uFEFF{}",
            "{\"__proto__\":{}}",
            "not json",
            "<xml/>",
            "[".repeat(3000),
            "{\"a\":".repeat(1500),
            "\u0000",
            "{\"@class\":\"java.util.HashMap\"}");

    private final Random random;
    private final Contract contract;

    Junk(Random random, Contract contract) {
        this.random = random;
        this.contract = contract;
    }

    /** Any text that is not empty. */
    String text() {
        return pick(TEXTS);
    }

    /** A whole body that fits nothing. */
    String body() {
        return pick(BODIES);
    }

    <T> T pick(List<T> from) {
        return from.get(random.nextInt(from.size()));
    }

    boolean chance(int percent) {
        return random.nextInt(100) < percent;
    }

    /** A parameter's text: by its type, at its bounds, or anything. */
    String parameter(JsonNode schema) {
        return switch (schema.path("type").asText()) {
            case "integer" ->
                chance(60) ? pick(List.of("1", "2", "50", "200", "0", "-1", "201", "2147483648")) : text();
            case "boolean" -> chance(60) ? pick(List.of("true", "false")) : text();
            default -> schema.has("enum") && chance(50) ? pick(texts(schema.path("enum"))) : text();
        };
    }

    /** A body by its schema: each field fitting, away, of another type, or odd; now and then a field that nobody knows. */
    JsonNode object(JsonNode schema, Map<String, String> fitting) {
        return object(schema, fitting, 0);
    }

    private JsonNode object(JsonNode schema, Map<String, String> fitting, int depth) {
        ObjectNode made = NODES.objectNode();
        for (Map.Entry<String, JsonNode> field : schema.path("properties").properties()) {
            if (!chance(25)) {
                String known = fitting.get(field.getKey());
                made.set(
                        field.getKey(),
                        known != null && chance(60)
                                ? fit(field.getValue(), known)
                                : value(field.getValue(), fitting, depth));
            }
        }
        if (chance(5)) {
            made.set(text(), anything(depth));
        }
        return made;
    }

    private JsonNode fit(JsonNode schema, String known) {
        if (contract.resolved(schema).path("type").asText().equals("array")) {
            return NODES.arrayNode().add(known);
        }
        return NODES.textNode(known);
    }

    private JsonNode value(JsonNode raw, Map<String, String> fitting, int depth) {
        JsonNode schema = contract.resolved(raw);
        if (depth > DEEPEST || chance(15)) {
            return anything(depth);
        }
        return switch (schema.path("type").asText()) {
            case "integer", "number" -> number();
            case "boolean" -> NODES.booleanNode(chance(50));
            case "array" -> {
                ArrayNode list = NODES.arrayNode();
                for (int left = random.nextInt(4); left > 0; left--) {
                    list.add(value(schema.path("items"), fitting, depth + 1));
                }
                yield list;
            }
            case "object" -> object(schema, fitting, depth + 1);
            default -> NODES.textNode(schema.has("enum") && chance(70) ? pick(texts(schema.path("enum"))) : text());
        };
    }

    private JsonNode number() {
        return NODES.numberNode(pick(List.of(0L, 1L, -1L, 1024L, 1L << 31, 1L << 40, Long.MAX_VALUE, Long.MIN_VALUE)));
    }

    private JsonNode anything(int depth) {
        return switch (random.nextInt(depth > DEEPEST ? 6 : 8)) {
            case 0 -> NODES.nullNode();
            case 1 -> NODES.booleanNode(true);
            case 2 -> number();
            case 3 -> NODES.numberNode(new java.math.BigDecimal("1e400"));
            case 4 -> NODES.numberNode(0.5);
            case 5 -> NODES.textNode(text());
            case 6 -> NODES.arrayNode().add(anything(depth + 1)).addNull();
            default -> NODES.objectNode().set(text(), anything(depth + 1));
        };
    }

    private static List<String> texts(JsonNode list) {
        List<String> texts = new java.util.ArrayList<>();
        list.forEach(item -> texts.add(item.asText()));
        return texts;
    }
}
