package fr.vaguemestre.testkit.reference;

import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.TreeScanner;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The checks behind {@code /health}: what each looks at, and what it says when something is not right. */
final class ChecksPage {
    private static final Pattern NAME = Pattern.compile("(?:hc\\.name=|NAME \\+ \"=)([\\w.-]+)");
    private static final Map<String, String> STATES = Map.of("warn", "DEGRADED", "critical", "DOWN");

    private final Code code;
    private final Constants constants;

    ChecksPage(Code code) {
        this.code = code;
        this.constants = new Constants(code);
    }

    String write() {
        var rows = new TreeMap<String, String>();
        for (Code.Type type : code.types()) {
            if (type.isA("HealthCheck")) {
                var name = NAME.matcher(
                        type.annotation("Component").map(Object::toString).orElse(""));
                String called = name.find() ? name.group(1) : type.name();
                rows.put(called, row(type, called));
            }
        }
        rows.put(
                "sign-in",
                Text.row(List.of("`sign-in`", "Whether somebody can sign in at all.", "DOWN: “nobody can sign in”")));
        return """
                # Health checks

                `GET /health` needs no token. It answers 200 while all checks are UP or some DEGRADED, 503 when one is DOWN; the page *Service state* of the
                console shows the same with what to do; `./vaguemestre doctor` adds what the machine knows of itself. A check that does not answer within 2 s is
                told as DOWN. `…` stands for a figure, a name or a cause.

                """
                + Text.head("check", "what it looks at", "what it says")
                + String.join("", rows.values());
    }

    private String row(Code.Type type, String name) {
        var says = new LinkedHashSet<String>();
        for (Calls.Call call : Calls.of(type, List.of("warn", "critical"))) {
            says.add(STATES.get(call.name()) + ": “" + constants.template(call.argument(0), type) + "”");
        }
        new TreeScanner<@Nullable Void, @Nullable Void>() {
            @Override
            public @Nullable Void visitNewClass(NewClassTree made, @Nullable Void nothing) {
                if (made.getIdentifier().toString().equals("Result")
                        && made.getArguments().size() > 1) {
                    String status = made.getArguments().getFirst().toString();
                    String said = constants.template(made.getArguments().get(1), type);
                    if (status.contains("WARN") && !said.equals("stopping")) {
                        says.add("DEGRADED: “" + said + "”");
                    } else if (status.contains("CRITICAL")) {
                        says.add("DOWN: “" + said + "”");
                    }
                }
                return super.visitNewClass(made, null);
            }
        }.scan((Tree) type.tree(), null);
        return Text.row(List.of(Text.code(name), Text.plain(code.comment(type.tree())), String.join("<br>", says)));
    }
}
