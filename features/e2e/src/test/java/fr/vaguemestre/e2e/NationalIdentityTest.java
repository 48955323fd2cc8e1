package fr.vaguemestre.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import fr.vaguemestre.e2e.driver.Answer;
import fr.vaguemestre.e2e.driver.Await;
import fr.vaguemestre.e2e.driver.Json;
import fr.vaguemestre.e2e.driver.Rest;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The operator's certificate for national services: shown at the far end while it is in service, its key in no file. */
class NationalIdentityTest {
    private static final String REQUESTS = "/admin/certificates/requests";
    private static final String NAME = "client.operateur.mssante.test";
    private static final String SERVERS = "CN=mx.operateur.mssante.test";
    private static final String LIFE = "-not_before 20260101000000Z -not_after 20320101000000Z";

    private final Rest admin = World.admin();
    private final YearMonth last = YearMonth.now(ZoneId.of("Europe/Paris")).minusMonths(1);

    @Test
    void nationalServicesSeeItAndTheServersKeepTheirs() {
        assertThat(handedInBy(Hospital.open())).contains(SERVERS);
        String path = inService("software");
        try {
            assertThat(handedInBy(Hospital.open())).contains("CN=" + NAME);
            assertThat(Machine.shell("cd \"$VM_STATE/tls\"; ls -A; cat operateur-client.crt")
                            .expectOk()
                            .out())
                    .contains("operateur-client.crt")
                    .doesNotContain("operateur.igc", "operateur-client.key", "PRIVATE");
        } finally {
            remove(path);
        }
        assertThat(handedInBy(Hospital.open())).contains(SERVERS);
    }

    @Test
    void itsKeyMayBeInAHardwareToken() {
        try (SoftToken token = new SoftToken()) {
            Await.until("the token answers", Outbound.SOON, () -> health().contains("the token answers"));
            String path = inService("pkcs11");
            try {
                assertThat(handedInBy(Hospital.open())).contains("CN=" + NAME);
                long before = waiting();
                token.away();
                Await.until(
                        "health names the token and the certificate",
                        Outbound.SOON,
                        () -> health().contains("CKR_SLOT_ID_INVALID") && health().contains("the key of ORG_AUTH_CLI"));
                assertThat(ask().expect(503).problem()).isEqualTo("pkcs11.token");
                assertThat(admin.delete(path).expect(409).problem()).isEqualTo("igc.in-service");
                assertThat(waiting()).as("nothing half done").isEqualTo(before);
                token.back();
                Await.until("it is used again", Outbound.SOON, () -> !health().contains("the key of ORG_AUTH_CLI"));
                assertThat(handedInBy(Hospital.open())).contains("CN=" + NAME);
            } finally {
                token.back();
                remove(path);
            }
        }
        assertThat(handedInBy(Hospital.open())).contains(SERVERS);
    }

    private String health() {
        return admin.get("/health").text();
    }

    private long waiting() {
        long waiting = 0;
        for (JsonNode one : admin.get(REQUESTS).json().path("items")) {
            waiting += one.path("state").asText().equals("REQUESTED") ? 1 : 0;
        }
        return waiting;
    }

    private Answer ask() {
        return admin.post(
                REQUESTS,
                Json.object(
                        "usage",
                        "ORG_AUTH_CLI",
                        "algorithm",
                        "EC_P256",
                        "subject",
                        Map.of("commonName", NAME, "organization", "CH DE TEST", "organizationalUnit", "1319900098")));
    }

    /** Settings count a moment after they are set: asks until its key is with that source. */
    private JsonNode asked(String source) {
        var made = new ArrayList<JsonNode>();
        Await.until("keys come from " + source, Outbound.SOON, () -> {
            Answer answer = ask();
            if (answer.status() != 201) {
                return false;
            }
            made.add(answer.json());
            boolean right = answer.json().path("source").asText().equals(source);
            if (!right) {
                admin.delete(REQUESTS + "/" + answer.json().path("id").asText()).expect(204);
            }
            return right;
        });
        return made.getLast();
    }

    /** Asks for one and loads it; its path. */
    private String inService(String source) {
        JsonNode request = asked(source);
        String path = REQUESTS + "/" + request.path("id").asText();
        String issued = RangeAuthority.sign(request.path("csr").asText(), "DNS:" + NAME, "clientAuth", LIFE);
        JsonNode loaded = admin.send("PUT", path, Rest.json(Json.object("chain", issued)))
                .expect(200)
                .json();
        assertThat(loaded.path("state").asText()).isEqualTo("IN_SERVICE");
        return path;
    }

    private void remove(String path) {
        admin.send("POST", path + "/previous", Rest.json(Json.object()));
        Await.until("it is removed", Outbound.SOON, () -> admin.delete(path).status() == 204);
    }

    /** Hands a month in, and what the receiver says of who did. */
    private String handedInBy(Hospital hospital) {
        // A month without any figures is none of this structure's.
        Machine.sql(
                "INSERT INTO vm.indicators_bal (event, tenant, at, change, address, domain, type, state, publication)"
                        + " VALUES (%d, '%s', '%s-15T10:00:00Z', 'bal.created', 'hier@%s', '%s', 'PER', 'ACTIVE', 'A_PUBLIER')"
                                .formatted(
                                        -System.nanoTime(),
                                        hospital.finess(),
                                        last,
                                        hospital.domain(),
                                        hospital.domain()));
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
