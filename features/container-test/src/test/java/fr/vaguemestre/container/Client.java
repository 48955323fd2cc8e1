package fr.vaguemestre.container;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.regex.Pattern;

/** Talks to the appliance from outside of the bundles, by HTTP on the loopback. */
final class Client {
    private static final Pattern TOKEN = Pattern.compile("\"accessToken\"\\s*:\\s*\"([^\"]+)\"");
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private String token = "";

    /** Signs in as the super administrator. */
    void signIn() {
        var body = "{\"username\":\"admin\",\"password\":\"" + Appliance.PASSWORD + "\"}";
        var answer = send(request(Appliance.REST, "/api/v1/auth/login")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
        var found = TOKEN.matcher(answer.body());
        if (answer.statusCode() != 200 || !found.find()) {
            throw new IllegalStateException("sign-in: " + answer.statusCode() + " " + answer.body());
        }
        token = found.group(1);
    }

    /** Status of a route of the API, with the token. */
    int status(String route) {
        return api(route).statusCode();
    }

    /** Answer of a route of the API, with the token. */
    HttpResponse<String> api(String route) {
        return send(request(Appliance.REST, "/api/v1" + route).header("Authorization", "Bearer " + token));
    }

    /** Answer of another server of the appliance. */
    HttpResponse<String> get(String port, String path) {
        return send(request(port, path));
    }

    private static HttpRequest.Builder request(String port, String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + System.getProperty(port) + path))
                .timeout(PATIENCE);
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException away) {
            throw new IllegalStateException(away);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stop);
        }
    }
}
