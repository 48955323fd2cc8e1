package fr.vaguemestre.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import fr.vaguemestre.e2e.driver.Answer;
import fr.vaguemestre.e2e.driver.Await;
import fr.vaguemestre.e2e.driver.Json;
import fr.vaguemestre.e2e.driver.Message;
import fr.vaguemestre.e2e.driver.Peer;
import fr.vaguemestre.e2e.driver.Rest;
import fr.vaguemestre.e2e.driver.Smtp;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The month's figures: equal to what really happened, kept apart, closed and handed in. */
class IndicatorsTest {
    private static final ZoneId FRANCE = ZoneId.of("Europe/Paris");
    private final YearMonth month = YearMonth.now(FRANCE);

    @Test
    void theMonthIsWhatReallyHappened() {
        Hospital hospital = Hospital.open();
        Hospital other = Hospital.open();
        String box = hospital.box("chiffres");
        String second = hospital.box("second");
        String theirs = other.box("ailleurs");
        World.fromForeign(box, Message.plain(World.FOREIGN, box, "un")).expect(250);
        World.fromForeign(second, Message.plain(World.FOREIGN, second, "deux")).expect(250);
        World.fromForeign(theirs, Message.plain(World.FOREIGN, theirs, "autre")).expect(250);
        Outbound.send(box, second);
        new Peer(World.appliance())
                .received(Outbound.send(box, "boite@pair.mssante.test").message(), Outbound.SOON);
        try (Smtp smtp = World.peer("valide")) {
            smtp.say("MAIL FROM:<x@nomatch.mssante.test>");
            assertThat(smtp.say("RCPT TO:<" + box + ">").code()).isEqualTo(554);
        }
        String domain = hospital.domain();
        var expected = new TreeMap<>(Map.of(
                "messages.inbound " + domain + " ", 2L,
                "messages.internal " + domain + " ", 1L,
                "messages.outbound " + domain + " ", 1L,
                "refusals.edge " + domain + " dn-mismatch", 1L,
                "bal-created " + domain + " ORG", 2L,
                "bal.state " + domain + " ORG/ACTIVE", 2L));

        Await.passes("the figures", Outbound.SOON, () -> assertThat(figures(hospital.admin(), month))
                .containsAllEntriesOf(expected));

        String json = hospital.admin().get("/admin/indicators/" + month).text();
        Answer csv = hospital.admin()
                .send("GET", "/admin/indicators/" + month, Optional.empty(), "Accept", "text/csv")
                .expect(200);
        assertThat(csv.headers().firstValue("Content-Type").orElse("")).startsWith("text/csv");
        assertThat(csv.text()).contains(month + ";" + hospital.finess() + ";;messages.inbound;" + domain + ";;2\r\n");
        assertThat(json).doesNotContain(other.domain());
        assertThat(hospital.admin()
                        .get("/admin/indicators/" + month + "?tenant=" + other.finess())
                        .text())
                .as("a structure names no other")
                .doesNotContain(other.domain());
        Map<String, Long> all = figures(World.admin(), month);
        assertThat(all).containsAllEntriesOf(expected).containsKey("messages.inbound " + other.domain() + " ");
        Rest user = World.anonymous().signIn(box, Hospital.PASSWORD);
        user.get("/admin/indicators/" + month).expect(403);
        assertThat(hospital.admin()
                        .post("/admin/indicators/" + month + "/submit", Json.object())
                        .expect(409)
                        .problem())
                .isEqualTo("indicators.month-open");
    }

    @Test
    void aMonthThatIsOverIsHandedInAndIsTheSameAtTheFarEnd() {
        Hospital hospital = Hospital.open();
        YearMonth last = month.minusMonths(1);
        String at = "'" + last + "-15T10:00:00Z'";
        long event = -System.nanoTime();
        // Together: what is due is closed within a minute, and in between a month with one of them would be closed.
        Machine.sql(
                "INSERT INTO vm.messages_trace (tenant, at, stage, outcome, cause, detail, peer, size, direction, domain)"
                        + " SELECT '" + hospital.finess() + "', " + at
                        + ", 'delivery', 'delivered', '2.0.0', '', '', 100, 'inbound', '"
                        + hospital.domain() + "' FROM generate_series(1, 7);"
                        + " INSERT INTO vm.indicators_bal (event, tenant, at, change, address, domain, type, state, publication)"
                        + " VALUES (" + event + ", '" + hospital.finess() + "', " + at + ", 'bal.created', 'hier@"
                        + hospital.domain()
                        + "', '" + hospital.domain() + "', 'PER', 'ACTIVE', 'A_PUBLIER')");
        String path = "/admin/indicators/" + last;

        RangeFault.during("indicators-timeout-after-commit", () -> {
            hospital.admin().post(path + "/submit", Json.object()).expect(202);
            Await.until(
                    "an attempt without a receipt",
                    Outbound.SOON,
                    () -> !submission(hospital, path).path("detail").asText().isEmpty());
            assertThat(submission(hospital, path).path("state").asText()).isEqualTo("PENDING");
        });
        Await.until(
                "a receipt",
                Outbound.SOON,
                () -> submission(hospital, path).path("state").asText().equals("ACCEPTED"));

        JsonNode accepted = submission(hospital, path);
        assertThat(accepted.path("receipt").asText()).startsWith("RECU-" + hospital.finess() + "-" + last);
        String ours = hospital.admin().get(path).expect(200).text();
        String taken = Machine.shell(
                        "cat \"$VM_STATE/range/indicators/$1-$2.json\"", hospital.finess(), last.toString())
                .expectOk()
                .out();
        assertThat(taken).as("octet for octet").isEqualTo(ours);
        assertThat(hospital.admin().get(path + "?recount=true").expect(200).text())
                .as("counted again")
                .isEqualTo(ours);
        assertThat(figures(hospital.admin(), last))
                .containsEntry("messages.inbound " + hospital.domain() + " ", 7L)
                .containsEntry("volume.inbound " + hospital.domain() + " ", 700L);
        assertThat(hospital.admin().get(path).json().path("closed").asBoolean()).isTrue();
    }

    private static JsonNode submission(Hospital hospital, String path) {
        return hospital.admin().get(path + "/submission").expect(200).json();
    }

    /** Totals by name, domain and key. */
    private static Map<String, Long> figures(Rest admin, YearMonth month) {
        Map<String, Long> figures = new TreeMap<>();
        for (JsonNode figure :
                admin.get("/admin/indicators/" + month).expect(200).json().path("totals")) {
            figures.put(
                    figure.path("name").asText() + " " + figure.path("domain").asText() + " "
                            + figure.path("key").asText(),
                    figure.path("value").asLong());
        }
        return figures;
    }
}
