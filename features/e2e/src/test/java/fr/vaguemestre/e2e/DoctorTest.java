package fr.vaguemestre.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import fr.vaguemestre.e2e.driver.Answer;
import fr.vaguemestre.e2e.driver.Await;
import fr.vaguemestre.e2e.driver.Json;
import fr.vaguemestre.e2e.driver.Peer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The doctor of the trust space on real servers: what is wrong with whom, at which step, and who must act. */
class DoctorTest {
    private static final String PAIR = "pair.mssante.test";

    /** A round waits for each of the bad peers, and a person may look at so many domains in a minute. */
    private static final Duration LONG = Duration.ofMinutes(4);

    /** While the doctor starts anew with other settings its route is not there; many looks have to wait. */
    private static final Set<Integer> NOT_YET = Set.of(404, 429, 503);

    @Tag("OP-17")
    @ParameterizedTest
    @CsvSource({
        "expire,   CHAIN,    expired,          ok ok ok - - - -",
        "revoque,  CRL,      revoked,          ok ok ok ok - - -",
        "nonigc,   CHAIN,    untrusted-issuer, ok ok ok - - - -",
        "nomatch,  DN,       dn-mismatch,      ok ok ok ok - ok -",
        "cndiffdn, DN,       dn-mismatch,      ok ok ok ok - ok -",
        "sans-tls, STARTTLS, no-tls,           ok ok - - - - -"
    })
    void aBadOperatorFailsAtItsStepAndMustAct(String label, String step, String cause, String passed) {
        JsonNode found = look(label + ".mssante.test");

        assertThat(found.path("ok").asBoolean()).isFalse();
        assertThat(marks(found)).isEqualTo(passed);
        JsonNode failed = step(found, step);
        assertThat(failed.path("state").asText()).isEqualTo("FAILED");
        assertThat(failed.path("cause").asText()).isEqualTo(cause);
        assertThat(failed.path("who").asText()).isEqualTo("THEM");
        assertThat(failed.path("advice").path("fr").asText()).isNotBlank();
        assertThat(failed.path("advice").path("en").asText()).isNotBlank();
        assertThat(step(found, "MESSAGE").path("state").asText()).isEqualTo("NOT_TRIED");
    }

    @Test
    void aDomainThatIsNotListedFailsAtTheListAndWhatIsNoDomainIsRefused() {
        JsonNode found = look(World.fresh("personne") + ".mssante.test");
        assertThat(marks(found)).isEqualTo("- - - - - - -");
        assertThat(step(found, "LIST").path("cause").asText()).isEqualTo("domain-unlisted");
        assertThat(World.admin().get("/admin/doctor/pair").expect(400).problem())
                .isEqualTo("doctor.domain");
    }

    @Test
    void itIsForTheOperatorsAdministratorsAloneAndAudited() {
        assertThat(Hospital.open()
                        .admin()
                        .get("/admin/doctor/" + PAIR)
                        .expect(403)
                        .problem())
                .isEqualTo("access.role");
        look("valide.mssante.test");
        assertThat(World.admin()
                        .get("/admin/audit?object=valide.mssante.test")
                        .expect(200)
                        .text())
                .contains("doctor.look");
    }

    @Test
    void aGoodOperatorPassesAndAMessageGoesThereAndBackOnceAMailboxIsSetAsideForIt() {
        JsonNode found = look(PAIR);
        assertThat(found.path("ok").asBoolean()).as(found.toString()).isTrue();
        assertThat(marks(found)).isEqualTo("ok ok ok ok ok ok -");
        assertThat(step(found, "LIST").path("detail").asText()).contains("CN=");
        assertThat(step(found, "MESSAGE").path("cause").asText()).isEqualTo("no-mailbox");

        setting("mailbox", Hospital.open().box("controle"));
        try {
            List<JsonNode> walks = new ArrayList<>();
            Await.until("the message is tried", LONG, () -> {
                walks.add(step(look(PAIR), "MESSAGE"));
                return !walks.getLast().path("cause").asText().equals("no-mailbox");
            });
            assertThat(walks.getLast().path("state").asText())
                    .as(walks.getLast().toString())
                    .isEqualTo("OK");
            assertThat(walks.getLast().path("detail").asText()).contains(Peer.ECHO);
        } finally {
            setting("mailbox", "");
        }
    }

