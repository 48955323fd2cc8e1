package fr.vaguemestre.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import fr.vaguemestre.e2e.driver.Answer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the appliance tells about itself. */
class StatusTest {
    @Test
    void statusHasItsPromisedShape() {
        JsonNode status = Machine.appliance().status();

        assertThat(status.path("healthy").asBoolean()).isTrue();
        assertThat(status.path("version").asText()).matches("\\d+\\.\\d+\\.\\d+.*");
        assertThat(status.path("home").asText()).isEqualTo(Machine.home().toString());
        assertThat(status.path("services").findValuesAsText("name"))
                .contains(
                        "karaf",
                        "postgresql",
                        "redis",
                        "clamav",
                        "rspamd",
                        "postfix",
                        "dovecot",
                        "nginx",
                        "haproxy",
                        "dns",
                        "annuaire",
                        "igc",
                        "peer",
                        "wallet",
                        "psc");
        for (JsonNode service : status.path("services")) {
            if (service.path("name").asText().equals("psc")) {
                // Nobody waits for it: it may be starting still.
                continue;
            }
            assertThat(service.path("state").asText()).as(service.toString()).isEqualTo("up");
            assertThat(service.path("pid").asLong()).isPositive();
            assertThat(Instant.parse(service.path("since").asText()))
                    .isBefore(Instant.now().plusSeconds(5));
        }
        for (String endpoint : List.of("console", "api", "mx", "submission", "imap", "metrics", "karafSsh")) {
            assertThat(status.at("/endpoints/" + endpoint).asText())
                    .as(endpoint)
                    .contains("127.0.0.1:");
        }
        assertThat(Path.of(status.at("/tls/ca").asText())).isReadable();
        assertThat(Path.of(status.at("/range/igc").asText(), "valide.crt")).isReadable();
        assertThat(status.at("/range/whiteList").asText()).startsWith("https://");
        assertThat(status.at("/range/annuaire").asText()).startsWith("https://");
        assertThat(status.at("/range/psc").asText()).endsWith("/realms/esante-wallet");
        assertThat(Path.of(status.at("/range/pscSecretFile").asText())).isReadable();
        for (String key : List.of("peerMx", "peerImap", "peerUser", "peerPasswordFile")) {
            assertThat(status.at("/range/" + key).asText()).as(key).isNotBlank();
        }
        assertThat(status.at("/credentials/superAdmin/username").asText()).isEqualTo("admin");
    }

    @Test
    void healthTellsEachCheck() {
        JsonNode health = World.anonymous().get("/health").expect(200).json();

        assertThat(health.path("status").asText()).isEqualTo("UP");
        assertThat(health.path("checks").size()).isGreaterThan(3);
        for (JsonNode check : health.path("checks")) {
            assertThat(check.path("name").asText()).isNotBlank();
            assertThat(check.path("status").asText()).as(check.toString()).isEqualTo("UP");
        }
    }

    @Test
    void metricsCountWhatHappens() throws IOException, InterruptedException {
        Hospital.open().box("mesure");

        String metrics = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(World.appliance().endpoint("metrics")))
                                .build(),
                        BodyHandlers.ofString())
                .body();

        assertThat(metrics).contains("# TYPE", "jvm_memory").containsPattern("(?m)^vaguemestre_\\w+");
        assertThat(metrics).doesNotContain("mesure@");
    }

    @Test
    void theFirstPageAndWhatIsNotThere() {
        Answer unknown = World.admin().get("/no/such/route").expect(404);

        assertThat(unknown.headers().firstValue("Content-Type").orElse("")).startsWith("application/problem+json");
        assertThat(World.anonymous()
                        .get("/openapi.json")
                        .expect(200)
                        .json()
                        .path("openapi")
                        .asText())
                .startsWith("3.");
    }

    @Test
    void theKarafClientRunsOneCommand() {
        assertThat(Machine.karaf("bundle:list").expectOk().out()).contains("Active");
    }
}
