package fr.vaguemestre.testkit.reference;

import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.AssignmentTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.VariableTree;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Every route: what it does, who may call it, what it takes, what it answers, what it refuses with. */
final class RestPage {
    private static final List<String> VERBS = List.of("GET", "POST", "PUT", "PATCH", "DELETE");

    private final Code code;
    private final Constants constants;
    private final Resolver resolver;
    private final Shapes shapes;

    RestPage(Code code) {
        this.code = code;
        this.constants = new Constants(code);
        this.resolver = new Resolver(code);
        this.shapes = new Shapes(code);
    }

    String write() {
        var page = new StringBuilder(
                """
                # REST

                Base `/api/v1`, JSON, UTF-8, instants in ISO-8601 UTC. The running appliance tells the same as OpenAPI 3 at `GET /openapi.json`. Whoever wants in
                sends `Authorization: Bearer …` with the token of `POST /auth/login`.

                - **Pages**: a list takes `limit` (1 to 200, 50), `cursor` (the `nextCursor` of the page before), `q` (words to look for), `sort` where it is named.
                - **Refusals** are [problems](problems.md). Every route may answer with those of `rest`, `store` and `paging`, and without a good token with
                  `access.token`; the routes below name their own. An object of another structure is 404, as if it did not exist.
                - **Once only**: `Idempotency-Key` (1 to 200 characters) at a POST, PUT, PATCH or DELETE gives the first answer again (of one
                  that tells a mail, its status: mail is kept nowhere else).
                - **Who**: read from the service behind the route. A domain administrator reaches the domains that it was given, whoever else their own.
                """);
        var sections = new TreeMap<String, String>();
        code.types().stream().filter(type -> type.name().endsWith("Resource")).forEach(type -> path(
                        type.annotation("Path"), type)
                .ifPresent(base -> sections.put(base + " " + type.name(), section(type, base))));
        sections.values().forEach(page::append);
        page.append("\n# Shapes\n\nWhat is *optional* may be left out or `null`.\n")
                .append(shapes.write());
        return page.toString();
    }

    private String section(Code.Type type, String base) {
        var routes = new ArrayList<String>();
        for (MethodTree method : type.methods()) {
            for (String verb : VERBS) {
                if (Code.annotation(method.getModifiers().getAnnotations(), verb)
                        .isPresent()) {
                    routes.add(route(type, method, verb, base));
                }
            }
        }
        return "\n## " + base + "\n\n" + Text.plain(code.comment(type.tree())) + "\n"
                + routes.stream().sorted(Comparator.comparing(RestPage::title)).collect(Collectors.joining());
    }

    /** Shorter paths first, then as usual: read, make, change, remove. */
    private static String title(String route) {
        String[] words = route.strip().split("`", 3)[1].split(" ", 2);
        return words[1] + " " + VERBS.indexOf(words[0]);
    }

    private String route(Code.Type type, MethodTree method, String verb, String base) {
        String path = path(Code.annotation(method.getModifiers().getAnnotations(), "Path"), type)
                .orElse("");
        String whole = path.isEmpty() ? base : base + "/" + path.replaceAll("^/", "");
        var place = new Resolver.Place(type, method);
        var walk = new RouteWalk(code, resolver, place);
        boolean anonymous = Code.annotation(method.getModifiers().getAnnotations(), "Anonymous")
                .isPresent();
        var text = new StringBuilder("\n### `" + verb + " " + whole + "`\n\n");
        text.append(Text.plain(code.comment(method))).append("\n\n");
        line(text, "who", anonymous ? "everybody, without a token" : walk.who());
        line(text, "query", parameters(type, method));
        line(text, "body", body(type, method));
        line(text, "answer", new Answers(code, resolver, shapes).of(place));
        line(text, "refused with", walk.problems().stream().map(Text::code).collect(Collectors.joining(", ")));
        return text.toString();
    }

    private static void line(StringBuilder text, String name, String value) {
        if (!value.isEmpty()) {
            text.append("- ").append(name).append(": ").append(value).append('\n');
        }
    }

    private String parameters(Code.Type type, MethodTree method) {
        var names = new ArrayList<String>();
        for (VariableTree parameter : method.getParameters()) {
            var marks = parameter.getModifiers().getAnnotations();
            if (Text.simple(String.valueOf(parameter.getType())).equals("PageRequest")) {
                names.addAll(List.of("`limit` (50)", "`cursor`", "`q`", "`sort`"));
            }
            Code.annotation(marks, "QueryParam")
                    .flatMap(mark -> value(mark, type))
                    .ifPresent(name -> {
                        String preset = Code.annotation(marks, "DefaultValue")
                                .flatMap(mark -> value(mark, type))
                                .orElse("");
                        names.add(Text.code(name) + (preset.isEmpty() ? "" : " (" + preset + ")"));
                    });
        }
        return String.join(", ", names);
    }

    private String body(Code.Type type, MethodTree method) {
        boolean form = Code.annotation(method.getModifiers().getAnnotations(), "Consumes")
                .filter(mark -> mark.toString().contains("MULTIPART"))
                .isPresent();
        if (form) {
            return "`multipart/form-data`: the fields of the JSON body by their names, and files";
        }
        return method.getParameters().stream()
                .filter(parameter -> parameter.getModifiers().getAnnotations().isEmpty())
                .map(parameter -> shapes.link(String.valueOf(parameter.getType()), type))
                .findFirst()
                .orElse("");
    }

    private Optional<String> path(Optional<AnnotationTree> mark, Code.Type type) {
        return mark.flatMap(path -> value(path, type));
    }

    private Optional<String> value(AnnotationTree mark, Code.Type type) {
        ExpressionTree given = mark.getArguments().getFirst();
        return constants.text(given instanceof AssignmentTree named ? named.getExpression() : given, type);
    }
}
