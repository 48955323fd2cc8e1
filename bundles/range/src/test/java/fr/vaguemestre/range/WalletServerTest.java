package fr.vaguemestre.range;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The door alone; what stands behind it tells what it was asked. */
class WalletServerTest {
    private static final String REALM = WalletServer.REALM;
    private static final String KEYS =
            "{\"keys\":[{\"kty\":\"RSA\",\"kid\":\"one\",\"n\":\"AAAA\",\"e\":\"AQAB\",\"x5c\":[\"x\"]}]}";

    private final RangeConfig config;
    private final BlockingQueue<String> answersOfPhones = new LinkedBlockingQueue<>();
    private final HttpServer behind;
    private WalletServer door;

    WalletServerTest(@TempDir Path home) throws Exception {
        this.behind = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        this.config = RangeConfig.of(Map.of(
                "VM_RANGE_HOME", home.toString(),
                "VM_PORT_RANGE_PSC", "0",
                "VM_PORT_RANGE_KEYCLOAK", Integer.toString(behind.getAddress().getPort())));
    }

    @BeforeEach
    void start() throws Exception {
        behind.createContext("/", this::asKeycloak);
        behind.start();
        door = new WalletServer(Practice.igc(), config, Practice.log()).start();
    }

    @AfterEach
    void stop() {
        door.close();
        behind.stop(0);
    }

    @Test
    void discoveryIsWhereProSanteConnectHasItAndNamesAnotherHostForBrowsers() throws Exception {
        String wanted = "{\"issuer\":\"i\",\"authorization_endpoint\":\"https://127.0.0.1:" + door.port() + "/auth\"}";
        assertThat(get(REALM + "/.well-known/wallet-openid-configuration").body())
                .isEqualTo(wanted);
        assertThat(get(REALM + "/.well-known/openid-configuration").body()).isEqualTo(wanted);
        HttpResponse<String> sent = get("/auth?client_id=x&state=a%26b");
        assertThat(sent.statusCode()).isEqualTo(302);
        assertThat(sent.headers().firstValue("Location"))
                .contains("https://localhost:" + door.port() + REALM
                        + "/protocol/openid-connect/auth?client_id=x&state=a%26b");
    }

    @Test
    void onlyACertificateOfTheIgcThatIsGoodIsToldToKeycloak() throws Exception {
        assertThat(get("/told").body()).isEqualTo("none https localhost");
        assertThat(get("/told", WalletServer.CERTIFICATE, "forged").body()).startsWith("none");
        assertThat(get("/told", "SSL_CLIENT_CERT", "forged").body()).startsWith("none");
        assertThat(get("/told", "X-Forwarded-Host", "elsewhere").body()).endsWith(" localhost");
        assertThat(told(RangeLeaf.CLIENT_PSC)).contains("CN=psc@operateur.mssante.test");
        assertThat(told(RangeLeaf.REVOQUE)).as("on the CRL").startsWith("none");
        assertThatThrownBy(() -> told(RangeLeaf.NONIGC)).isInstanceOf(IOException.class);
    }

    @Test
    void faultsOfItsKeys() throws Exception {
        String certs = REALM + "/protocol/openid-connect/certs";
        assertThat(get(certs).body()).isEqualTo(KEYS);
        config.faults().set(Fault.PSC_WRONG_KID, true);
        assertThat(get(certs).body()).contains("\"kid\":\"autre-one\"").contains("\"n\":\"AAAA\"");
        config.faults().set(Fault.PSC_WRONG_KID, false);
        config.faults().set(Fault.PSC_FOREIGN_KEY, true);
        assertThat(get(certs).body())
                .contains("\"kid\":\"one\"")
                .doesNotContain("\"n\":\"AAAA\"")
                .doesNotContain("x5c");
    }

    @Test
    void faultsOfWhatItSaysAndWhetherItAnswers() throws Exception {
        String userinfo = REALM + "/protocol/openid-connect/userinfo";
        assertThat(get(userinfo).body()).contains("899700218896");
        config.faults().set(Fault.PSC_OTHER_PERSON, true);
        assertThat(get(userinfo).body()).doesNotContain("899700218896").contains("\"sub\":\"somebody-else\"");
        assertThat(get(userinfo, "Accept", "application/jwt").body())
                .as("what is signed stays as it is")
                .isEqualTo("a.b.c");
        config.faults().set(Fault.PSC_DOWN, true);
        assertThatThrownBy(() -> get(userinfo)).isInstanceOf(IOException.class);
    }

