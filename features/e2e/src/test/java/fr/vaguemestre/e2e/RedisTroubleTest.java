package fr.vaguemestre.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import fr.vaguemestre.e2e.driver.Await;
import fr.vaguemestre.e2e.driver.Json;
import fr.vaguemestre.e2e.driver.Message;
import fr.vaguemestre.e2e.driver.Rest;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Redis killed, hung, emptied, away for an hour: slower, never wrong. */
@Order(World.LATE)
class RedisTroubleTest {
    private static final Duration RECOVERY = Duration.ofSeconds(60);

    private final Hospital hospital = Hospital.open();
    private final Promises promises = new Promises();

    @AfterEach
    void redisRunsAgain() {
        Machine.shell("pkill -CONT -u redis || true").expectOk();
        Machine.script("range", "clock", "reset").expectOk();
        Machine.start("redis");
    }

    @Test
    @Tag("fault-11")
    void killedAgainAndAgainNobodyNotices() {
        for (int i = 1; i <= 5; i++) {
            Machine.kill("redis");
            make("tuee" + i);
        }
        promises.kept(hospital, List.of()).expectNothingLost();
    }

    @Test
    @Tag("fault-12")
    @Tag("fault-13")
    void hungItHoldsUpNobodyAndWhatEndedMeanwhileStaysEndedWhenItIsBack() {
        String box = hospital.box("figee");
        Rest ended = World.anonymous().signIn(box, Hospital.PASSWORD);
        Rest removed = World.anonymous().signIn(box, Hospital.PASSWORD);
        ended.get("/auth/me").expect(200);
        removed.get("/auth/me").expect(200);
        Machine.shell("pkill -STOP -u redis").expectOk();
        for (int i = 1; i <= 5; i++) {
            make("figee" + i);
        }
        assertThat(ended.post("/auth/logout", Json.object()).status()).isBetween(200, 299);
        deactivate(box);
        Await.until(
                "health says DEGRADED",
                RECOVERY,
                () -> World.anonymous().get("/health").text().contains("DEGRADED"));

        Machine.shell("pkill -CONT -u redis").expectOk();

        Await.until("health says UP", RECOVERY, () -> World.anonymous()
                .get("/health")
                .json()
                .path("status")
                .asText()
                .equals("UP"));
        Await.until(
                "the account's session is over",
                RECOVERY,
                () -> removed.get("/auth/me").status() == 401);
        assertThat(ended.get("/auth/me").status()).as("a session that ended").isEqualTo(401);
        assertThat(World.anonymous().login(box, Hospital.PASSWORD).status())
                .as("an account that was put out of use")
                .isEqualTo(401);
        promises.kept(hospital, List.of()).expectNothingLost();
    }

    @Test
    @Tag("fault-14")
    void anHourWithoutItSignInMailAndRevocationAreRight() {
        String box = hospital.box("heure");
        Machine.stop("redis");
        Rest before = World.anonymous().signIn(hospital.username(), Hospital.PASSWORD);
        before.get("/auth/me").expect(200);
        Machine.script("range", "clock", "+PT1H").expectOk();

        Await.until(
                "a token of an hour ago is over",
                RECOVERY,
                () -> before.get("/auth/me").status() == 401);
        Rest session = World.anonymous().signIn(hospital.username(), Hospital.PASSWORD);
        session.post("/mailboxes", World.org(hospital.address("apres-une-heure")))
                .expect(201);
        promises.row(hospital.address("apres-une-heure"));
        Message message = Message.plain(World.FOREIGN, box, "sans redis");
        World.fromForeign(box, message).expect(250);
        promises.mails(List.of(message.id()));
        Hospital.received(box, message);
        session.post("/auth/logout", Json.object());
        assertThat(session.get("/auth/me").status()).isEqualTo(401);
        promises.kept(hospital, List.of(box)).expectNothingLost();
    }

    @Test
    @Tag("fault-15")
    void emptiedRightsAreReadFromTheDatabaseAndNobodyGainsAny() {
        String box = hospital.box("videe");
        Rest user = World.anonymous().signIn(box, Hospital.PASSWORD);
        Rest ended = World.anonymous().signIn(box, Hospital.PASSWORD);
        ended.post("/auth/logout", Json.object());
        user.get("/mailboxes/" + box).expect(200);

        Machine.shell("REDISCLI_AUTH=$(cat \"$VM_STATE/secrets/redis\") redis-cli -p \"$VM_PORT_REDIS\" flushall")
                .expectOk();

        user.get("/mailboxes/" + box).expect(200);
        user.post("/mailboxes", World.org(hospital.address("pas-a-lui"))).expect(403);
        assertThat(ended.get("/auth/me").status()).isEqualTo(401);
        make("videe2");
        promises.kept(hospital, List.of()).expectNothingLost();
    }

    private void make(String local) {
        String address = hospital.address(local);
        hospital.admin().post("/mailboxes", World.org(address)).expect(201);
        promises.row(address);
    }

    private void deactivate(String box) {
        String id = hospital.admin()
                .get("/admin/users?q=" + box)
                .expect(200)
                .json()
                .at("/items/0/id")
                .asText();
        hospital.admin()
                .patch("/admin/users/" + id, Json.object("active", false))
                .expect(200);
    }
}
