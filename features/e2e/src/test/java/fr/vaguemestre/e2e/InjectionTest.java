package fr.vaguemestre.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import fr.vaguemestre.e2e.driver.Answer;
import fr.vaguemestre.e2e.driver.Contract;
import fr.vaguemestre.e2e.driver.Contract.Operation;
import fr.vaguemestre.e2e.driver.Contract.Parameter;
import fr.vaguemestre.e2e.driver.Json;
import fr.vaguemestre.e2e.driver.Rest;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** SQL in every parameter and every field: the database never sees it as words of its own. */
class InjectionTest {
    private static final String TABLE = "e2e_injected";

    private static final List<String> PAYLOADS = List.of(
            "'",
            "''",
            "\\'",
            "' OR '1'='1",
            "' OR 1=1 --",
            "') OR ('1'='1",
            "'; CREATE TABLE public." + TABLE + "(); --",
            "\"; CREATE TABLE public." + TABLE + "(); --",
            "1; CREATE TABLE public." + TABLE + "()",
            "' UNION SELECT version(), null --",
            "' AND 1=CAST(version() AS int) --",
            "$$; CREATE TABLE public." + TABLE + "(); $$",
            "%' ESCAPE '!' --",
            "{fn user()}",
            "?",
            "$1",
            ":name",
            "name desc; select 1");

    private final Hospital hospital = Hospital.open();
    private final String box = hospital.box("injection");
    private final Rest user = World.anonymous().signIn(box, Hospital.PASSWORD);

    @Tag("fault-56")
    @Test
    void noParameterIsReadAsSql() {
        long before = errors();
        List<String> wrong = new ArrayList<>();
        for (Operation operation : Contract.of(World.appliance()).operations()) {
            if (operation.roles().isEmpty()) {
                continue; // counted by address: the sign-in has its own tests
            }
            for (String payload : PAYLOADS) {
                for (Answer answer : answers(operation, payload)) {
                    if (answer.status() >= 500
                            || answer.text().matches("(?s).*(PSQL|SQLException|syntax error|PostgreSQL 1).*")) {
                        wrong.add(operation + " with " + payload + ": " + answer.status() + " " + answer.text());
                    }
                }
            }
        }

        assertThat(wrong).isEmpty();
        assertThat(Machine.sql("SELECT count(*) FROM pg_class WHERE relname = '" + TABLE + "'"))
                .isEqualTo("0");
        assertThat(errors()).as("statements that the database could not read").isEqualTo(before);
    }

    @Test
    void aConditionThatIsAlwaysTrueFindsNothingMore() {
        for (String list : List.of(
                "/mailboxes?q=",
                "/admin/users?q=",
                "/admin/domains?q=",
                "/admin/audit?object=",
                "/admin/trace?address=")) {
            Answer answer = hospital.admin().get(list + encoded("x' OR '1'='1")).expect(200);
            assertThat(answer.json().path("items")).as(list).isEmpty();
        }
    }

    /** Once with the payload in each parameter of the query, once in the path, once in all fields of the body. */
    private List<Answer> answers(Operation operation, String payload) {
        Rest caller = operation.roles().contains("domain_admin") ? hospital.admin() : World.admin();
        List<Answer> answers = new ArrayList<>();
        String path = operation.path();
        StringBuilder query = new StringBuilder("?");
        for (Parameter parameter : operation.parameters()) {
            if (parameter.in().equals("path")) {
                boolean own = path.startsWith("/email/") && parameter.name().equals("address");
                path = path.replace("{" + parameter.name() + "}", encoded(own ? box : payload));
            } else if (parameter.in().equals("query")) {
                query.append(parameter.name())
                        .append('=')
                        .append(encoded(payload))
                        .append('&');
                answers.add(send(
                        caller,
                        operation,
                        operation.path().contains("{")
                                ? ""
                                : operation.path() + "?" + parameter.name() + "=" + encoded(payload)));
            }
        }
        answers.add(send(path.startsWith("/email/") ? user : caller, operation, path + query));
        answers.removeIf(answer -> answer.status() == 0);
        return answers;
    }

    private static Answer send(Rest caller, Operation operation, String path) {
        if (path.isEmpty() || operation.id().equals("auth.logout")) {
            return new Answer(0, java.net.http.HttpHeaders.of(Map.of(), (name, value) -> true), "");
        }
        return caller.send(operation.method(), path, body(operation, path));
    }

    private static Optional<String> body(Operation operation, String path) {
        if (!operation.body().has("properties")) {
            return Optional.empty();
        }
        Map<String, Object> body = Json.object();
        String payload = path.contains("=") ? path.substring(path.indexOf('=') + 1) : "' OR '1'='1";
        operation
                .body()
                .path("properties")
                .properties()
                .forEach(field -> body.put(
                        field.getKey(),
                        field.getValue().path("type").asText().equals("array") ? List.of(payload) : payload));
        return Rest.json(body);
    }

    /** How many statements the log of PostgreSQL tells that it could not read or run. */
    private static long errors() {
        return Long.parseLong(Machine.shell(
                        "cat \"$VM_LOG\"/postgresql/* 2>/dev/null | grep -acE 'syntax error|unterminated|invalid input"
                                + " syntax|operator does not exist' || true")
                .out()
                .strip());
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
