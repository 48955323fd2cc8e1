package fr.vaguemestre.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import fr.vaguemestre.e2e.driver.Await;
import fr.vaguemestre.e2e.driver.Json;
import fr.vaguemestre.e2e.driver.Rest;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Authorities are loaded and removed through REST alone, and count at the mail edge without a restart. */
class AuthoritiesTest {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final String NAME = "TEST AC RACINE 2046";

    private final Rest admin = World.admin();

    @Test
    void aNextGenerationIsComparedTrustedAndRemovedWhileMailFlows() {
        String box = Hospital.open().box("autorites");
        String certificate = made("/CN=" + NAME + "/O=BANC D'ESSAI/C=FR");

        JsonNode shown = admin.post("/admin/authorities?dryRun=true", Json.object("certificate", certificate))
                .expect(200)
                .json();
        assertThat(shown.path("role").asText()).isEqualTo("ROOT");
        assertThat(shown.path("origin").asText()).isEqualTo("EXAMINED");
        String fingerprint = shown.path("fingerprint").asText();
        assertThat(offeredAtTheEdge()).as("only looked at").doesNotContain(NAME);
        refused(Json.object("certificate", certificate), "igc.fingerprint-missing");
        refused(Json.object("certificate", certificate, "fingerprint", "00".repeat(32)), "igc.fingerprint-differs");

        Object body = Json.object("certificate", certificate, "fingerprint", fingerprint);
        String id = admin.post("/admin/authorities", body)
                .expect(201)
                .json()
                .path("id")
                .asText();
        try {
            assertThat(admin.post("/admin/authorities", body).expect(409).problem())
                    .isEqualTo("igc.authority-known");
            assertThat(admin.get("/admin/authorities").text()).contains(NAME, "AC RACINE IGC-SANTE ELEMENTAIRE");
            Await.until("the edge asks for certificates of it", SOON, () -> offeredAtTheEdge()
                    .contains(NAME));
            Await.until(
                    "health tells that its revocation list is missing",
                    SOON,
                    () -> World.anonymous().get("/health").text().contains("no revocation list of C=FR"));
            assertThat(World.recipient(box).code())
                    .as("operators of the generation before are let in")
                    .isEqualTo(250);
        } finally {
            admin.delete("/admin/authorities/" + id).expect(204);
        }
        Await.until("the edge forgets it", SOON, () -> !offeredAtTheEdge().contains(NAME));
        Await.until(
                "health is as before",
                SOON,
                () -> !World.anonymous().get("/health").text().contains("no revocation list of"));
        assertThat(World.recipient(box).code()).isEqualTo(250);
        assertThat(admin.get("/admin/audit?action=igc.distrust").text()).contains(NAME);
    }

    @Test
    @Tag("OP-76")
    void whatMayNotBeTrustedIsRefusedWithItsReason() {
        refused(Json.object("certificate", made("/CN=AC RACINE REELLE/C=FR")), "igc.real-authority");
        refused(Json.object("certificate", "rien du tout"), "igc.unreadable");
        assertThat(Hospital.open()
                        .admin()
                        .post("/admin/authorities?dryRun=true", Json.object("certificate", "x"))
                        .expect(403)
                        .problem())
                .isEqualTo("access.role");
        JsonNode range =
                admin.get("/admin/authorities").expect(200).json().path("items").path(0);
        assertThat(range.path("origin").asText()).isEqualTo("RANGE");
        assertThat(admin.delete("/admin/authorities/" + range.path("id").asText())
                        .expect(409)
                        .problem())
                .isEqualTo("igc.authority-fixed");
    }

    private void refused(Object body, String code) {
        assertThat(admin.post("/admin/authorities", body).expect(400).text()).contains(code);
    }

    /** A self-signed authority of that name. */
    private static String made(String subject) {
        return Machine.shell(
                        "cd \"$(mktemp -d)\"; openssl req -quiet -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 3650"
                                + " -subj \"$1\" -addext basicConstraints=critical,CA:TRUE -addext keyUsage=critical,keyCertSign,cRLSign"
                                + " -keyout k 2>/dev/null",
                        subject)
                .expectOk()
                .out();
    }

    /** The names of authorities that the mail edge asks certificates of. */
    private static String offeredAtTheEdge() {
        return Machine.shell(
                        "openssl s_client -connect \"$1\" -starttls smtp -CAfile \"$VM_STATE/tls/igc.pem\" </dev/null 2>&1 || true",
                        World.appliance().endpoint("mx"))
                .expectOk()
                .out();
    }
}
