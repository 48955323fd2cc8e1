package fr.vaguemestre.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import fr.vaguemestre.api.rest.RestResource;
import fr.vaguemestre.testkit.Await;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.servlet.ServletContextHandler;
import org.eclipse.jetty.servlet.ServletHolder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The whole server over HTTP, with resources of the test. */
class RestServerTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient client = HttpClient.newHttpClient();
    private final Map<String, Long> observed = new ConcurrentHashMap<>();
    private final AtomicLong millis = new AtomicLong(0);
    private final ProblemTitles titles = new ProblemTitles();
    private final DepartedRoutes departed = new DepartedRoutes(System::nanoTime);
    private final GateResource gate = new GateResource();
    private Resources resources;
    private Server jetty;
    private int port;

    @BeforeEach
    void start() throws Exception {
        titles.put(
                "rest", ProblemTitles.read(path -> getClass().getClassLoader().getResource(path)));
        var french = new Properties();
        french.setProperty("animal.unknown", "Animal inconnu");
        titles.put("animal", Map.of("fr", french));
        ObjectMapper json = Json.mapper();
        var problems = new ProblemWriter(json, titles);
        resources = new Resources(
                departed,
                List.of(
                        new JsonProvider(json),
                        new PageRequestProvider(),
                        new VisitProvider(),
                        new LocationFilter(),
                        new ProblemMapper(problems, departed),
                        new AuthenticationFilter(
                                new Routes(), () -> Optional.of(new Doorkeeper()), limit(50), limit(1000)),
                        new IdempotencyFilter(Optional::empty)));
        resources.add(new AnimalResource());
        resources.add(gate);
        var servlet = new RestServlet(
                resources::current,
                problems,
                limit(10_000),
                () -> Optional.of(new Stopwatch(observed)),
                1000,
                Duration.ofMillis(50));
        jetty = new Server();
        var connector = new ServerConnector(jetty);
        connector.setHost("127.0.0.1");
        jetty.addConnector(connector);
        var handler = new ServletContextHandler();
        handler.addServlet(new ServletHolder(servlet), RestServlet.ALIAS + "/*");
        jetty.setHandler(handler);
        jetty.start();
        port = connector.getLocalPort();
    }

    @AfterEach
    void stop() throws Exception {
        gate.open();
        jetty.stop();
        resources.close();
    }

    private RateLimit limit(int perMinute) {
        return new RateLimit("test", perMinute, Optional::empty, millis::get);
    }

    @Test
    void aKnownCallerIsAnswered() throws Exception {
        var answer = get("/animals/rex", "good");
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
            var answer = send(request("/animals")
                    .header("Content-Type", "application/json")
                    .method(verb, BodyPublishers.ofString("not looked at")));
            expectProblem(answer, 401, "rest.token-missing");
            assertThat(answer.headers().firstValue("WWW-Authenticate")).isPresent();
        }
        expectProblem(get("/animals/rex", "bad"), 401, "access.token");
    }

    @Test
    void anOpenRouteNeedsNoToken() throws Exception {
        assertThat(send(request("/animals/open").GET()).body()).isEqualTo("{\"open\":true}");
    }

    @Test
    void aProblemTellsItsCorrelationIdAndIsTitledInTheReadersLanguage() throws Exception {
        var french = get("/animals/ghost", "good");
        JsonNode body = expectProblem(french, 404, "animal.unknown");
        assertThat(body.get("title").asText()).isEqualTo("Animal inconnu");
        assertThat(body.get("instance").asText())
                .isEqualTo(french.headers().firstValue("X-Correlation-Id").orElseThrow())
                .hasSize(32);
        var english = send(request("/animals/ghost")
                .header("Authorization", "Bearer good")
                .header("Accept-Language", "de, en-GB;q=0.8")
                .GET());
        assertThat(expectProblem(english, 404, "animal.unknown").get("title").asText())
                .isEqualTo("Not found");
    }

    @Test
    void anUnforeseenFailureTellsNothingOfItsCause() throws Exception {
        var answer = get("/animals/broken", "good");
        expectProblem(answer, 500, "rest.internal");
        assertThat(answer.body()).doesNotContain("secret").doesNotContain("Exception");
    }

    @Test
    void anUnknownRouteIsAProblem() throws Exception {
        expectProblem(get("/nothing", "good"), 404, "rest.route-unknown");
        expectProblem(get("/animals/rex/tail", "good"), 404, "rest.route-unknown");
        var outside = client.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/v2/x"))
                        .build(),
                BodyHandlers.ofString());
        expectProblem(outside, 404, "rest.route-unknown");
    }

    @Test
    void anotherVerbOrMediaTypeIsAProblem() throws Exception {
        expectProblem(
                send(request("/animals/rex")
                        .header("Authorization", "Bearer good")
                        .PUT(BodyPublishers.noBody())),
                405,
                "rest.method-not-allowed");
        expectProblem(
                send(request("/animals")
                        .header("Authorization", "Bearer good")
                        .header("Content-Type", "text/plain")
                        .POST(BodyPublishers.ofString("x"))),
                415,
                "rest.media-type");
        expectProblem(
                send(request("/animals/rex")
                        .header("Authorization", "Bearer good")
                        .header("Accept", "image/png")
                        .GET()),
                406,
                "rest.not-acceptable");
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
            JsonNode body = JSON.readTree(post(entry.getKey()).body());
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
        JsonNode body = expectProblem(post("{\"name\":\n  oops"), 400, "rest.json-malformed");
        assertThat(body.get("detail").asText()).contains("line 2, column");
        expectProblem(post(""), 400, "rest.body-missing");
        expectProblem(post("{\"name\":\"a\",\"kind\":\"CAT\"} trailing"), 400, "rest.json-malformed");
        expectProblem(post("[]"), 400, "rest.json-malformed");
    }

    @Test
    void anAbsentCollectionIsEmptyAndAnAbsentOptionalToo() throws Exception {
        var answer = post("{\"name\":\"a\",\"kind\":\"CAT\"}");
        assertThat(answer.statusCode()).isEqualTo(201);
        assertThat(answer.body()).contains("\"tags\":[]", "\"owner\":null", "\"nickname\":null", "\"legs\":0");
    }

    @Test
    void aLocationIsAPathBecauseOnlyTheEdgeKnowsTheName() throws Exception {
        assertThat(post("{\"name\":\"a\",\"kind\":\"CAT\"}").headers().firstValue("Location"))
                .contains("/api/v1/animals/a?new");
    }

    @Test
    void aProblemThrownWhileReadingABodyIsTold() throws Exception {
        expectProblem(post("{\"name\":\"forbidden\",\"kind\":\"CAT\"}"), 400, "animal.name");
    }

    @Test
    void aLargeBodyIsRefusedWhetherItTellsItsLengthOrNot() throws Exception {
        String large = "{\"name\":\"" + "x".repeat(2000) + "\",\"kind\":\"CAT\"}";
        expectProblem(post(large), 413, "rest.too-large");
        var chunked = send(request("/animals")
                .header("Authorization", "Bearer good")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofInputStream(() ->
                        new java.io.ByteArrayInputStream(large.getBytes(java.nio.charset.StandardCharsets.UTF_8)))));
        expectProblem(chunked, 413, "rest.too-large");
    }

    @Test
    void aPageIsAskedForInOneWay() throws Exception {
        assertThat(get("/animals?limit=3&cursor=c&q=%20re%20&sort=-name", "good")
                        .body())
                .isEqualTo("{\"items\":[\"3 c re -name\"],\"nextCursor\":null,\"total\":1}");
        assertThat(get("/animals", "good").body()).contains("50   ");
        for (String limit : List.of("0", "201", "many")) {
            JsonNode body = expectProblem(get("/animals?limit=" + limit, "good"), 400, "paging.limit");
            assertThat(body.get("errors").get(0).get("field").asText()).isEqualTo("limit");
        }
    }

    @Test
    void aNumberInThePathThatIsNoneIsTheClientsFault() throws Exception {
        expectProblem(get("/animals/number/abc", "good"), 400, "rest.malformed");
    }

    @Test
    void tooManyRequestsAreToldWhenToComeBack() throws Exception {
        millis.set(45_000);
        for (int i = 0; i < 50; i++) {
            assertThat(get("/animals/rex", "good").statusCode()).isEqualTo(200);
        }
        var answer = get("/animals/rex", "good");
        expectProblem(answer, 429, "rest.too-many");
        assertThat(answer.headers().firstValue("Retry-After")).contains("15");
        assertThat(get("/animals/rex", "other").statusCode()).isEqualTo(200);
        millis.set(60_000);
        assertThat(get("/animals/rex", "good").statusCode()).isEqualTo(200);
    }

    @Test
    void requestsAreMeasuredByRouteAndClassOfStatus() throws Exception {
        get("/animals/rex", "good");
        get("/animals/ghost", "good");
        get("/nothing", "good");
        var expected = Map.of("GET /animals/{name} 2xx", 1L, "GET /animals/{name} 4xx", 1L, "GET unknown 4xx", 1L);
        // an answer can reach its reader before the server has measured it
        Await.until("three requests are measured: " + observed, 10, () -> observed.equals(expected));
    }

    @Test
    void aRequestUnderWayOutlivesItsResource() throws Exception {
        CompletableFuture<HttpResponse<String>> slow = client.sendAsync(
                request("/gate").header("Authorization", "Bearer good").GET().build(), BodyHandlers.ofString());
        assertThat(gate.entered.get(10, TimeUnit.SECONDS)).isTrue();
        resources.remove(gate);
        assertThat(get("/animals/rex", "good").statusCode()).isEqualTo(200);
        var away = get("/gate", "good");
        expectProblem(away, 503, "rest.route-away");
        assertThat(away.headers().firstValue("Retry-After")).isPresent();
        gate.open();
        assertThat(slow.get(10, TimeUnit.SECONDS).body()).isEqualTo("{\"passed\":true}");
        resources.add(gate);
        assertThat(get("/gate", "good").statusCode()).isEqualTo(200);
    }

    @Test
    void aLargeBodyThatFindsAnotherBeforeItIsToldWhenToComeAgain() throws Exception {
        HttpRequest large = request("/gate")
                .header("Authorization", "Bearer good")
                .method("GET", BodyPublishers.ofInputStream(InputStream::nullInputStream))
                .build();
        var first = client.sendAsync(large, BodyHandlers.ofString());
        gate.entered.get(10, TimeUnit.SECONDS);
        var second = client.send(large, BodyHandlers.ofString());
        expectProblem(second, 503, "rest.busy");
        assertThat(second.headers().firstValue("Retry-After")).contains("5");
        gate.open();
        assertThat(first.get(10, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
    }

    @Test
    void othersAreNeverDroppedWhileResourcesComeAndGo() throws Exception {
        get("/animals/rex", "good");
        RestResource other = new GateResource();
        for (int i = 0; i < 10; i++) {
            var one = client.sendAsync(
                    request("/animals/rex")
                            .header("Authorization", "Bearer free")
                            .GET()
                            .build(),
                    BodyHandlers.ofString());
            if (i % 2 == 0) {
                resources.add(other);
            } else {
                resources.remove(other);
            }
            assertThat(one.get(10, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void whatCannotBePublishedIsLeftOut() throws Exception {
        resources.add(new BrokenResource());
        assertThat(get("/animals/rex", "good").statusCode()).isEqualTo(200);
    }

    private HttpResponse<String> get(String path, String token) throws Exception {
        return send(request(path).header("Authorization", "Bearer " + token).GET());
    }

    private HttpResponse<String> post(String body) throws Exception {
        return send(request("/animals")
                .header("Authorization", "Bearer good")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body)));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/v1" + path));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return client.send(request.build(), BodyHandlers.ofString());
    }

    private static JsonNode expectProblem(HttpResponse<String> answer, int status, String code) throws Exception {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("application/problem+json");
        JsonNode body = JSON.readTree(answer.body());
        assertThat(body.get("type").asText()).isEqualTo("urn:vaguemestre:problem:" + code);
        assertThat(body.get("status").asInt()).isEqualTo(status);
        return body;
    }
}
