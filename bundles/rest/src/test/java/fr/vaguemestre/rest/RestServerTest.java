package fr.vaguemestre.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the whole server answers over HTTP, with resources of the test. */
class RestServerTest {
    private RunningRest server;

    @BeforeEach
    void start() throws Exception {
        server = new RunningRest();
    }

    @AfterEach
    void stop() throws Exception {
        server.stop();
    }

    @Test
    void aKnownCallerIsAnswered() throws Exception {
        var answer = server.get("/animals/rex", "good");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body())
                .isEqualTo("{\"name\":\"rex\",\"owner\":\"alice\",\"chip\":null,\"seen\":\"2026-01-01T00:00:00Z\"}");
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
        assertThat(answer.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
        assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
    }

    @Test
    void nobodyGetsInWithoutAToken() throws Exception {
        for (String verb : List.of("GET", "POST")) {
            var answer = server.send(server.request("/animals")
                    .header("Content-Type", "application/json")
                    .method(verb, BodyPublishers.ofString("not looked at")));
            RunningRest.expectProblem(answer, 401, "rest.token-missing");
            assertThat(answer.headers().firstValue("WWW-Authenticate")).isPresent();
        }
        RunningRest.expectProblem(server.get("/animals/rex", "bad"), 401, "access.token");
    }

    @Test
    void anOpenRouteNeedsNoToken() throws Exception {
        assertThat(server.send(server.request("/animals/open").GET()).body()).isEqualTo("{\"open\":true}");
    }

    @Test
    void nobodyGetsInWhoseRoleTheRouteDoesNotName() throws Exception {
        RunningRest.expectProblem(
                server.send(server.request("/animals/rex")
                        .header("Authorization", "Bearer good")
                        .DELETE()),
                403,
                "access.role");
        RunningRest.expectProblem(
                server.send(server.request("/animals/rex/chip")
                        .header("Authorization", "Bearer good")
                        .PUT(BodyPublishers.noBody())),
                403,
                "access.role");
    }

    @Test
    void aProblemTellsItsCorrelationIdAndIsTitledInTheReadersLanguage() throws Exception {
        var french = server.get("/animals/ghost", "good");
        JsonNode body = RunningRest.expectProblem(french, 404, "animal.unknown");
        assertThat(body.get("title").asText()).isEqualTo("Animal inconnu");
        assertThat(body.get("instance").asText())
                .isEqualTo(french.headers().firstValue("X-Correlation-Id").orElseThrow())
                .hasSize(32);
        var english = server.send(server.request("/animals/ghost")
                .header("Authorization", "Bearer good")
                .header("Accept-Language", "de, en-GB;q=0.8")
                .GET());
        assertThat(RunningRest.expectProblem(english, 404, "animal.unknown")
                        .get("title")
                        .asText())
                .isEqualTo("Not found");
    }

    @Test
    void anUnforeseenFailureTellsNothingOfItsCause() throws Exception {
        var answer = server.get("/animals/broken", "good");
        RunningRest.expectProblem(answer, 500, "rest.internal");
        assertThat(answer.body()).doesNotContain("secret").doesNotContain("Exception");
    }

    @Test
    void anUnknownRouteIsAProblem() throws Exception {
        RunningRest.expectProblem(server.get("/nothing", "good"), 404, "rest.route-unknown");
        RunningRest.expectProblem(server.get("/animals/rex/tail", "good"), 404, "rest.route-unknown");
        RunningRest.expectProblem(server.outside("/api/v2/x"), 404, "rest.route-unknown");
    }

    @Test
    void anotherVerbOrMediaTypeIsAProblem() throws Exception {
        RunningRest.expectProblem(
                server.send(server.request("/animals/rex")
                        .header("Authorization", "Bearer good")
                        .PUT(BodyPublishers.noBody())),
                405,
                "rest.method-not-allowed");
        RunningRest.expectProblem(
                server.send(server.request("/animals")
                        .header("Authorization", "Bearer good")
                        .header("Content-Type", "text/plain")
                        .POST(BodyPublishers.ofString("x"))),
                415,
                "rest.media-type");
        RunningRest.expectProblem(
                server.send(server.request("/animals/rex")
                        .header("Authorization", "Bearer good")
                        .header("Accept", "image/png")
                        .GET()),
                406,
                "rest.not-acceptable");
    }

    @Test
    void aCharacterSetThatNobodyKnowsIsAProblem() throws Exception {
        var wanted = server.request("/animals")
                .header("Authorization", "Bearer good")
                .POST(BodyPublishers.ofString("{}"));
        RunningRest.expectProblem(
                server.send(wanted.header("Content-Type", "application/json; charset=nonsense")),
                415,
                "rest.media-type");
    }

