package fr.vaguemestre.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import fr.vaguemestre.e2e.driver.Answer;
import fr.vaguemestre.e2e.driver.Await;
import fr.vaguemestre.e2e.driver.Json;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The life of the white list as people follow it: what changed, what waits for a decision, and our own entry. */
class WhiteListLifeTest {
    private static final String LISTS = "/annuaire/whitelist";
    private static final String OWN = "operateur.mssante.test";

    @Test
    @Tag("OP-26")
    void aHeldListIsDecidedAboutByTheDigestThatWasSeen() {
        refresh().expect(200);
        long domains = World.admin().get(LISTS).json().path("domains").asLong();
        RangeFault.during("whitelist-shrink", () -> {
            assertThat(refresh().expect(503).problem()).isEqualTo("confiance.list-refused");
            JsonNode held = World.admin()
                    .get(LISTS + "/held?limit=10&kind=REMOVED")
                    .expect(200)
                    .json();
            JsonNode figures = held.path("list").path("figures");
            String digest = figures.path("digest").asText();
            assertThat(held.path("items")).hasSize(10);
            assertThat(held.path("total").asLong())
                    .isEqualTo(figures.path("removed").asLong())
                    .isGreaterThan(1_000);
            assertThat(held.path("list").path("domainsInForce").asLong()).isEqualTo(domains);
            String gone = held.path("items").path(0).path("domain").asText();
            assertThat(World.admin()
                            .get(LISTS + "/held?q=" + gone)
                            .json()
                            .path("items")
                            .path(0)
                            .path("before"))
                    .isNotEmpty();
            assertThat(World.anonymous().get("/health").text()).contains("a new list is held");

            assertThat(decide("0".repeat(64), "accept").expect(409).problem()).isEqualTo("confiance.held-other");
            assertThat(decide(digest, "refuse")
                            .expect(200)
                            .json()
                            .path("refusedBy")
                            .asText())
                    .isNotBlank();
            assertThat(refresh().expect(503).text()).contains("refused");
            assertThat(World.anonymous().get("/health").text()).doesNotContain("a new list is held");

            assertThat(decide(digest, "accept")
                            .expect(200)
                            .json()
                            .path("digest")
                            .asText())
                    .isEqualTo(digest);
            assertThat(World.admin().get(LISTS + "/held").expect(404).problem()).isEqualTo("confiance.none-held");
            taken(digest, gone);
        });
        refresh().expect(200);
        JsonNode back = newest();
        assertThat(back.path("figures").path("added").asLong()).isGreaterThan(1_000);
        assertThat(back.path("way").asText()).isEqualTo("ASKED");
    }

    private static void taken(String digest, String gone) {
        JsonNode list = newest();
        assertThat(list.path("figures").path("digest").asText()).isEqualTo(digest);
        assertThat(list.path("way").asText()).isEqualTo("CONFIRMED");
        JsonNode changes = World.admin()
                .get(LISTS + "/history/" + list.path("id").asText() + "?q=" + gone)
                .expect(200)
                .json();
        assertThat(changes.path("items").path(0).path("kind").asText()).isEqualTo("REMOVED");
        assertThat(Machine.sql("SELECT string_agg(action, ' ' ORDER BY sequence) FROM vm.audit_entry WHERE object = '"
                        + digest + "'"))
                .isEqualTo("confiance.hold confiance.refuse confiance.accept");
        assertThat(World.admin().get(LISTS + "/history/0").expect(404).problem())
                .isEqualTo("confiance.list-unknown");
    }

    @Test
    @Tag("OP-27")
    void whenOurOwnEntryIsLostHealthSaysSoUntilItIsBack() {
        refresh().expect(200);
        World.admin()
                .post("/admin/domains", World.domain(OWN, World.freshFiness(), 1, 1_000_000))
                .expect(201);
        try {
            RangeFault.during("own-unlisted", () -> {
                refresh().expect(200);
                JsonNode lost = World.admin()
                        .get(LISTS + "/own")
                        .expect(200)
                        .json()
                        .path("items")
                        .path(0);
                assertThat(lost.path("domain").asText()).isEqualTo(OWN);
                assertThat(lost.path("state").asText()).isEqualTo("UNLISTED");
                assertThat(lost.path("lostAt").asText()).isNotBlank();
                assertThat(World.anonymous().get("/health").expect(503).text())
                        .contains("our certificate stands on the white list no more");
            });
            refresh().expect(200);
            Await.until(
                    "health is well again",
                    Duration.ofSeconds(20),
                    () -> !World.anonymous().get("/health").text().contains("stands on the white list no more"));
        } finally {
            World.admin().delete("/admin/domains/" + OWN).expect(204);
        }
    }

    @Test
    @Tag("OP-23")
    void aListThatNobodyConfirmsForADayIsAnAlarmAndMailFlowsOn() {
        String box = Hospital.open().box("liste");
        refresh().expect(200);
        RangeFault.during("whitelist-down", () -> {
            Machine.script("range", "clock", "+PT30H").expectOk();
            try {
                Await.until(
                        "health tells",
                        Duration.ofSeconds(60),
                        () -> World.anonymous().get("/health").text().contains("the white list was last confirmed on"));
                assertThat(World.recipient(box).code()).isEqualTo(250);
            } finally {
                Machine.script("range", "clock", "reset").expectOk();
            }
        });
        refresh().expect(200);
        Await.until(
                "health is well again",
                Duration.ofSeconds(60),
                () -> !World.anonymous().get("/health").text().contains("last confirmed on"));
    }

    @Test
    @Tag("OP-23")
    void orMailWaitsWhereTheOperatorWantsIt() {
        String box = Hospital.open().box("liste");
        Machine.karaf("config:property-set --pid fr.vaguemestre.confiance staleStopHours 24")
                .expectOk();
        try {
            Await.until(
                    "the setting is in force",
                    Duration.ofSeconds(60),
                    () -> refresh().status() == 200);
            RangeFault.during("whitelist-down", () -> {
                Machine.script("range", "clock", "+PT30H").expectOk();
                try {
                    Await.until(
                            "mail waits",
                            Duration.ofSeconds(60),
                            () -> World.recipient(box).code() == 451);
                    assertThat(World.anonymous().get("/health").expect(503).text())
                            .contains("mail with other operators waits, as it was set");
                } finally {
                    Machine.script("range", "clock", "reset").expectOk();
                }
            });
            refresh().expect(200);
            assertThat(World.recipient(box).code()).isEqualTo(250);
        } finally {
            Machine.karaf("config:property-delete --pid fr.vaguemestre.confiance staleStopHours")
                    .expectOk();
            Await.until(
                    "the trust space is back",
                    Duration.ofSeconds(60),
                    () -> refresh().status() == 200);
        }
    }

    private static JsonNode newest() {
        return World.admin()
                .get(LISTS + "/history?limit=1")
                .expect(200)
                .json()
                .path("items")
                .path(0);
    }

    private static Answer refresh() {
        return World.admin().post(LISTS + "/refresh", Json.object());
    }

    private static Answer decide(String digest, String what) {
        return World.admin().post(LISTS + "/held/" + digest + "/" + what, Json.object());
    }
}
