package fr.vaguemestre.indicators;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsExchange;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import fr.vaguemestre.api.igc.ClientIdentity;
import fr.vaguemestre.api.problem.Unavailable;
import fr.vaguemestre.testkit.Configs;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where there is a certificate for national services, the receiver is shown that one, and the servers' files are left alone. */
class ClientIdentityTest {
    private static final char[] PASSWORD = "changeit".toCharArray();

    private final AtomicReference<String> seen = new AtomicReference<>("");

    @TempDir
    private Path folder;

    private KeyManager own;
    private HttpsServer receiver;

    @BeforeEach
    void start() throws Exception {
        KeyStore store = made();
        var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, PASSWORD);
        own = keys.getKeyManagers()[0];
        KeyStore anchors = KeyStore.getInstance("PKCS12");
        anchors.load(null, null);
        anchors.setCertificateEntry("own", store.getCertificate("own"));
        var trust = TrustManagerFactory.getInstance("PKIX");
        trust.init(anchors);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
        Files.writeString(
                folder.resolve("anchors.pem"),
                "-----BEGIN CERTIFICATE-----\n"
                        + Base64.getMimeEncoder()
                                .encodeToString(store.getCertificate("own").getEncoded())
                        + "\n-----END CERTIFICATE-----\n");
        receiver = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        receiver.setHttpsConfigurator(new HttpsConfigurator(context) {
            @Override
            public void configure(HttpsParameters parameters) {
                SSLParameters wanted = context.getDefaultSSLParameters();
                wanted.setNeedClientAuth(true);
                parameters.setSSLParameters(wanted);
            }
        });
        receiver.createContext("/", exchange -> answer((HttpsExchange) exchange));
        receiver.start();
    }

    @AfterEach
    void stop() {
        receiver.stop(0);
    }

    private void answer(HttpsExchange exchange) throws IOException {
        seen.set(exchange.getSSLSession().getPeerPrincipal().getName());
        byte[] body = "{\"receipt\":\"r1\",\"receivedAt\":\"2026-11-22T10:00:00Z\",\"sha256\":\"d1\"}"
                .getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private Receiver.Receipt handedIn(ClientIdentity... identities) throws Exception {
        var config = Configs.of(
                IndicatorsConfig.class,
                Map.of(
                        "anchors",
                        folder.resolve("anchors.pem").toString(),
                        "certificate",
                        "/nowhere.crt",
                        "key",
                        "/nowhere.key"));
        String url = "https://localhost:" + receiver.getAddress().getPort();
        return new HttpsReceiver(url, config, () -> List.of(identities)).deposit("310000002", "2026-10", "d1", "{}");
    }

    @Test
    void theIdentityIsShown() throws Exception {
        assertThat(handedIn(() -> Optional.of(own)).id()).isEqualTo("r1");
        assertThat(seen).hasValue("CN=national");
    }

    @Test
    void whereNoneIsInServiceTheServersFilesAreRead() {
        assertThatThrownBy(() -> handedIn(Optional::empty)).hasMessageContaining("/nowhere.crt");
        assertThatThrownBy(this::handedIn).hasMessageContaining("/nowhere.crt");
    }

    @Test
    void whileItsKeyCannotBeUsedTheMonthWaits() {
        assertThatThrownBy(() -> handedIn(() -> {
                    throw new Unavailable("pkcs11.token", "the token is away");
                }))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("the token is away");
        assertThat(seen).hasValue("");
    }

    /** A certificate that is its own authority, for both sides. */
    private KeyStore made() throws Exception {
        Path file = folder.resolve("own.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "own",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=national",
                        "-ext",
                        "san=dns:localhost",
                        "-keystore",
                        file.toString(),
                        "-storepass",
                        new String(PASSWORD))
                .inheritIO()
                .start();
        assertThat(keytool.waitFor()).isZero();
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, PASSWORD);
        }
        return store;
    }
}
