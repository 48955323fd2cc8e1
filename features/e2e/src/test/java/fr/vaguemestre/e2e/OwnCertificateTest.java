package fr.vaguemestre.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import fr.vaguemestre.e2e.driver.Answer;
import fr.vaguemestre.e2e.driver.Await;
import fr.vaguemestre.e2e.driver.Imap;
import fr.vaguemestre.e2e.driver.Json;
import fr.vaguemestre.e2e.driver.Rest;
import fr.vaguemestre.e2e.driver.Smtp;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The operator's and a hospital's certificates from the request to the servers and one step back, by REST alone. Nobody copies a
 * file, and no session ends.
 */
class OwnCertificateTest {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final String REQUESTS = "/admin/certificates/requests";
    private static final String NAME = "mx.operateur.mssante.test";
    private static final String SUBJECT = "/C=FR/ST=Haute-Garonne (31)/O=CH DE TEST/OU=1319900098/CN=" + NAME;
    private static final Map<String, String> DOORS =
            Map.of("mx", "-starttls smtp", "submission", "-starttls smtp", "imap", "-starttls imap", "api", "");

    private final Rest admin = World.admin();

    @Test
    void theOperatorsIsAskedForRefusedWhereItIsWrongServedAndTakenBack() {
        String box = Hospital.open().box("certificat");
        String before = shown("api");
        JsonNode request = request(REQUESTS, admin, subject("CH DE TEST"));
        String path = REQUESTS + "/" + request.path("id").asText();
        try {
            String csr = request.path("csr").asText();
            eachWrongOneIsRefused(path, csr, before);
            String issued = RangeAuthority.issue(csr, RangeAuthority.NAMES);
            put(admin, path + "?dryRun=true", issued).expect(200);
            everyDoorShows(before);
            try (Imap imap = Hospital.imap(box);
                    Smtp peer = World.peer("valide")) {
                JsonNode loaded = put(admin, path, issued).expect(200).json();
                assertThat(loaded.path("state").asText()).isEqualTo("IN_SERVICE");
                assertThat(loaded.toString()).doesNotContain("PRIVATE");
                everyDoorShows(loaded.path("fingerprint").asText());
                assertThat(imap.search("INBOX", "ALL")).as("IMAP goes on").isEmpty();
                peer.say("NOOP").expect(250);
                assertThat(World.recipient(box).code())
                        .as("operators are let in")
                        .isEqualTo(250);
                assertThat(put(admin, path, issued).expect(409).problem()).isEqualTo("igc.not-requested");
                assertThat(admin.delete(path).expect(409).problem()).isEqualTo("igc.in-service");
                back(path, before);
                assertThat(imap.search("INBOX", "ALL")).as("IMAP still goes on").isEmpty();
                peer.say("NOOP").expect(250);
            }
        } finally {
            admin.send("POST", path + "/previous", Rest.json(Json.object()));
            admin.delete(path).expect(204);
        }
        everyDoorShows(before);
        assertThat(Machine.shell("ls -A \"$VM_STATE/tls\"").expectOk().out())
                .contains("operateur.crt")
                .doesNotContain("operateur.igc", ".new");
    }

    private void back(String path, String before) {
        JsonNode answer =
                admin.post(path + "/previous", Json.object()).expect(200).json();
        assertThat(answer.path("state").asText()).isEqualTo("PREVIOUS");
        everyDoorShows(before);
        assertThat(admin.get("/admin/audit?action=igc.back").text()).contains(NAME);
    }

    private void eachWrongOneIsRefused(String path, String csr, String before) {
        String names = RangeAuthority.NAMES;
        String both = "serverAuth,clientAuth";
        String years = "-not_before 20260101000000Z -not_after 20320101000000Z";
        refused(path, RangeAuthority.issueForAnotherKey(SUBJECT, names), "igc.key-differs");
        refused(path, RangeAuthority.issueForAnotherKey(SUBJECT + " 2", names), "igc.subject-differs");
        refused(path, RangeAuthority.issue(csr, "DNS:localhost"), "igc.names-not-covered");
        refused(path, RangeAuthority.sign(csr, names, "clientAuth", years), "igc.key-usage");
        String ended = "-not_before 20240101000000Z -not_after 20250101000000Z";
        refused(path, RangeAuthority.sign(csr, names, both, ended), "igc.expired");
        String later = "-not_before 20310101000000Z -not_after 20320101000000Z";
        refused(path, RangeAuthority.sign(csr, names, both, later), "igc.not-yet-valid");
        refused(path, RangeAuthority.selfSigned("/O=AUTRE AC/C=FR"), "igc.real-certificate");
        refused(path, RangeAuthority.selfSigned("/O=AC TEST ETRANGERE/C=FR"), "igc.issuer-untrusted");
        refused(path, inTheFolder("org-ca.crt") + RangeAuthority.issue(csr, names), "igc.chain-order");
        refused(path, inTheFolder("revoque.crt"), "igc.revoked");
        refused(path, inTheFolder("operateur.crt"), "igc.certificate-known");
        refused(path, inTheFolder("valide.key"), "igc.private-key");
        refused(path, "rien du tout", "igc.unreadable");
        assertThat(admin.post(path + "/service", Json.object()).expect(409).problem())
                .isEqualTo("igc.not-loaded");
        assertThat(shown("api")).isEqualTo(before);
    }