    @Test
    void aBodyIsCheckedFieldByField() throws Exception {
        Map<String, String> refused = Map.of(
                "{\"name\":\"a\",\"kind\":\"CAT\",\"nose\":1}", "nose rest.field-unknown",
                "{\"kind\":\"CAT\"}", "name rest.field-missing",
                "{\"name\":null,\"kind\":\"CAT\"}", "name rest.field-missing",
                "{\"name\":\"a\",\"kind\":\"COW\"}", "kind rest.field-type",
                "{\"name\":\"a\",\"kind\":\"CAT\",\"legs\":\"four\"}", "legs rest.field-type",
                "{\"name\":\"a\",\"kind\":\"CAT\",\"legs\":99999999999}", "legs rest.field-invalid",
                "{\"name\":\"a\",\"kind\":\"CAT\",\"owner\":{\"phone\":\"1\"}}", "owner.name rest.field-missing",
                "{\"name\":\"a\",\"kind\":\"CAT\",\"tags\":[\"x\",{}]}", "tags[1] rest.field-type",
                "{\"name\":{\"a\":1},\"kind\":\"CAT\"}", "name rest.field-type");
        for (var entry : new HashMap<>(refused).entrySet()) {
            JsonNode body =
                    new ObjectMapper().readTree(server.post(entry.getKey()).body());
            JsonNode error = body.get("errors").get(0);
            assertThat(error).as(body.toString()).isNotNull();
            assertThat(error.get("field").asText() + " " + error.get("code").asText())
                    .as(entry.getKey())
                    .isEqualTo(entry.getValue());
            assertThat(body.get("status").asInt()).isEqualTo(400);
        }
    }

    @Test
    void malformedJsonIsToldWithItsPlace() throws Exception {
        JsonNode body = RunningRest.expectProblem(server.post("{\"name\":\n  oops"), 400, "rest.json-malformed");
        assertThat(body.get("detail").asText()).contains("line 2, column");
        RunningRest.expectProblem(server.post(""), 400, "rest.body-missing");
        RunningRest.expectProblem(server.post("null"), 400, "rest.body-missing");
        RunningRest.expectProblem(
                server.post("{\"name\":\"a\",\"kind\":\"CAT\"} trailing"), 400, "rest.json-malformed");
        RunningRest.expectProblem(server.post("[]"), 400, "rest.json-malformed");
    }

    @Test
    void anAbsentCollectionIsEmptyAndAnAbsentOptionalToo() throws Exception {
        var answer = server.post("{\"name\":\"a\",\"kind\":\"CAT\"}");
        assertThat(answer.statusCode()).isEqualTo(201);
        assertThat(answer.body()).contains("\"tags\":[]", "\"owner\":null", "\"nickname\":null", "\"legs\":0");
    }

    @Test
    void aLocationIsAPathBecauseOnlyTheEdgeKnowsTheName() throws Exception {
        assertThat(server.post("{\"name\":\"a\",\"kind\":\"CAT\"}").headers().firstValue("Location"))
                .contains("/api/v1/animals/a?new");
    }

    @Test
    void aProblemThrownWhileReadingABodyIsTold() throws Exception {
        RunningRest.expectProblem(server.post("{\"name\":\"forbidden\",\"kind\":\"CAT\"}"), 400, "animal.name");
    }

    @Test
    void aLargeBodyIsRefusedWhetherItTellsItsLengthOrNot() throws Exception {
        String large = "{\"name\":\"" + "x".repeat(2000) + "\",\"kind\":\"CAT\"}";
        RunningRest.expectProblem(server.post(large), 413, "rest.too-large");
        var chunked = server.send(server.request("/animals")
                .header("Authorization", "Bearer good")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofInputStream(() ->
                        new java.io.ByteArrayInputStream(large.getBytes(java.nio.charset.StandardCharsets.UTF_8)))));
        RunningRest.expectProblem(chunked, 413, "rest.too-large");
    }

    @Test
    void aPageIsAskedForInOneWay() throws Exception {
        assertThat(server.get("/animals?limit=3&cursor=c&q=%20re%20&sort=-name", "good")
                        .body())
                .isEqualTo("{\"items\":[\"3 c re -name\"],\"nextCursor\":null,\"total\":1}");
        assertThat(server.get("/animals", "good").body()).contains("50   ");
        for (String limit : List.of("0", "201", "many")) {
            JsonNode body =
                    RunningRest.expectProblem(server.get("/animals?limit=" + limit, "good"), 400, "paging.limit");
            assertThat(body.get("errors").get(0).get("field").asText()).isEqualTo("limit");
        }
    }

    @Test
    void aParameterThatIsNoNumberOrThatNoDatabaseCanHoldIsTheClientsFault() throws Exception {
        RunningRest.expectProblem(server.get("/animals/number/abc", "good"), 400, "rest.malformed");
        RunningRest.expectProblem(server.get("/animals?q=a%00b", "good"), 400, "rest.parameter");
        RunningRest.expectProblem(server.get("/animals?a%00b=q", "good"), 400, "rest.parameter");
    }
}
