package fr.vaguemestre.testkit.reference;

import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.AssignmentTree;
import com.sun.source.tree.VariableTree;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The commands of Karaf's shell, and the verbs of {@code ./vaguemestre}. */
final class CommandsPage {
    private static final Pattern HEAD = Pattern.compile("\\A((?:#.*\n)+)");

    private final Code code;
    private final Constants constants;

    CommandsPage(Code code) {
        this.code = code;
        this.constants = new Constants(code);
    }

    /** Commands of Karaf's shell. */
    String commands() {
        var rows = new TreeMap<String, String>();
        for (Code.Type type : code.types()) {
            type.annotation("Command").ifPresent(command -> {
                String name = value(command, "scope", type) + ":" + value(command, "name", type);
                rows.put(name, section(type, name, value(command, "description", type)));
            });
        }
        return """
                # Commands of Karaf's shell

                The shell answers to SSH on the loopback (`VM_PORT_KARAF_SSH`, [ports](ports.md)), to user `vaguemestre` with the password in `secrets/karaf-ssh` of the state.
                Whoever works there is a super administrator: what it does is in the audit trail as `cli:vaguemestre`. Options stand before arguments.
                A refusal shows its [code](problems.md).
                """
                + String.join("", rows.values());
    }

    private String section(Code.Type type, String name, String description) {
        var takes = new StringBuilder();
        var call = new StringBuilder(name);
        for (VariableTree field : type.fields()) {
            var marks = field.getModifiers().getAnnotations();
            Code.annotation(marks, "Option").ifPresent(option -> {
                String preset = constants.written(field.getInitializer(), type);
                takes.append("- `").append(value(option, "name", type)).append("`: ");
                takes.append(value(option, "description", type));
                takes.append(preset.isEmpty() ? "" : "; " + preset + " where it is absent")
                        .append('\n');
                call.append(" [").append(value(option, "name", type)).append(']');
            });
        }
        for (VariableTree field : type.fields()) {
            Code.annotation(field.getModifiers().getAnnotations(), "Argument").ifPresent(argument -> {
                String shown = value(argument, "name", type).toUpperCase(java.util.Locale.ROOT);
                takes.append("- `")
                        .append(shown)
                        .append("`: ")
                        .append(value(argument, "description", type))
                        .append('\n');
                boolean needed = value(argument, "required", type).equals("true");
                call.append(needed ? " " + shown : " [" + shown + "]");
            });
        }
        return "\n## " + name + "\n\n" + description.replaceAll("\\.$", "") + ".\n\n    " + call + "\n"
                + (takes.isEmpty() ? "" : "\n" + takes);
    }

    private String value(AnnotationTree annotation, String key, Code.Type type) {
        return annotation.getArguments().stream()
                .filter(AssignmentTree.class::isInstance)
                .map(AssignmentTree.class::cast)
                .filter(given -> given.getVariable().toString().equals(key))
                .map(given -> constants.written(given.getExpression(), type))
                .findFirst()
                .orElse("");
    }

    /** Verbs of the script: the comments at their heads, as {@code --help} shows them. */
    static String verbs(Path root) {
        var page = new StringBuilder(
                """
                # Verbs of ./vaguemestre

                What `./vaguemestre VERB --help` says. Every verb takes `--home DIR` (default `.vaguemestre` in the checkout) and `--port-base N` (default 18000,
                remembered in the home).
                """);
        try (Stream<Path> verbs = Files.list(root.resolve("appliance-image/cli/verbs"))) {
            for (Path verb : verbs.sorted().toList()) {
                String name = verb.getFileName().toString().replace(".sh", "");
                var head = HEAD.matcher(Files.readString(verb));
                String help =
                        head.find() ? head.group(1).replaceAll("(?m)^# ?", "").strip() : "";
                page.append("\n## ")
                        .append(name)
                        .append("\n\n```text\n")
                        .append(help)
                        .append("\n```\n");
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return page.toString();
    }
}