    @Tag("OP-17")
    @Test
    void theCommandTellsTheSameInBothLanguagesAndByItsExitStatus() {
        Machine.Output good = Machine.script("doctor", PAIR);
        assertThat(good.expectOk().out()).contains("ok    list", "ok    crl", "none  message");
        Machine.Output bad = Machine.script("doctor", "revoque.mssante.test", "--language", "fr");
        assertThat(bad.status()).isEqualTo(1);
        assertThat(bad.out())
                .containsPattern("bad +crl +THEM: Son certificat.* est révoqué")
                .contains("non essayé.");
        assertThat(Machine.script("doctor", "a;b").status()).isEqualTo(1);
    }

    @Test
    void roundsAreKeptAndAPeerThatStopsWorkingIsToldUntilItWorksAgain() {
        String box = Hospital.open().box("tournee");
        Peer peer = new Peer(World.appliance());
        Outbound sent = Outbound.send(box, peer.user());
        sent.traced("delivered", "2.0.0");
        assertThat(round().path("ok").asBoolean()).isTrue();
        try {
            RangeFault.during("peer-revoked", () -> {
                refresh();
                JsonNode fallen = round();
                assertThat(fallen.path("fallen").asBoolean())
                        .as(fallen.toString())
                        .isTrue();
                assertThat(fallen.path("worked").asText()).isNotBlank();
                assertThat(step(fallen, "CRL").path("cause").asText()).isEqualTo("revoked");
                Await.passes("the word", LONG, () -> assertThat(check()).contains("UP", PAIR + " (revoked)"));
            });
        } finally {
            refresh();
            Await.until(
                    "the peer works again", LONG, () -> look(PAIR).path("ok").asBoolean());
            assertThat(round().path("ok").asBoolean()).isTrue();
        }
        Await.passes(
                "the end of it", LONG, () -> assertThat(check()).contains("UP").doesNotContain(PAIR));
    }

    /** One more round; what it found about the good peer. */
    private static JsonNode round() {
        String before = newest().path("id").asText();
        Await.until(
                "a round begins",
                LONG,
                () -> World.admin().post("/admin/doctor/rounds", Json.object()).status() == 202);
        Await.until("the round ends", LONG, () -> !newest().path("id").asText().equals(before));
        return newest();
    }

    private static JsonNode newest() {
        return World.admin()
                .get("/admin/doctor?limit=1&q=" + PAIR)
                .expect(200)
                .json()
                .path("items")
                .path(0);
    }

    private static String check() {
        return StreamSupport.stream(
                        World.anonymous().get("/health").json().path("checks").spliterator(), false)
                .filter(check -> check.path("name").asText().equals("doctor.peers"))
                .map(JsonNode::toString)
                .collect(Collectors.joining());
    }

    private static JsonNode look(String domain) {
        List<Answer> answers = new ArrayList<>();
        Await.until("a look at " + domain, LONG, () -> {
            answers.add(World.admin().get("/admin/doctor/" + domain));
            return !NOT_YET.contains(answers.getLast().status());
        });
        return answers.getLast().expect(200).json();
    }

    private static JsonNode step(JsonNode walk, String name) {
        return StreamSupport.stream(walk.path("steps").spliterator(), false)
                .filter(step -> step.path("step").asText().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static String marks(JsonNode walk) {
        return StreamSupport.stream(walk.path("steps").spliterator(), false)
                .map(step -> step.path("ok").asBoolean() ? "ok" : "-")
                .collect(Collectors.joining(" "));
    }

    private static void setting(String key, String value) {
        Machine.karaf("config:property-set --pid fr.vaguemestre.doctor %s '%s'".formatted(key, value))
                .expectOk();
    }

    private static void refresh() {
        World.admin().post("/annuaire/whitelist/refresh", Json.object()).expect(200);
    }
}
