package fr.vaguemestre.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import fr.vaguemestre.e2e.driver.Await;
import fr.vaguemestre.e2e.driver.Json;
import fr.vaguemestre.e2e.driver.Rest;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The operator's certificate for national services: shown at the far end while it is in service, its key in no file. */
class NationalIdentityTest {
    private static final String REQUESTS = "/admin/certificates/requests";
    private static final String NAME = "client.operateur.mssante.test";
    private static final String LIFE = "-not_before 20260101000000Z -not_after 20320101000000Z";

    private final Rest admin = World.admin();
    private final YearMonth last = YearMonth.now(ZoneId.of("Europe/Paris")).minusMonths(1);

    @Test
    void nationalServicesSeeItAndTheServersKeepTheirs() {
        assertThat(handedInBy(Hospital.open())).contains("CN=mx.operateur.mssante.test");
        JsonNode request = admin.post(
                        REQUESTS,
                        Json.object(
                                "usage",
                                "ORG_AUTH_CLI",
                                "algorithm",
                                "EC_P256",
                                "subject",
                                Map.of(
                                        "commonName",
                                        NAME,
                                        "organization",
                                        "CH DE TEST",
                                        "organizationalUnit",
                                        "1319900098")))
                .expect(201)
                .json();
        assertThat(request.path("source").asText()).isEqualTo("software");
        String path = REQUESTS + "/" + request.path("id").asText();
        try {
            String issued = RangeAuthority.sign(request.path("csr").asText(), "DNS:" + NAME, "clientAuth", LIFE);
            JsonNode loaded = admin.send("PUT", path, Rest.json(Json.object("chain", issued)))
                    .expect(200)
                    .json();
            assertThat(loaded.path("state").asText()).isEqualTo("IN_SERVICE");
            assertThat(handedInBy(Hospital.open())).contains("CN=" + NAME);
            assertThat(Machine.shell("cd \"$VM_STATE/tls\"; ls -A; cat operateur-client.crt")
                            .expectOk()
                            .out())
                    .contains("operateur-client.crt")
                    .doesNotContain("operateur.igc", "operateur-client.key", "PRIVATE");
        } finally {
            admin.send("POST", path + "/previous", Rest.json(Json.object()));
            admin.delete(path).expect(204);
        }
        assertThat(handedInBy(Hospital.open())).contains("CN=mx.operateur.mssante.test");
    }

    /** Hands a month in, and what the receiver says of who did. */
    private String handedInBy(Hospital hospital) {
        String path = "/admin/indicators/" + last;
        hospital.admin().post(path + "/submit", Json.object()).expect(202);
        Await.until("a receipt", Outbound.SOON, () -> hospital.admin()
                .get(path + "/submission")
                .json()
                .path("state")
                .asText()
                .equals("ACCEPTED"));
        return Machine.shell("grep -rhF \"PUT /depots/$1/$2 by\" \"$VM_LOG\"", hospital.finess(), last.toString())
                .expectOk()
                .out();
    }
}
