package fr.vaguemestre.e2e.driver;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** One client of the REST interface, anonymous or signed in. */
public final class Rest {
    private static final Duration TIMEOUT = Await.stretched(Duration.ofSeconds(30));

    private final HttpClient http;
    private final String base;
    private final Optional<String> token;

    private Rest(HttpClient http, String base, Optional<String> token) {
        this.http = http;
        this.base = base;
        this.token = token;
    }

    /** A client without a token. */
    public static Rest anonymous(Appliance appliance) {
        HttpClient http = HttpClient.newBuilder()
                .sslContext(appliance.trust().context())
                .connectTimeout(TIMEOUT)
                .version(HttpClient.Version.HTTP_1_1)
                .build();
        return new Rest(http, appliance.endpoint("api"), Optional.empty());
    }

    /** The same client with that access token. */
    public Rest with(String accessToken) {
        return new Rest(http, base, Optional.of(accessToken));
    }

    /** The same client, asking another node, such as {@code http://127.0.0.1:18781/api/v1}. */
    public Rest at(String otherBase) {
        return new Rest(http, otherBase, token);
    }

    /** Signs in; fails unless the name and the password are right. */
    public Rest signIn(String username, String password) {
        Answer answer = login(username, password).expect(200);
        return with(answer.json().path("accessToken").asText());
    }

    /** Tries to sign in. */
    public Answer login(String username, String password) {
        return post("/auth/login", Json.object("username", username, "password", password));
    }

    /** GET of a path below {@code /api/v1}. */
    public Answer get(String path) {
        return send("GET", path, Optional.empty());
    }

    /** DELETE of a path. */
    public Answer delete(String path) {
        return send("DELETE", path, Optional.empty());
    }

    /** POST of an object as JSON. */
    public Answer post(String path, Object body) {
        return send("POST", path, Optional.of(text(body)));
    }

    /** PATCH with an object as JSON. */
    public Answer patch(String path, Object body) {
        return send("PATCH", path, Optional.of(text(body)));
    }

    /** The octets that a GET gives; fails unless there are some. */
    public byte[] octets(String path) {
        var response = exchange(request("GET", path, BodyPublishers.noBody()), BodyHandlers.ofByteArray());
        if (response.statusCode() != 200) {
            throw new AssertionError("HTTP " + response.statusCode() + " instead of octets at " + path);
        }
        return response.body();
    }

    /** POST of a form, its parts as written, parted by that boundary. */
    public Answer form(String path, String boundary, String parts) {
        HttpRequest.Builder request = request("POST", path, BodyPublishers.ofString(parts))
                .header("Content-Type", "multipart/form-data; boundary=" + boundary);
        return answer(exchange(request, BodyHandlers.ofString(StandardCharsets.UTF_8)));
    }

    /** An object as the body of {@link #send}. */
    public static Optional<String> json(Object body) {
        return Optional.of(text(body));
    }

    /** Any request; the body goes out as it is, called JSON. */
    public Answer send(String method, String path, Optional<String> body, String... headers) {
        HttpRequest.Builder request =
                request(method, path, body.map(BodyPublishers::ofString).orElseGet(BodyPublishers::noBody));
        if (body.isPresent()) {
            request.header("Content-Type", "application/json");
        }
        if (headers.length > 0) {
            request.headers(headers);
        }
        return answer(exchange(request, BodyHandlers.ofString(StandardCharsets.UTF_8)));
    }

    /** Any request, its body as these octets and its headers as given; {@code Content-Type} too is the caller's. */
    public Answer raw(String method, String path, byte[] body, List<String> headers) {
        HttpRequest.Builder request = request(method, path, BodyPublishers.ofByteArray(body));
        for (int at = 0; at + 1 < headers.size(); at += 2) {
            request.setHeader(headers.get(at), headers.get(at + 1));
        }
        return answer(exchange(request, BodyHandlers.ofString(StandardCharsets.UTF_8)));
    }

    private HttpRequest.Builder request(String method, String path, BodyPublisher body) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(base + path)).timeout(TIMEOUT).method(method, body);
        token.ifPresent(value -> request.header("Authorization", "Bearer " + value));
        return request;
    }

    private <T> HttpResponse<T> exchange(HttpRequest.Builder built, HttpResponse.BodyHandler<T> handler) {
        HttpRequest request = built.build();
        try {
            return http.send(request, handler);
        } catch (IOException failure) {
            throw new UncheckedIOException(request.method() + " " + request.uri() + ": " + failure, failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    private static Answer answer(HttpResponse<String> response) {
        return new Answer(response.statusCode(), response.headers(), response.body());
    }

    private static String text(Object body) {
        try {
            return Json.MAPPER.writeValueAsString(body);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }
}
