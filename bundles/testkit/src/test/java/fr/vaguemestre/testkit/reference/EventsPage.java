package fr.vaguemestre.testkit.reference;

import com.sun.source.tree.MethodTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.ReturnTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.TreeScanner;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Facts that are told to handlers, who takes them, and the acts that the audit trail keeps. */
final class EventsPage {
    private static final Pattern TYPE = Pattern.compile("\"([a-z]+\\.[a-z]+(?:-[a-z]+)*)\"");

    private final Code code;
    private final Constants constants;

    EventsPage(Code code) {
        this.code = code;
        this.constants = new Constants(code);
    }

    String write() {
        var handlers = handlers();
        var page = new StringBuilder(
                """
                # Events and acts

                ## Events

                A fact in the past tense, stored in the transaction of the change that it tells of, and told to each handler after the commit, at least once and
                in no promised order ([`DomainEventHandler`](../../bundles/api/src/main/java/fr/vaguemestre/api/event/DomainEventHandler.java)). What a handler
                refuses again and again becomes a dead letter (check `outbox`, command `store:dead-letters`).

                """);
        page.append(Text.head("event", "facts", "handled by"));
        events().forEach((type, facts) -> page.append(Text.row(List.of(
                Text.code(type),
                facts.stream().map(Text::code).collect(Collectors.joining(" ")),
                handlers.getOrDefault(type, List.of()).stream().map(Text::code).collect(Collectors.joining(", "))))));
        page.append(
                """

                ## Acts

                What the field `action` of an audit entry may be. `object` says what it was done to: an address, a domain, an account, a month.

                """);
        page.append(Text.head("act", "written by"));
        acts().forEach((act, by) -> page.append(
                Text.row(List.of(Text.code(act), by.stream().map(Text::code).collect(Collectors.joining(", "))))));
        return page.toString();
    }

    private SortedMap<String, List<String>> events() {
        var found = new TreeMap<String, List<String>>();
        made("DomainEvent", (type, made) -> {
            List<String> facts = facts(type, made);
            constants.text(made.getArguments().getFirst(), type).ifPresentOrElse(one -> found.put(one, facts), () -> {
                for (Calls.Call call : Calls.of(type, List.of("publish"))) {
                    var literal = TYPE.matcher(String.valueOf(call.argument(0)));
                    if (literal.find()) {
                        found.put(literal.group(1), facts);
                    }
                }
            });
        });
        return found;
    }

    /** Keys of the map that the event is made with: in its place, or put into a variable in the method around it. */
    private List<String> facts(Code.Type type, NewClassTree made) {
        var keys = new ArrayList<String>();
        for (MethodTree method : type.methods()) {
            if (String.valueOf(method.getBody()).contains(made.toString())) {
                for (Calls.Call call : Calls.of(type, List.of("of", "put"))) {
                    boolean here = String.valueOf(method.getBody())
                            .contains(call.tree().toString());
                    String on = call.tree().getMethodSelect().toString();
                    int step = call.name().equals("put")
                            ? call.tree().getArguments().size()
                            : 2;
                    for (int at = 0;
                            here
                                    && (on.equals("Map.of") || on.endsWith("facts.put"))
                                    && at < call.tree().getArguments().size();
                            at += step) {
                        constants.text(call.argument(at), type).ifPresent(keys::add);
                    }
                }
            }
        }
        return keys.stream().distinct().toList();
    }

    private Map<String, List<String>> handlers() {
        var found = new TreeMap<String, List<String>>();
        for (Code.Type type : code.types()) {
            if (type.isA("DomainEventHandler")) {
                String name = type.methods().stream()
                        .filter(method -> method.getName().contentEquals("name"))
                        .flatMap(method -> method.getBody().getStatements().stream())
                        .filter(ReturnTree.class::isInstance)
                        .map(statement -> constants.written(((ReturnTree) statement).getExpression(), type))
                        .findFirst()
                        .orElse(type.name());
                for (MethodTree method : type.methods()) {
                    if (method.getName().contentEquals("types")) {
                        TYPE.matcher(String.valueOf(method.getBody())).results().forEach(one -> found.computeIfAbsent(
                                        one.group(1), key -> new ArrayList<>())
                                .add(name));
                    }
                }
            }
        }
        return found;
    }

    private SortedMap<String, Set<String>> acts() {
        var found = new TreeMap<String, Set<String>>();
        made("Act", (type, made) -> literals(made.getArguments().getFirst(), type, found));
        for (Code.Type type : code.types()) {
            for (Calls.Call call : Calls.of(type, List.of("of"))) {
                if (call.tree().getMethodSelect().toString().equals("Act.of")) {
                    literals(call.argument(0), type, found);
                }
            }
        }
        return found;
    }

    private void literals(@Nullable Tree action, Code.Type type, Map<String, Set<String>> to) {
        var known = constants.text(action, type).map(text -> "\"" + text + "\"").orElse(String.valueOf(action));
        TYPE.matcher(known).results().forEach(one -> to.computeIfAbsent(one.group(1), key -> new TreeSet<>())
                .add(type.name()));
    }

    private void made(String called, BiConsumer<Code.Type, NewClassTree> take) {
        for (Code.Type type : code.types()) {
            new TreeScanner<@Nullable Void, @Nullable Void>() {
                @Override
                public @Nullable Void visitNewClass(NewClassTree made, @Nullable Void nothing) {
                    if (made.getIdentifier().toString().equals(called)) {
                        take.accept(type, made);
                    }
                    return super.visitNewClass(made, null);
                }
            }.scan((Tree) type.tree(), null);
        }
    }
}
