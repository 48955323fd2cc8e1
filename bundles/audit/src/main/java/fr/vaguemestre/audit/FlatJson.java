package fr.vaguemestre.audit;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One JSON object on one line, of strings and whole numbers only. By hand, so that an export is verified by this bundle's
 * file alone.
 */
final class FlatJson {
    private final String text;
    private int place;

    private FlatJson(String text) {
        this.text = text;
    }

    static String written(Map<String, Object> fields) {
        var line = new StringBuilder("{");
        fields.forEach((name, value) -> {
            if (line.length() > 1) {
                line.append(',');
            }
            quote(line, name);
            line.append(':');
            if (value instanceof Number) {
                line.append(value);
            } else {
                quote(line, value.toString());
            }
        });
        return line.append('}').toString();
    }

    /**
     * Reads such a line.
     *
     * @throws IllegalArgumentException if it is anything else
     */
    static Map<String, String> read(String line) {
        return new FlatJson(line).object();
    }

    /** A field that must be there. */
    static String field(Map<String, String> fields, String name) {
        String value = fields.get(name);
        if (value == null) {
            throw new IllegalArgumentException("no " + name);
        }
        return value;
    }

    private static void quote(StringBuilder line, String text) {
        line.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                line.append('\\').append(c);
            } else if (c < ' ' || c == '\u2028' || c == '\u2029' || Character.isSurrogate(c)) {
                line.append(String.format("\\u%04x", (int) c));
            } else {
                line.append(c);
            }
        }
        line.append('"');
    }

    private Map<String, String> object() {
        var fields = new LinkedHashMap<String, String>();
        expect('{');
        do {
            String name = string();
            expect(':');
            if (fields.put(name, peek() == '"' ? string() : number()) != null) {
                throw wrong();
            }
        } while (accept(','));
        expect('}');
        if (place != text.length()) {
            throw wrong();
        }
        return fields;
    }

    private String number() {
        int from = place;
        while (place < text.length() && (Character.isDigit(peek()) || peek() == '-')) {
            place++;
        }
        if (from == place) {
            throw wrong();
        }
        return text.substring(from, place);
    }

    private String string() {
        expect('"');
        var value = new StringBuilder();
        while (peek() != '"') {
            char c = text.charAt(place++);
            value.append(c == '\\' ? escaped() : c);
        }
        place++;
        return value.toString();
    }

    private char escaped() {
        char c = peek();
        place++;
        return switch (c) {
            case '"', '\\', '/' -> c;
            case 'u' -> {
                if (place + 4 > text.length()) {
                    throw wrong();
                }
                place += 4;
                yield (char) Integer.parseInt(text.substring(place - 4, place), 16);
            }
            default -> throw wrong();
        };
    }

    private boolean accept(char wanted) {
        if (peek() != wanted) {
            return false;
        }
        place++;
        return true;
    }

    private void expect(char wanted) {
        if (!accept(wanted)) {
            throw wrong();
        }
    }

    private char peek() {
        if (place >= text.length()) {
            throw wrong();
        }
        return text.charAt(place);
    }

    private IllegalArgumentException wrong() {
        return new IllegalArgumentException("not a line of an export, at character " + (place + 1));
    }
}
