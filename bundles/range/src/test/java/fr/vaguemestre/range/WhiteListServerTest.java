package fr.vaguemestre.range;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fr.vaguemestre.testkit.SettableClock;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WhiteListServerTest {
    private final Path home;
    private final SettableClock clock = new SettableClock(Clock.systemUTC().instant());
    private WhiteListServer server;

    WhiteListServerTest(@TempDir Path home) {
        this.home = home;
    }

    @BeforeEach
    void start() throws Exception {
        var faults = new Faults(home.resolve("faults"));
        Path date = home.resolve("whitelist.date");
        server = new WhiteListServer(Practice.igc(), faults, date, 0, clock, Practice.log()).start();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void theListIsServedOverTls13UnderTheListsOwnName() throws Exception {
        var answer = get();
        assertThat(answer.statusCode()).isEqualTo(200);
        ListReader.check(answer.body(), Instant.EPOCH);
        var session = answer.sslSession().orElseThrow();
        assertThat(session.getProtocol()).isEqualTo("TLSv1.3");
        assertThat(session.getPeerPrincipal().getName()).startsWith("CN=liste-blanche.mssante.test,");
    }

    @Test
    void theWorldsRootsDoNotTrustIt() {
        var request = HttpRequest.newBuilder(uri()).build();
        try (var anyone = HttpClient.newHttpClient()) {
            assertThatThrownBy(() -> anyone.send(request, BodyHandlers.discarding()))
                    .isInstanceOf(SSLHandshakeException.class);
        }
    }

    @Test
    void whoeverHasTheListGetsItNoSecondTime() throws Exception {
        var first = get();
        String etag = first.headers().firstValue("ETag").orElseThrow();
        String modified = first.headers().firstValue("Last-Modified").orElseThrow();
        assertThat(get("If-None-Match", etag).statusCode()).isEqualTo(304);
        assertThat(get("If-Modified-Since", modified).statusCode()).isEqualTo(304);
        assertThat(get("If-None-Match", "\"another\"").statusCode()).isEqualTo(200);
        assertThat(get("If-Modified-Since", "Thu, 13 Mar 2025 14:54:10 GMT").statusCode())
                .isEqualTo(200);
        assertThat(get("If-Modified-Since", "yesterday").statusCode()).isEqualTo(200);
    }

    @Test
    void aFaultIsSeenAtTheNextRequestAndTheListAfterItIsYounger() throws Exception {
        Instant before = date();
        fault(Fault.WHITELIST_SHRINK, true);
        Instant shrunk = date();
        fault(Fault.WHITELIST_SHRINK, false);
        Instant after = date();
        assertThat(before).isBefore(shrunk);
        assertThat(shrunk).isBefore(after);
    }

    @Test
    void theDateNeverGoesBackOverARestartEvenWithAClockThatDoes() throws Exception {
        Instant before = date();
        clock.forward(Duration.ofDays(-3));
        server.close();
        start();
        assertThat(date()).isAfter(before);
    }

    @Test
    void aNewListIsMadeAfterHalfADay() throws Exception {
        Instant before = date();
        clock.forward(Duration.ofHours(11));
        assertThat(date()).isEqualTo(before);
        clock.forward(Duration.ofHours(1));
        assertThat(date()).isEqualTo(before.plus(Duration.ofHours(12)));
    }

    @Test
    void downMeansNoAnswerAndErrorMeans500() throws Exception {
        fault(Fault.WHITELIST_DOWN, true);
        assertThatThrownBy(this::get).isInstanceOf(IOException.class);
        fault(Fault.WHITELIST_DOWN, false);
        fault(Fault.WHITELIST_ERROR, true);
        assertThat(get().statusCode()).isEqualTo(500);
    }

    private void fault(Fault fault, boolean on) throws IOException {
        new Faults(home.resolve("faults")).set(fault, on);
    }

    private Instant date() throws Exception {
        return ListReader.date(ListReader.parse(get().body(), false));
    }

    private URI uri() {
        return URI.create("https://localhost:" + server.port() + WhiteListServer.PATH);
    }

    private HttpResponse<byte[]> get(String... headers) throws Exception {
        var request = HttpRequest.newBuilder(uri());
        if (headers.length > 0) {
            request.headers(headers);
        }
        try (var client = HttpClient.newBuilder().sslContext(trusting()).build()) {
            return client.send(request.build(), BodyHandlers.ofByteArray());
        }
    }

    private static SSLContext trusting() throws Exception {
        var anchors = KeyStore.getInstance(KeyStore.getDefaultType());
        anchors.load(null, null);
        anchors.setCertificateEntry("root", Practice.igc().root());
        var trust = TrustManagerFactory.getInstance("PKIX");
        trust.init(anchors);
        var context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }
}
