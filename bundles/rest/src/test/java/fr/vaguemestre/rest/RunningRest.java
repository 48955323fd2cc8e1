package fr.vaguemestre.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.servlet.ServletContextHandler;
import org.eclipse.jetty.servlet.ServletHolder;

/** The whole server on a port of loopback, with resources of the tests, and a client for it. */
final class RunningRest {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** What was measured of requests, by name. */
    final Map<String, Long> observed = new ConcurrentHashMap<>();
    /** The clock of its limits, in milliseconds. */
    final AtomicLong millis = new AtomicLong(0);
    /** Holds requests until it is opened. */
    final GateResource gate = new GateResource();
    /** What is published; a test may add and remove. */
    final Resources resources;

    private final HttpClient client = HttpClient.newHttpClient();
    private final Server jetty;
    private final int port;

    /** Starts it. */
    RunningRest() throws Exception {
        ProblemTitles titles = titles();
        var departed = new DepartedRoutes(System::nanoTime);
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
                        new ParameterFilter(),
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

    private static ProblemTitles titles() {
        var titles = new ProblemTitles();
        titles.put(
                "rest",
                ProblemTitles.read(path -> RunningRest.class.getClassLoader().getResource(path)));
        var french = new Properties();
        french.setProperty("animal.unknown", "Animal inconnu");
        titles.put("animal", Map.of("fr", french));
        return titles;
    }

    /** Ends it, and whoever waits at the gate. */
    void stop() throws Exception {
        gate.open();
        jetty.stop();
        resources.close();
    }

    private RateLimit limit(int perMinute) {
        return new RateLimit("test", perMinute, Optional::empty, millis::get);
    }

    HttpResponse<String> get(String path, String token) throws Exception {
        return send(request(path).header("Authorization", "Bearer " + token).GET());
    }

    HttpResponse<String> post(String body) throws Exception {
        return send(request("/animals")
                .header("Authorization", "Bearer good")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body)));
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/v1" + path));
    }

    HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return client.send(request.build(), BodyHandlers.ofString());
    }

    static JsonNode expectProblem(HttpResponse<String> answer, int status, String code) throws Exception {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("application/problem+json");
        JsonNode body = JSON.readTree(answer.body());
        assertThat(body.get("type").asText()).isEqualTo("urn:vaguemestre:problem:" + code);
        assertThat(body.get("status").asInt()).isEqualTo(status);
        return body;
    }

    /** The answer to come; the caller goes on. */
    CompletableFuture<HttpResponse<String>> sendAsync(HttpRequest.Builder request) {
        return client.sendAsync(request.build(), BodyHandlers.ofString());
    }

    /** An address outside of the API's. */
    HttpResponse<String> outside(String path) throws Exception {
        return client.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                        .build(),
                BodyHandlers.ofString());
    }
}