    @Test
    void whileKeycloakStartsItSaysSo() throws Exception {
        behind.stop(0);
        HttpResponse<String> starting = get("/told");
        assertThat(starting.statusCode()).isEqualTo(503);
        assertThat(starting.headers().firstValue("Retry-After")).contains("2");
    }

    @Test
    void aTelephoneSaysYesAndOneThatIsNotThereNo() throws Exception {
        assertThat(ask("kit.doc")).isEqualTo(201);
        assertThat(answersOfPhones.poll(30, TimeUnit.SECONDS)).isEqualTo("Bearer kit.doc {\"status\":\"SUCCEED\"}");
        assertThat(ask("luc.carte")).isEqualTo(201);
        assertThat(answersOfPhones.poll(30, TimeUnit.SECONDS))
                .isEqualTo("Bearer luc.carte {\"status\":\"UNAUTHORIZED\"}");
        assertThat(get(WalletPhone.PATH).statusCode()).isEqualTo(400);
    }

    private void asKeycloak(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            var headers = exchange.getRequestHeaders();
            String certificate = headers.getFirst(WalletServer.CERTIFICATE);
            String answer =
                    switch (path.substring(path.lastIndexOf('/') + 1)) {
                        case "openid-configuration" -> "{\"issuer\":\"i\",\"authorization_endpoint\":\"x\"}";
                        case "certs" -> KEYS;
                        case "userinfo" ->
                            "application/jwt".equals(headers.getFirst("Accept"))
                                    ? "a.b.c"
                                    : "{\"sub\":\"1\",\"SubjectNameID\":\"899700218896\",\"preferred_username\":\"899700218896\"}";
                        case "callback" -> {
                            answersOfPhones.add(headers.getFirst("Authorization") + " "
                                    + new String(exchange.getRequestBody().readAllBytes(), UTF_8));
                            yield "";
                        }
                        default ->
                            (certificate == null ? "none" : certificate) + " " + headers.getFirst("X-Forwarded-Proto")
                                    + " " + headers.getFirst("X-Forwarded-Host");
                    };
            byte[] octets = answer.getBytes(UTF_8);
            exchange.sendResponseHeaders(200, octets.length == 0 ? -1 : octets.length);
            exchange.getResponseBody().write(octets);
        }
    }

    private String told(RangeLeaf leaf) throws Exception {
        SSLContext tls = Practice.igc().identity(leaf).tls(Peers.trusted(Practice.igc()));
        String told = send(tls, request("/told").build()).body();
        String certificate = told.substring(0, told.indexOf(' '));
        if (certificate.equals("none")) {
            return told;
        }
        var read = CertificateFactory.getInstance("X.509")
                .generateCertificate(
                        new ByteArrayInputStream(Base64.getDecoder().decode(certificate)));
        return ((X509Certificate) read).getSubjectX500Principal().getName();
    }

    private int ask(String who) throws Exception {
        return send(
                        bare(),
                        request(WalletPhone.PATH)
                                .header("Authorization", "Bearer " + who)
                                .POST(HttpRequest.BodyPublishers.ofString("{\"login_hint\":\"" + who + "\"}"))
                                .build())
                .statusCode();
    }

    private HttpResponse<String> get(String path, String... headers) throws Exception {
        var request = request(path);
        if (headers.length > 0) {
            request.headers(headers);
        }
        return send(bare(), request.build());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("https://localhost:" + door.port() + path));
    }

    private static SSLContext bare() throws Exception {
        SSLContext bare = SSLContext.getInstance("TLS");
        bare.init(null, Peers.trusted(Practice.igc()), null);
        return bare;
    }

    private static HttpResponse<String> send(SSLContext tls, HttpRequest request) throws Exception {
        try (HttpClient client = HttpClient.newBuilder()
                .sslContext(tls)
                .version(HttpClient.Version.HTTP_1_1)
                .build()) {
            return client.send(request, HttpResponse.BodyHandlers.ofString());
        }
    }
}
