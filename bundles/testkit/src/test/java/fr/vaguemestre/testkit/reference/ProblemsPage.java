package fr.vaguemestre.testkit.reference;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.util.TreeScanner;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Every stable code of a problem, with the words that people get. */
final class ProblemsPage {
    static final Map<String, Integer> FAMILY = Map.of(
            "Invalid",
            400,
            "Unauthenticated",
            401,
            "Forbidden",
            403,
            "NotFound",
            404,
            "Conflict",
            409,
            "TooMany",
            429,
            "Unavailable",
            503);
    private static final Pattern CODE = Pattern.compile("[a-z][a-z0-9]*\\.[a-z]+(?:-[a-z]+)*");
    private static final List<String> LANGUAGES = List.of("en", "fr");

    private final Code code;
    private final Constants constants;
    private final Path root;
    private final List<String> lacks = new ArrayList<>();

    ProblemsPage(Code code, Path root) {
        this.code = code;
        this.constants = new Constants(code);
        this.root = root;
    }

    /** Codes without words, in one of the languages: one sentence each. */
    List<String> lacks() {
        return List.copyOf(lacks);
    }

    String write() {
        lacks.clear();
        var titles = new TreeMap<String, Properties>();
        var advice = new TreeMap<String, Properties>();
        for (String language : LANGUAGES) {
            titles.put(language, titles(language));
            advice.put(
                    language,
                    read(root.resolve(
                            "vaadin-ui/src/main/resources/fr/vaguemestre/ui/text/texts_" + language + ".properties")));
        }
        var page = new StringBuilder(
                """
                # Problems

                Every refusal of REST is `application/problem+json` (RFC 9457) with `type` `urn:vaguemestre:problem:CODE`; `errors[]` names each
                refused field with a code of its own. The console shows the second line of each row, commands of Karaf's shell the code.
                A code never changes its meaning. What every route may answer has the words `rest`, `store` and `paging`. Status *field* stands
                for a code that is told of a field, within a 400; *console* for what only the console tells.
                """);
        String word = "";
        for (var one : statuses(titles, advice).entrySet()) {
            String of = one.getKey().substring(0, one.getKey().indexOf('.'));
            if (!of.equals(word)) {
                word = of;
                page.append("\n## ").append(word).append("\n\n");
                page.append(Text.head("code", "status", "English", "français"));
            }
            page.append(Text.row(List.of(
                    Text.code(one.getKey()),
                    String.join(", ", one.getValue()),
                    words(one.getKey(), titles.get("en"), advice.get("en"), "en"),
                    words(one.getKey(), titles.get("fr"), advice.get("fr"), "fr"))));
        }
        return page.toString();
    }

    private String words(String problem, @Nullable Properties titles, @Nullable Properties advice, String language) {
        if (titles == null || advice == null) {
            return "";
        }
        String title = titles.getProperty(problem, "");
        String what = advice.getProperty("problem." + problem, "");
        if (title.isEmpty() && what.isEmpty()) {
            lacks.add(problem + " has no words in " + language);
        }
        String dot = title.isEmpty() || what.isEmpty() ? "" : "<br>";
        return (title + dot + what).replace("{0}", "…");
    }

    private SortedMap<String, Set<String>> statuses(Map<String, Properties> titles, Map<String, Properties> advice) {
        var found = new TreeMap<String, Set<String>>();
        for (Code.Type type : code.types()) {
            new TreeScanner<@Nullable Void, @Nullable Void>() {
                @Override
                public @Nullable Void visitClass(ClassTree nested, @Nullable Void nothing) {
                    return nested.equals(type.tree()) ? super.visitClass(nested, null) : null;
                }

                @Override
                public @Nullable Void visitNewClass(NewClassTree made, @Nullable Void nothing) {
                    Integer status = FAMILY.get(Text.simple(made.getIdentifier().toString()));
                    if (status != null) {
                        constants
                                .codes(made.getArguments().getFirst(), type)
                                .forEach(one -> add(found, one, status.toString()));
                    }
                    return super.visitNewClass(made, null);
                }

                @Override
                public @Nullable Void visitLiteral(LiteralTree literal, @Nullable Void nothing) {
                    if (literal.getValue() instanceof String text
                            && CODE.matcher(text).matches()
                            && told(text)) {
                        add(found, text, "");
                    }
                    return null;
                }

                private boolean told(String text) {
                    return advice.values().stream().anyMatch(all -> all.containsKey("problem." + text))
                            || titles.values().stream().anyMatch(all -> all.containsKey(text));
                }
            }.scan(type.tree(), null);
        }
        found.forEach(ProblemsPage::settle);
        return found;
    }

    /** What is only told of fields has no status of its own; what only the console tells has none at all. */
    private static void settle(String problem, Set<String> all) {
        if (all.contains("") && all.size() == 1 && problem.startsWith("ui.")) {
            all.clear();
            all.add("console");
        } else if (all.size() > 1) {
            all.remove("");
        } else if (all.contains("")) {
            all.clear();
            all.add("field");
        }
    }

    private static void add(Map<String, Set<String>> to, String problem, String status) {
        to.computeIfAbsent(problem, key -> new TreeSet<>()).add(status);
    }

    private Properties titles(String language) {
        var all = new Properties();
        try (Stream<Path> files = Files.walk(root.resolve("bundles"), 8)) {
            files.filter(file -> file.endsWith("OSGI-INF/l10n/problems_" + language + ".properties")
                            && file.toString().contains("src/main"))
                    .forEach(file -> all.putAll(read(file)));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return all;
    }

    private static Properties read(Path file) {
        var all = new Properties();
        try (Reader in = Files.newBufferedReader(file)) {
            all.load(in);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return all;
    }
}