    @Test
    @Tag("OP-75")
    void anotherNameOfTheOperatorWaitsForTheWhiteList() {
        String before = shown("api");
        JsonNode request = request(REQUESTS, admin, subject("CH DE DEMAIN"));
        String path = REQUESTS + "/" + request.path("id").asText();
        try {
            String issued = RangeAuthority.issue(request.path("csr").asText(), RangeAuthority.NAMES);
            JsonNode loaded = put(admin, path, issued).expect(200).json();
            assertThat(loaded.path("state").asText()).isEqualTo("WAITING_FOR_LIST");
            assertThat(shown("api")).isEqualTo(before);
        } finally {
            admin.delete(path).expect(204);
        }
    }

    @Test
    void aHospitalsItPeopleDoItThemselves() {
        Hospital hospital = Hospital.open();
        String name = "mail." + hospital.domain();
        String requests = "/admin/domains/" + hospital.domain() + "/certificates";
        Object wanted = Json.object("usage", "SERV_SSL", "subject", Json.object("names", List.of(name)));
        JsonNode request = request(requests, hospital.admin(), wanted);
        assertThat(request.path("subject").asText()).contains("OU=1" + hospital.finess(), "CN=" + name);
        String path = requests + "/" + request.path("id").asText();
        String issued = RangeAuthority.issue(request.path("csr").asText(), "DNS:" + name);
        put(hospital.admin(), path, issued).expect(200);
        OwnName.shown("smtp", "submission", name, name);
        OwnName.shown("imap", "imap", name, name);
        OwnName.shown("sieve", "sieve", name, name);
        assertThat(Machine.shell("stat -c %a \"$VM_STATE/tls/servers/$1.pem\"", name)
                        .expectOk()
                        .out()
                        .strip())
                .isEqualTo("640");
        assertThat(Hospital.open().admin().get(requests).expect(404).problem()).isEqualTo("tenancy.domain-unknown");
        assertThat(hospital.admin().get(REQUESTS).expect(403).problem()).isEqualTo("access.role");

        hospital.admin().post(path + "/previous", Json.object()).expect(200);
        OwnName.shown("smtp", "submission", name, NAME);
        OwnName.shown("imap", "imap", name, NAME);
        OwnName.shown("sieve", "sieve", name, NAME);
        hospital.admin().delete(path).expect(204);
        assertThat(hospital.admin()
                        .get(requests)
                        .expect(200)
                        .json()
                        .path("total")
                        .asInt())
                .isZero();
    }

    private static Object subject(String organization) {
        return Json.object(
                "usage",
                "SERV_SSL",
                "subject",
                Json.object(
                        "commonName",
                        NAME,
                        "organization",
                        organization,
                        "organizationalUnit",
                        "1319900098",
                        "stateOrProvince",
                        "Haute-Garonne (31)",
                        "names",
                        List.of(NAME, "operateur.mssante.test")));
    }

    private static JsonNode request(String path, Rest as, Object body) {
        JsonNode made = as.post(path, body).expect(201).json();
        assertThat(made.path("csr").asText()).startsWith("-----BEGIN CERTIFICATE REQUEST-----");
        assertThat(made.toString()).doesNotContain("PRIVATE");
        return made;
    }

    private static Answer put(Rest as, String path, String chain) {
        return as.send("PUT", path, Rest.json(Json.object("chain", chain)));
    }

    private void refused(String path, String chain, String code) {
        Answer answer = put(admin, path + "?dryRun=true", chain).expect(400);
        assertThat(answer.text()).contains(code).contains("\"chain\"");
        assertThat(put(admin, path, chain).expect(400).text()).contains(code);
    }

    private static String inTheFolder(String file) {
        return Machine.shell("cat \"$VM_STATE/range/igc/$1\"", file).expectOk().out();
    }

    private static void everyDoorShows(String fingerprint) {
        DOORS.keySet()
                .forEach(door -> Await.until(
                        door + " shows " + fingerprint, SOON, () -> shown(door).equals(fingerprint)));
    }

    /** SHA-256 of the certificate that a server shows now. */
    private static String shown(String door) {
        String address = World.appliance().endpoint(door).replaceFirst("^https://([^/]+).*", "$1");
        return Machine.shell(
                        "openssl s_client -connect \"$1\" $2 </dev/null 2>/dev/null | openssl x509 -noout -fingerprint -sha256 || true",
                        address,
                        DOORS.getOrDefault(door, ""))
                .expectOk()
                .out()
                .replaceFirst("(?s).*=", "")
                .strip()
                .toUpperCase(Locale.ROOT);
    }
}
