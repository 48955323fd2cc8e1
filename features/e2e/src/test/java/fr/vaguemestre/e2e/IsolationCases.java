package fr.vaguemestre.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import fr.vaguemestre.e2e.driver.Answer;
import fr.vaguemestre.e2e.driver.Contract.Operation;
import fr.vaguemestre.e2e.driver.Contract.Parameter;
import fr.vaguemestre.e2e.driver.Json;
import fr.vaguemestre.e2e.driver.Rest;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The cases of one operation: each of its parameters and fields once with another hospital's thing, once with nobody's. The two
 * answers must not differ, tell nothing of the other hospital, and change nothing.
 */
final class IsolationCases {
    /** A month is nobody's thing: whose figures it shows, {@link IndicatorsTest} looks at. */
    private static final String MONTH = "1999-12";

    private final Holdings ours;
    private final Holdings theirs;
    private final Map<Thing, String> nobodys;
    private final IsolationPage page;

    IsolationCases(Holdings ours, Holdings theirs, IsolationPage page) {
        this.ours = ours;
        this.theirs = theirs;
        this.nobodys = Holdings.nobodys(theirs.hospital());
        this.page = page;
    }

    /** Who may not call at all is refused before anything is looked up: their thing, or nobody's. */
    void refusedByRole(Operation operation, String role, Supplier<Rest> caller) {
        page.tried(operation, role, "role", () -> {
            for (Function<Thing, String> names : List.<Function<Thing, String>>of(theirs::get, nobodys::get)) {
                Answer answer = ask(caller, operation, path(operation, thing -> names.apply(thing)), body(operation));
                assertThat(answer.status()).as(answer.text()).isEqualTo(403);
                assertThat(answer.problem()).isEqualTo("access.role");
            }
        });
    }

    /** The operator's administrators see every structure, and nobody's mail; what they write is not looked at here. */
    void readsEverythingButMail(Operation operation, String role, Supplier<Rest> caller) {
        rulesAreKnown(operation);
        if (operation.method().equals("GET")) {
            page.tried(operation, role, "read", () -> {
                Answer answer = ask(caller, operation, path(operation, theirs::get), Optional.empty());
                assertThat(answer.text()).doesNotContain(theirs.secret(), ours.secret());
            });
        } else {
            page.entitled(operation, role);
        }
    }

    /** Each place where a thing can be named, one after the other. */
    void namesForeignThings(Operation operation, String role, Supplier<Rest> caller) {
        rulesAreKnown(operation);
        if (operation.method().equals("GET") && !operation.path().contains("{")) {
            page.tried(
                    operation,
                    role,
                    "plain",
                    () -> untold(ask(caller, operation, operation.path(), Optional.empty()), ""));
        }
        for (Parameter parameter : operation.parameters()) {
            Thing thing = thing(operation, parameter).orElseThrow();
            if (thing != Thing.NOBODYS) {
                page.tried(
                        operation,
                        role,
                        parameter.in() + " " + parameter.name(),
                        () -> same(operation, thing, value -> {
                            if (parameter.in().equals("path")) {
                                return ask(
                                        caller,
                                        operation,
                                        pathWith(operation, parameter.name(), value),
                                        body(operation));
                            }
                            if (parameter.in().equals("header")) {
                                return ask(
                                        caller,
                                        operation,
                                        path(operation, nobodys::get),
                                        body(operation),
                                        parameter.name(),
                                        value);
                            }
                            String query = "?" + parameter.name() + "=" + encoded(value);
                            return ask(caller, operation, path(operation, ours::get) + query, body(operation));
                        }));
            }
        }
        fields(operation)
                .forEach((field, thing) -> page.tried(
                        operation,
                        role,
                        "body " + field,
                        () -> same(
                                operation,
                                thing,
                                value -> ask(
                                        caller,
                                        operation,
                                        path(operation, ours::get),
                                        bodyWith(operation, field, value)))));
    }

