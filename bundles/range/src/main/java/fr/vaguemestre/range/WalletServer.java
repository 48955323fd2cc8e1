package fr.vaguemestre.range;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsExchange;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLPeerUnverifiedException;

/**
 * The HTTPS of Pro Santé Connect on 127.0.0.1, before the Keycloak that plays it. Of Pro Santé Connect's own ways it has those that
 * Keycloak lacks: discovery at {@code wallet-openid-configuration}, and an address for people's browsers on another host than the
 * issuer's. A client's certificate of the IGC that is not revoked is told to Keycloak; faults are made here.
 */
final class WalletServer implements AutoCloseable {
    static final String REALM = "/auth/realms/esante-wallet";
    static final String CERTIFICATE = "SSL-Client-Cert";
    private static final String DISCOVERY = REALM + "/.well-known/openid-configuration";
    private static final String WALLET_DISCOVERY = REALM + "/.well-known/wallet-openid-configuration";
    private static final String OPENID = REALM + "/protocol/openid-connect";
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    /** What belongs to one connection, what the door says itself, and what it could not read through. */
    private static final Set<String> NOT_PASSED_ON = Set.of(
            "accept-encoding",
            "connection",
            "content-length",
            "expect",
            "forwarded",
            "host",
            "http2-settings",
            "keep-alive",
            "transfer-encoding",
            "upgrade");

    private final RangeIgc igc;
    private final Faults faults;
    private final int keycloakPort;
    private final EventLog log;
    private final HttpsDoor door;
    private final HttpClient keycloak = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
    private final WalletAnswers answers = new WalletAnswers();
    private final WalletPhone phone;

    WalletServer(RangeIgc igc, RangeConfig config, EventLog log) throws IOException, GeneralSecurityException {
        this.igc = igc;
        this.faults = config.faults();
        this.keycloakPort = config.keycloakPort();
        this.log = log;
        this.phone = new WalletPhone(
                keycloak, URI.create("http://127.0.0.1:" + keycloakPort + OPENID + "/ext/ciba/auth/callback"), log);
        this.door = new HttpsDoor(
                igc.identity(RangeLeaf.SERVEUR_PSC).tls(Peers.trusted(igc)),
                HttpsDoor.Client.MAY_SHOW,
                config.pscPort());
    }

    WalletServer start() {
        door.open(this::handle, log, REALM);
        return this;
    }

    int port() {
        return door.port();
    }

    @Override
    public void close() {
        door.close();
        keycloak.close();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            int status = answer(exchange);
            // Without the query: codes and tokens travel there.
            log.say(exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath() + " "
                    + (status == 0 ? "hung up" : status));
        } catch (GeneralSecurityException unreadable) {
            throw new IOException(unreadable);
        }
    }

    private int answer(HttpExchange exchange) throws IOException, GeneralSecurityException {
        Set<Fault> on = faults.on();
        if (on.contains(Fault.PSC_DOWN)) {
            return 0;
        }
        URI asked = exchange.getRequestURI();
        if (asked.getPath().equals("/auth")) {
            String query = asked.getRawQuery() == null ? "" : "?" + asked.getRawQuery();
            exchange.getResponseHeaders().set("Location", issuer() + "/protocol/openid-connect/auth" + query);
            exchange.sendResponseHeaders(302, -1);
            return 302;
        }
        if (asked.getPath().equals(WalletPhone.PATH)) {
            return phone.take(exchange);
        }
        try {
            return passOn(exchange, keycloak.send(request(exchange), HttpResponse.BodyHandlers.ofByteArray()), on);
        } catch (ConnectException starting) {
            return say(exchange, 503, "{\"error\":\"temporarily_unavailable\"}".getBytes(UTF_8));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return 0;
        }
    }

    private HttpRequest request(HttpExchange exchange) throws IOException, GeneralSecurityException {
        URI asked = exchange.getRequestURI();
        String path = asked.getPath().equals(WALLET_DISCOVERY) ? DISCOVERY : asked.getRawPath();
        String query = asked.getRawQuery() == null ? "" : "?" + asked.getRawQuery();
        byte[] body = exchange.getRequestBody().readAllBytes();
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + keycloakPort + path + query))
                .timeout(PATIENCE)
                .method(
                        exchange.getRequestMethod(),
                        body.length == 0
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofByteArray(body));
        exchange.getRequestHeaders().forEach((name, values) -> {
            String lower = name.toLowerCase(Locale.ROOT);
            // Only this door says who shows a certificate, and where a request comes from.
            if (!NOT_PASSED_ON.contains(lower)
                    && !lower.startsWith("x-forwarded-")
                    && !lower.replace('_', '-').startsWith("ssl-client-cert")) {
                values.forEach(value -> request.header(name, value));
            }
        });
        request.header("X-Forwarded-Proto", "https");
        request.header("X-Forwarded-For", "127.0.0.1");
        request.header("X-Forwarded-Host", "localhost");
        request.header("X-Forwarded-Port", Integer.toString(port()));
        Optional<X509Certificate> shown = shown((HttpsExchange) exchange);
        if (shown.isPresent()) {
            request.header(
                    CERTIFICATE, Base64.getEncoder().encodeToString(shown.get().getEncoded()));
        }
        return request.build();
    }

    private Optional<X509Certificate> shown(HttpsExchange exchange) throws IOException, GeneralSecurityException {
        try {
            var certificate = (X509Certificate) exchange.getSSLSession().getPeerCertificates()[0];
            return igc.orgCrl().isRevoked(certificate) ? Optional.empty() : Optional.of(certificate);
        } catch (SSLPeerUnverifiedException nothing) {
            return Optional.empty();
        }
    }

    private int passOn(HttpExchange exchange, HttpResponse<byte[]> answer, Set<Fault> on) throws IOException {
        String path = exchange.getRequestURI().getPath();
        boolean good = answer.statusCode() == 200;
        byte[] body = answer.body();
        if (good && List.of(DISCOVERY, WALLET_DISCOVERY).contains(path)) {
            body = answers.discovery(body, "https://127.0.0.1:" + port() + "/auth");
        } else if (good && path.equals(OPENID + "/certs")) {
            body = answers.keys(body, on);
        } else if (good && path.equals(OPENID + "/userinfo")) {
            body = answers.person(body, on);
        }
        answer.headers().map().forEach((name, values) -> {
            if (!NOT_PASSED_ON.contains(name.toLowerCase(Locale.ROOT))) {
                values.forEach(value -> exchange.getResponseHeaders().add(name, value));
            }
        });
        return say(exchange, answer.statusCode(), body);
    }

    private String issuer() {
        return "https://localhost:" + port() + REALM;
    }

    private static int say(HttpExchange exchange, int status, byte[] body) throws IOException {
        if (status == 503 && !exchange.getResponseHeaders().containsKey("Content-Type")) {
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.getResponseHeaders().set("Retry-After", "2");
        }
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        if (body.length > 0) {
            exchange.getResponseBody().write(body);
        }
        return status;
    }
}
