package fr.vaguemestre.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import fr.vaguemestre.e2e.driver.Await;
import fr.vaguemestre.e2e.driver.Json;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The revocation lists: what is not sure is refused. */
class CrlTest {
    private static final Duration RELOAD = Duration.ofSeconds(60);

    @Test
    void anExpiredListIsNotTakenAndTheFreshOneStays() {
        Hospital hospital = Hospital.open();
        String box = hospital.box("crl");
        RangeFault.during("crl-expired", () -> {
            World.admin().post("/annuaire/whitelist/refresh", Json.object());
            Await.until(
                    "the fresh list is kept and the cause told",
                    RELOAD,
                    () -> World.anonymous().get("/health").text().contains("was not taken")
                            && World.recipient(box).code() == 250);
        });
        World.admin().post("/annuaire/whitelist/refresh", Json.object());
        Await.until(
                "nothing is told any more",
                RELOAD,
                () -> !World.anonymous().get("/health").text().contains("was not taken"));
    }

    @Test
    void anUnreachableListLeavesTheLastOneInForce() {
        Hospital hospital = Hospital.open();
        String box = hospital.box("crl");
        RangeFault.during("crl-unreachable", () -> {
            World.admin().post("/annuaire/whitelist/refresh", Json.object());
            assertThat(World.recipient(box).code()).isEqualTo(250);
        });
    }

    @Test
    void whoIsRevokedTodayIsRefusedAndWhoIsClearedComesIn() {
        Hospital hospital = Hospital.open();
        String box = hospital.box("crl");
        RangeFault.during("valide-revoked", () -> {
            World.admin().post("/annuaire/whitelist/refresh", Json.object());
            Await.until("valide is revoked", RELOAD, () -> closed(box));
        });
        World.admin().post("/annuaire/whitelist/refresh", Json.object());
        Await.until("valide is cleared", RELOAD, () -> !closed(box));
    }

    private static boolean closed(String box) {
        try {
            return World.recipient(box).code() != 250;
        } catch (AssertionError refusedInTheHandshake) {
            return true;
        }
    }
}