    private void same(Operation operation, Thing thing, Function<String, Answer> ask) {
        String before = theirs.state();
        Answer named = ask.apply(thing == Thing.KEY ? theirs.usedKey() : theirs.get(thing));
        Answer nothing = ask.apply(thing == Thing.KEY ? UUID.randomUUID().toString() : nobodys.get(thing));
        assertThat(theirs.state()).as("unchanged").isEqualTo(before);
        untold(named, theirs.get(thing));
        assertThat(named.headers().firstValue("Idempotency-Replayed")).isEmpty();
        if (thing == Thing.CURSOR) {
            assertThat(named.status()).as(named.text()).isIn(200, 400, 403, 404);
            return;
        }
        assertThat(named.status()).as("as if it did not exist: " + named.text()).isEqualTo(nothing.status());
        assertThat(named.problem()).isEqualTo(nothing.problem());
        if (named.status() == 200
                && operation.method().equals("GET")
                && named.text().startsWith("{")) {
            assertThat(named.json().path("items").size())
                    .isEqualTo(nothing.json().path("items").size());
        }
    }

    /** Nothing of theirs, but what was asked for in a refusal. */
    private void untold(Answer answer, String asked) {
        assertThat(answer.status()).as(answer.text()).isLessThan(500);
        String text = answer.text().replace(nobodys.get(Thing.MAILBOX), "");
        if (answer.status() >= 400 && !asked.isEmpty()) {
            text = text.replace(asked, "").replace(asked.substring(asked.indexOf('@') + 1), "");
        }
        assertThat(text).doesNotContain(theirs.marks());
    }

    private void rulesAreKnown(Operation operation) {
        for (Parameter parameter : operation.parameters()) {
            assertThat(thing(operation, parameter))
                    .as("a rule in Thing for " + parameter.in() + " " + parameter.name() + " of " + operation)
                    .isPresent();
        }
        fields(operation);
    }

    private static Optional<Thing> thing(Operation operation, Parameter parameter) {
        return parameter.in().equals("path")
                ? Thing.ofPath(operation, parameter.name())
                : Thing.ofQuery(parameter.name());
    }

    private static Map<String, Thing> fields(Operation operation) {
        Map<String, Thing> found = new LinkedHashMap<>();
        operation.body().path("properties").fieldNames().forEachRemaining(field -> {
            Optional<Thing> thing = Thing.ofField(operation, field);
            assertThat(thing)
                    .as("a rule in Thing for field " + field + " of " + operation)
                    .isPresent();
            if (thing.get() != Thing.NOBODYS) {
                found.put(field, thing.get());
            }
        });
        return found;
    }

    private String pathWith(Operation operation, String name, String value) {
        return path(operation, ours::get, name, value);
    }

    private static String path(Operation operation, Function<Thing, String> things) {
        return path(operation, things, "", "");
    }

    private static String path(Operation operation, Function<Thing, String> things, String name, String value) {
        String path = operation.path();
        for (Parameter parameter : operation.parameters()) {
            if (parameter.in().equals("path")) {
                Thing thing = Thing.ofPath(operation, parameter.name()).orElse(Thing.NOBODYS);
                String usual =
                        parameter.name().equals("month") ? MONTH : thing == Thing.NOBODYS ? "1" : things.apply(thing);
                path = path.replace(
                        "{" + parameter.name() + "}", parameter.name().equals(name) ? value : usual);
            }
        }
        return path;
    }

    private static Answer ask(
            Supplier<Rest> as, Operation operation, String path, Optional<String> body, String... headers) {
        return as.get().send(operation.method(), path, body, headers);
    }

    /** What each operation takes, so that only the foreign thing can be the reason of a refusal. */
    private Map<String, Object> usual(Operation operation) {
        return switch (operation.id()) {
            case "mailbox.create" -> World.org(ours.hospital().address(World.fresh("essai")));
            case "user.create" ->
                World.user(
                        World.fresh("essai"),
                        Hospital.PASSWORD,
                        "domain_admin",
                        List.of(ours.hospital().domain()),
                        List.of());
            case "email.send", "email.draft", "email.redraft" ->
                Json.object("to", List.of(ours.box()), "subject", "essai", "text", "essai");
            default -> Json.object();
        };
    }

    private Optional<String> body(Operation operation) {
        return operation.method().equals("GET") || operation.method().equals("DELETE")
                ? Optional.empty()
                : Rest.json(Json.object());
    }

    private Optional<String> bodyWith(Operation operation, String field, String value) {
        Map<String, Object> body = usual(operation);
        boolean list =
                operation.body().at("/properties/" + field + "/type").asText().equals("array");
        body.put(field, list ? List.of(value) : value);
        return Rest.json(body);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
