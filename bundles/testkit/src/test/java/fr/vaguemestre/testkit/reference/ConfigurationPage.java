package fr.vaguemestre.testkit.reference;

import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.AssignmentTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.MethodTree;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Every key of every {@code fr.vaguemestre.*} PID: from the metatype and from what {@code etc/karaf} ships. */
final class ConfigurationPage {
    private static final Pattern UNIT = Pattern.compile(
            "(?i)\\b(milliseconds?|seconds|minutes|hours|days|bytes|octets|MiB|percent|ports?|requests|connections|steps"
                    + "|values|passwords|lists|recipients|looks|peers)\\b");
    private static final Pattern RANGE =
            Pattern.compile("\\b(\\d+(?: (?:MiB|GiB|TiB))? (?:to \\d+(?: (?:MiB|GiB|TiB))?|or more)|0 for no limit)");
    private static final Pattern SET = Pattern.compile("(?m)^[ \\t]*([\\w.]+)[ \\t]*=[ \\t]*(.*?)[ \\t]*$");

    private final Code code;
    private final Constants constants;
    private final Path shipped;
    private final List<String> lacks = new ArrayList<>();

    ConfigurationPage(Code code, Path root) {
        this.code = code;
        this.constants = new Constants(code);
        this.shipped = root.resolve("etc/karaf");
    }

    /** What the page cannot tell, because the code does not: one sentence each. */
    List<String> lacks() {
        return List.copyOf(lacks);
    }

    String write() {
        lacks.clear();
        var page = new StringBuilder(
                """
                # Configuration

                Each PID is a file `PID.cfg`; what we ship lies in [`etc/karaf`](../../etc/karaf) and is laid out anew at each start of Karaf
                ([how to change one](../how-to/settings.md)). A key that is not set has its default. `${env:VM_…}` are the [ports and names of the
                node](ports.md).
                """);
        code.types().stream()
                .filter(type -> type.annotation("ObjectClassDefinition").isPresent())
                .sorted(Comparator.comparing(Code.Type::word))
                .forEach(type -> section(type, page));
        return page.toString();
    }

    private void section(Code.Type type, StringBuilder page) {
        String pid = "fr.vaguemestre." + type.word();
        Map<String, String> set = shipped(pid);
        page.append("\n## ").append(pid).append("\n\n");
        page.append(Text.plain(code.comment(type.tree())).replace("`etc/", "`")).append("\n\n");
        page.append(Text.head("key", "type", "default", "shipped", "unit", "range", "what"));
        for (MethodTree method : type.methods()) {
            String key = method.getName()
                    .toString()
                    .replace("__", " ")
                    .replace('_', '.')
                    .replace(' ', '_');
            page.append(row(type, method, pid, key, set.remove(key)));
        }
        set.keySet().forEach(key -> lacks.add(pid + " ships the key " + key + ", which nobody reads"));
    }

    private String row(
            Code.Type type, MethodTree method, String pid, String key, @org.jspecify.annotations.Nullable String set) {
        String what = what(type, method);
        String kind = String.valueOf(method.getReturnType());
        String value = constants.written(method.getDefaultValue(), type);
        boolean number = kind.equals("int") || kind.equals("long");
        String unit = number ? unit(key, what) : "";
        var range = RANGE.matcher(what);
        String bounds = range.find() ? range.group(1) : "";
        if (what.isEmpty()) {
            lacks.add(pid + ": " + key + " does not say what it is");
        }
        if (number && unit.isEmpty()) {
            lacks.add(pid + ": " + key + " does not tell its unit: " + what);
        }
        if (number && bounds.isEmpty()) {
            lacks.add(pid + ": " + key + " does not tell its range: " + what);
        }
        return Text.row(List.of(
                Text.code(key),
                kind.equals("String") ? "text" : number ? "number" : kind,
                value.isEmpty() ? "empty" : Text.code(value.replace(",", ", ")),
                set == null || set.equals(value) ? "" : set.isEmpty() ? "empty" : Text.code(set.replace(",", ", ")),
                unit,
                bounds,
                what));
    }

    private static String unit(String key, String what) {
        var unit = UNIT.matcher(what);
        if (unit.find()) {
            return unit.group(1)
                    .toLowerCase(java.util.Locale.ROOT)
                    .replace("mib", "bytes")
                    .replaceAll("^ports?$", "TCP port");
        }
        return key.toLowerCase(java.util.Locale.ROOT).endsWith("port") ? "TCP port" : "";
    }

    private String what(Code.Type type, MethodTree method) {
        String comment = Text.plain(code.comment(method));
        Optional<AnnotationTree> attribute =
                Code.annotation(method.getModifiers().getAnnotations(), "AttributeDefinition");
        for (ExpressionTree argument :
                attribute.map(AnnotationTree::getArguments).orElse(List.of())) {
            if (argument instanceof AssignmentTree given
                    && given.getVariable().toString().equals("description")) {
                return constants.text(given.getExpression(), type).orElse(comment);
            }
        }
        return comment;
    }

    private Map<String, String> shipped(String pid) {
        Path file = shipped.resolve(pid + ".cfg");
        var set = new TreeMap<String, String>();
        try {
            if (Files.exists(file)) {
                SET.matcher(Files.readString(file).replaceAll("(?m)^#.*$", ""))
                        .results()
                        .forEach(line -> set.put(line.group(1), line.group(2)));
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return set;
    }
}
