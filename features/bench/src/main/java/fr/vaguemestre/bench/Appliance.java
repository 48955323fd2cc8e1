package fr.vaguemestre.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** The running appliance as a client sees it: its REST interface, and the few files that root may read. */
final class Appliance {
    /** Where the state is, inside the namespace. */
    static final Path STATE = Path.of("/var/lib/vaguemestre");

    private static final ObjectMapper JSON = new ObjectMapper();

    private final JsonNode status;
    private final HttpClient http;
    private final SSLContext tls;

    private Appliance(JsonNode status, SSLContext tls) {
        this.status = status;
        this.tls = tls;
        this.http = HttpClient.newBuilder()
                .sslContext(tls)
                .version(HttpClient.Version.HTTP_1_1)
                .build();
    }

    static Appliance read(Path statusJson) throws IOException, GeneralSecurityException {
        JsonNode status = JSON.readTree(statusJson.toFile());
        return new Appliance(status, trusting(STATE.resolve("tls/igc.pem")));
    }

    private static SSLContext trusting(Path anchors) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        try (InputStream in = Files.newInputStream(anchors)) {
            int count = 0;
            for (Certificate anchor : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                store.setCertificateEntry("anchor" + count++, anchor);
            }
        }
        TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
        trust.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }

    SSLContext tls() {
        return tls;
    }

    HttpClient http() {
        return http;
    }

    String endpoint(String name) {
        return status.path("endpoints").path(name).asText();
    }

    int port(String name) throws IOException {
        for (String line : Files.readAllLines(STATE.resolve("conf/ports.env"))) {
            String assignment = line.startsWith("export ") ? line.substring(7) : line;
            if (assignment.startsWith(name + "=")) {
                return Integer.parseInt(assignment
                        .substring(name.length() + 1)
                        .replace("\"", "")
                        .strip());
            }
        }
        throw new IOException("no port named " + name);
    }

    static String secret(String name) throws IOException {
        return Files.readString(STATE.resolve("secrets").resolve(name)).strip();
    }

    /** An access token of the super administrator. */
    String token() throws IOException, InterruptedException {
        return token("admin", secret("admin"));
    }

    /** An access token of that account. */
    String token(String username, String password) throws IOException, InterruptedException {
        JsonNode tokens = call("POST", "/auth/login", "", Map.of("username", username, "password", password));
        return tokens.path("accessToken").asText();
    }

    /** Removes what is at that path. */
    void delete(String path, String token) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(endpoint("api") + path))
                .header("Authorization", "Bearer " + token)
                .DELETE()
                .build();
        int status = http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
        if (status >= 300) {
            throw new IOException("DELETE " + path + " answered " + status);
        }
    }

    /** Makes what is missing of a domain with that many mailboxes: an earlier benchmark may have left one with fewer. */
    void prepare(String token, String domain, int mailboxes) throws IOException, InterruptedException {
        if (get("/admin/domains/" + domain, token).statusCode() != 200) {
            call(
                    "POST",
                    "/admin/domains",
                    token,
                    Map.of(
                            "name",
                            domain,
                            "label",
                            "Mesures",
                            "finess",
                            "990000001",
                            "hosting",
                            "OWN",
                            "quota",
                            Map.of("mailboxes", 1000, "storageBytes", 1L << 40)));
        }
        for (int number = 1; number <= mailboxes; number++) {
            String address = "boite" + number + "@" + domain;
            if (get("/mailboxes/" + address, token).statusCode() != 200) {
                makeBox(token, address, number);
            }
        }
    }

    private void makeBox(String token, String address, int number) throws IOException, InterruptedException {
        call(
                "POST",
                "/mailboxes",
                token,
                Map.of(
                        "address",
                        address,
                        "type",
                        "ORG",
                        "displayName",
                        "Boîte " + number,
                        "service",
                        "Mesures",
                        "responsible",
                        "Equipe des mesures",
                        "quotaBytes",
                        1L << 30));
    }

    /** What a GET of that path gives. */
    JsonNode json(String path, String token) throws IOException, InterruptedException {
        return JSON.readTree(get(path, token).body());
    }

    HttpResponse<String> get(String path, String token) throws IOException, InterruptedException {
        return http.send(
                HttpRequest.newBuilder(URI.create(endpoint("api") + path))
                        .header("Authorization", "Bearer " + token)
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    JsonNode call(String method, String path, String token, Object body) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(endpoint("api") + path))
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body)));
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        HttpResponse<String> answer = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() >= 300) {
            throw new IOException(method + " " + path + " answered " + answer.statusCode() + ": " + answer.body());
        }
        return JSON.readTree(answer.body());
    }
}
