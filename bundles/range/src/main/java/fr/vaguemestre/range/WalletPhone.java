package fr.vaguemestre.range;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * The e-CPS, the telephone of whoever signs in without a browser (OpenID Connect CIBA): Keycloak tells it who is asked for, and it
 * says yes a moment later; no for {@code luc.carte}, who has a card and no telephone.
 */
final class WalletPhone {
    static final String PATH = "/e-cps";
    private static final String WITHOUT_ONE = "luc.carte";
    private static final int TRIES = 20;
    private static final Duration PAUSE = Duration.ofMillis(500);

    private final ObjectMapper json = new ObjectMapper();
    private final HttpClient keycloak;
    private final URI callback;
    private final EventLog log;

    WalletPhone(HttpClient keycloak, URI callback, EventLog log) {
        this.keycloak = keycloak;
        this.callback = callback;
        this.log = log;
    }

    /** Takes a question and gives back the status sent; the answer goes to Keycloak by itself. */
    int take(HttpExchange exchange) throws IOException {
        String bearer = exchange.getRequestHeaders().getFirst("Authorization");
        if (bearer == null || !exchange.getRequestMethod().equals("POST")) {
            exchange.sendResponseHeaders(400, -1);
            return 400;
        }
        String who = json.readTree(exchange.getRequestBody()).path("login_hint").asText();
        exchange.sendResponseHeaders(201, -1);
        var unused = Thread.ofVirtual().start(() -> answer(who, bearer));
        return 201;
    }

    /** Until it is taken: the question may not be written down yet when it comes here. */
    private void answer(String who, String bearer) {
        String word = who.equals(WITHOUT_ONE) ? "UNAUTHORIZED" : "SUCCEED";
        var request = HttpRequest.newBuilder(callback)
                .header("Authorization", bearer)
                .header("Content-Type", "application/json")
                .timeout(Duration.ofSeconds(30))
                .POST(HttpRequest.BodyPublishers.ofString("{\"status\":\"" + word + "\"}"))
                .build();
        int status = 0;
        for (int tried = 0; tried < TRIES && status != 200; tried++) {
            LockSupport.parkNanos(PAUSE.toNanos());
            try {
                status = keycloak.send(request, HttpResponse.BodyHandlers.discarding())
                        .statusCode();
            } catch (IOException gone) {
                status = 0;
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                return;
            }
        }
        log.say("e-cps of " + who + " says " + word + " " + status);
    }
}
