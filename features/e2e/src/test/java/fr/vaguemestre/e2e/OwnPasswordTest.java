package fr.vaguemestre.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import fr.vaguemestre.e2e.driver.Answer;
import fr.vaguemestre.e2e.driver.Await;
import fr.vaguemestre.e2e.driver.Imap;
import fr.vaguemestre.e2e.driver.Json;
import fr.vaguemestre.e2e.driver.Rest;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** People change their own password. */
class OwnPasswordTest {
    private static final String NEXT = "un sentier sous la pluie";
    private static final Rest ANYONE = World.anonymous();

    @Test
    void theNewOneOpensEverythingAndTheOldOneNothing() {
        Hospital hospital = Hospital.open();
        String box = hospital.box("cle");
        Rest here = ANYONE.signIn(box, Hospital.PASSWORD);
        JsonNode there = ANYONE.login(box, Hospital.PASSWORD).expect(200).json();
        try (Imap open = Imap.open(World.appliance(), box, Hospital.PASSWORD)) {
            open.command("NOOP").expectOk();

            change(here, Hospital.PASSWORD, NEXT).expect(204);

            Await.until("the mail program is signed out", Duration.ofSeconds(30), () -> isOver(open));
        }
        here.get("/auth/me").expect(200);
        ANYONE.with(there.path("accessToken").asText()).get("/auth/me").expect(401);
        ANYONE.post(
                        "/auth/refresh",
                        Json.object("refreshToken", there.path("refreshToken").asText()))
                .expect(401);
        assertThat(ANYONE.login(box, Hospital.PASSWORD).expect(401).problem()).isEqualTo("access.credentials");
        ANYONE.login(box, NEXT).expect(200);
        try (Imap imap = Imap.connect(World.appliance().address("imap"))) {
            imap.startTls(World.appliance().trust()).expectOk();
            assertThat(imap.login(box, Hospital.PASSWORD).ok()).isFalse();
            assertThat(imap.login(box, NEXT).ok()).isTrue();
        }
        JsonNode entries = hospital.admin()
                .get("/admin/audit?action=access.password-change&object=" + box)
                .expect(200)
                .json()
                .path("items");
        assertThat(entries).hasSize(1);
        assertThat(entries.toString()).doesNotContain(NEXT, Hospital.PASSWORD);
    }

    @Test
    void whatIsRefusedIsToldAtItsFieldAndChangesNothing() {
        Hospital hospital = Hospital.open();
        Rest here = ANYONE.signIn(hospital.username(), Hospital.PASSWORD);

        assertThat(field(change(here, "pas le bon mot", NEXT))).isEqualTo("currentPassword access.password-wrong");
        assertThat(field(change(here, Hospital.PASSWORD, "trop court")))
                .isEqualTo("newPassword access.password-length");
        assertThat(field(change(here, Hospital.PASSWORD, "Motdepasse2026")))
                .isEqualTo("newPassword access.password-common");
        assertThat(field(change(here, Hospital.PASSWORD, Hospital.PASSWORD)))
                .isEqualTo("newPassword access.password-same");
        ANYONE.post("/auth/password", Json.object("currentPassword", Hospital.PASSWORD, "newPassword", NEXT))
                .expect(401);

        ANYONE.login(hospital.username(), Hospital.PASSWORD).expect(200);
    }

    @Test
    void fiveWrongGuessesLockTheAccountAsAtSignIn() {
        Hospital hospital = Hospital.open();
        String box = hospital.box("devine");
        Rest here = ANYONE.signIn(box, Hospital.PASSWORD);
        for (int i = 0; i < 5; i++) {
            assertThat(change(here, "pas le bon mot " + i, NEXT).status()).isIn(400, 429);
        }

        Answer locked = change(here, Hospital.PASSWORD, NEXT).expect(429);

        assertThat(locked.problem()).isEqualTo("access.locked");
        assertThat(locked.headers().firstValueAsLong("Retry-After").orElse(0)).isPositive();
        assertThat(ANYONE.login(box, Hospital.PASSWORD).expect(429).problem()).isEqualTo("access.locked");
    }

    private static Answer change(Rest session, String current, String wanted) {
        return session.post("/auth/password", Json.object("currentPassword", current, "newPassword", wanted));
    }

    private static String field(Answer answer) {
        JsonNode error = answer.expect(400).json().at("/errors/0");
        return error.path("field").asText() + " " + error.path("code").asText();
    }

    /** A session that the server ended says so, or nothing any more. */
    private static boolean isOver(Imap imap) {
        try {
            return !imap.command("NOOP").ok();
        } catch (RuntimeException gone) {
            return true;
        }
    }
}
