package fr.vaguemestre.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import fr.vaguemestre.e2e.driver.Await;
import fr.vaguemestre.e2e.driver.Json;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The revocation lists: what is not sure is refused. */
class CrlTest {
    private static final Duration RELOAD = Duration.ofSeconds(60);

    @ParameterizedTest
    @Tag("fault-39")
    @CsvSource({"crl-expired,crl-expired", "crl-unreachable,unreachable"})
    @Tag("OP-28")
    void aListThatIsNoBetterLeavesTheLastOneInForceAndTheCauseIsTold(String fault, String cause) {
        Hospital hospital = Hospital.open();
        String box = hospital.box("crl");
        RangeFault.during(fault, () -> {
            refresh();
            assertThat(lastFailure()).contains(cause);
            if (fault.equals("crl-expired")) {
                assertThat(World.anonymous().get("/health").text()).contains("was not taken");
            }
            assertThat(closed(box)).as("mail flows on the last list").isFalse();
        });
        refresh();
        assertThat(lastFailure()).isEmpty();
    }

    @Test
    @Tag("fault-39")
    @Tag("OP-28")
    void whenTheListInForceHasEndedNobodyIsLetIn() {
        Hospital hospital = Hospital.open();
        String box = hospital.box("crl");
        Machine.script("range", "clock", "+P30D").expectOk();
        try {
            Await.until("the door is shut", RELOAD, () -> closed(box));
            Await.until(
                    "health tells",
                    RELOAD,
                    () -> World.anonymous().get("/health").text().contains("ended on"));
        } finally {
            Machine.script("range", "clock", "reset").expectOk();
        }
        Await.until("mail flows again", RELOAD, () -> !closed(box));
        Await.until("health says UP", RELOAD, () -> "UP"
                .equals(World.anonymous().get("/health").json().path("status").asText()));
    }

    @Test
    @Tag("OP-04")
    void whoIsRevokedTodayIsRefusedAndWhoIsClearedComesIn() {
        Hospital hospital = Hospital.open();
        String box = hospital.box("crl");
        RangeFault.during("valide-revoked", () -> {
            refresh();
            Await.until("valide is revoked", RELOAD, () -> closed(box));
        });
        refresh();
        Await.until("valide is cleared", RELOAD, () -> !closed(box));
    }

    private static void refresh() {
        World.admin().post("/annuaire/whitelist/refresh", Json.object()).expect(200);
    }

    private static String lastFailure() {
        return World.admin()
                .get("/annuaire/whitelist")
                .expect(200)
                .json()
                .path("lastFailure")
                .asText("");
    }

    private static boolean closed(String box) {
        try {
            return World.recipient(box).code() != 250;
        } catch (AssertionError refusedInTheHandshake) {
            return true;
        }
    }
}
