package fr.vaguemestre.range;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IndicatorsServerTest {
    private final Path home;
    private final Faults faults;
    private IndicatorsServer server;

    IndicatorsServerTest(@TempDir Path home) {
        this.home = home;
        this.faults = new Faults(home.resolve("faults"));
    }

    @BeforeEach
    void start() throws Exception {
        server = new IndicatorsServer(
                        Practice.igc(), faults, home.resolve("indicators"), 0, Clock.systemUTC(), Practice.log())
                .start();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void aMonthIsTakenOnceAndItsReceiptGivenAgain() throws Exception {
        HttpResponse<String> first = put("{\"month\":\"2026-10\"}");
        assertThat(first.statusCode()).isEqualTo(201);
        assertThat(first.body()).contains("RECU-750000001-2026-10-");
        assertThat(put("{\"month\":\"2026-10\"}").body()).isEqualTo(first.body());
        assertThat(put("{\"month\":\"2026-10\",\"other\":1}").statusCode()).isEqualTo(422);
        assertThat(Files.readString(home.resolve("indicators/750000001-2026-10.json")))
                .isEqualTo("{\"month\":\"2026-10\"}");
    }

    @Test
    void whatFaultsDo() throws Exception {
        faults.set(Fault.INDICATORS_REFUSED, true);
        assertThat(put("{}").statusCode()).isEqualTo(422);
        faults.set(Fault.INDICATORS_REFUSED, false);
        faults.set(Fault.INDICATORS_TIMEOUT_AFTER_COMMIT, true);
        assertThatThrownBy(() -> put("{}")).isInstanceOf(IOException.class);
        faults.set(Fault.INDICATORS_TIMEOUT_AFTER_COMMIT, false);
        assertThat(put("{}").statusCode()).isEqualTo(201);
        assertThat(put("{\"other\":1}").statusCode()).as("kept the first time").isEqualTo(422);
        faults.set(Fault.INDICATORS_DOWN, true);
        assertThatThrownBy(() -> put("{}")).isInstanceOf(IOException.class);
    }

    @Test
    void withoutACertificateNobodyGetsIn() throws Exception {
        SSLContext bare = SSLContext.getInstance("TLS");
        bare.init(null, Peers.trusted(Practice.igc()), null);
        assertThatThrownBy(() -> put("{}", bare)).isInstanceOf(IOException.class);
        assertThat(home.resolve("indicators/750000001-2026-10.json")).doesNotExist();
    }

    private HttpResponse<String> put(String body) throws Exception {
        return put(body, Practice.igc().identity(RangeLeaf.OPERATEUR).tls(Peers.trusted(Practice.igc())));
    }

    private HttpResponse<String> put(String body, SSLContext tls) throws Exception {
        URI place = URI.create("https://localhost:" + server.port() + "/depots/750000001/2026-10");
        try (HttpClient client = HttpClient.newBuilder()
                .sslContext(tls)
                .version(HttpClient.Version.HTTP_1_1)
                .build()) {
            return client.send(
                    HttpRequest.newBuilder(place)
                            .PUT(HttpRequest.BodyPublishers.ofString(body))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        }
    }
}
