package fr.vaguemestre.testkit.reference;

import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.lang.model.element.Modifier;

/** Records and enums that go over the wire, each told once. */
final class Shapes {
    private static final Pattern WORD = Pattern.compile("[A-Za-z.]+");
    private static final Map<String, String> PLAIN = Map.ofEntries(
            Map.entry("String", "text"),
            Map.entry("int", "number"),
            Map.entry("long", "number"),
            Map.entry("double", "number"),
            Map.entry("Integer", "number"),
            Map.entry("Long", "number"),
            Map.entry("boolean", "true or false"),
            Map.entry("Boolean", "true or false"),
            Map.entry("Instant", "instant"),
            Map.entry("LocalDate", "date"),
            Map.entry("YearMonth", "month"),
            Map.entry("Duration", "duration"),
            Map.entry("Object", "anything"));

    private final Code code;
    private final Map<String, Code.Type> known = new TreeMap<>();
    private final Map<Code.Type, String> names = new HashMap<>();
    private final Deque<Code.Type> open = new ArrayDeque<>();

    Shapes(Code code) {
        this.code = code;
    }

    /** A type in words, with links to the shapes of ours. */
    String link(String type, Code.Type from) {
        String bare = type.replaceAll("@\\w+(?:\\([^)]*\\))?\\s*", "").strip();
        int open = bare.indexOf('<');
        String outer = Text.simple(bare);
        if (open > 0) {
            String inner = bare.substring(open + 1, bare.lastIndexOf('>'));
            return switch (outer) {
                case "Page" -> "page of " + link(inner, from);
                case "List", "Set", "Collection" -> "list of " + link(inner, from);
                case "Optional" -> "optional " + link(inner, from);
                case "Map" -> "object of " + link(inner.substring(inner.indexOf(',') + 1), from);
                default -> outer;
            };
        }
        return Optional.ofNullable(PLAIN.get(outer)).orElseGet(() -> ours(outer, from));
    }

    private String ours(String simple, Code.Type from) {
        return WORD.matcher(simple).matches()
                ? code.named(simple, from)
                        .filter(type -> type.tree().getKind() == Tree.Kind.RECORD
                                || type.tree().getKind() == Tree.Kind.ENUM)
                        .map(this::linked)
                        .orElse(simple)
                : simple;
    }

    private String linked(Code.Type type) {
        String name = names.get(type);
        if (name == null) {
            name = known.containsKey(type.name()) ? type.name() + " of " + type.word() : type.name();
            names.put(type, name);
            known.put(name, type);
            open.add(type);
        }
        return "[" + name + "](#" + name.toLowerCase(Locale.ROOT).replace(' ', '-') + ")";
    }

    /** Sections of all that was linked to, and of what those hold. */
    String write() {
        var sections = new TreeMap<String, String>();
        while (!open.isEmpty()) {
            Code.Type type = open.remove();
            sections.put(String.valueOf(names.get(type)), section(type));
        }
        return sections.entrySet().stream()
                .map(one -> "\n## " + one.getKey() + "\n\n" + one.getValue())
                .collect(Collectors.joining());
    }

    private String section(Code.Type type) {
        String comment = code.comment(type.tree());
        String what = Text.plain(comment);
        if (type.tree().getKind() == Tree.Kind.ENUM) {
            return what + "\n\n"
                    + type.fields().stream()
                            .filter(field -> String.valueOf(field.getType()).equals(type.name()))
                            .map(field -> "- `" + field.getName() + "` " + Text.plain(code.comment(field)))
                            .map(String::stripTrailing)
                            .collect(Collectors.joining("\n", "", "\n"));
        }
        return what + "\n\n" + Text.head("field", "type", "what")
                + type.fields().stream()
                        .filter(field -> !field.getModifiers().getFlags().contains(Modifier.STATIC))
                        .map(field -> row(type, field, comment))
                        .collect(Collectors.joining());
    }

    private String row(Code.Type type, VariableTree field, String comment) {
        String name = field.getName().toString();
        return Text.row(
                List.of(Text.code(name), link(String.valueOf(field.getType()), type), Text.param(comment, name)));
    }
}
