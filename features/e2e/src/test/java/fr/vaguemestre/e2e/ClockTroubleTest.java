package fr.vaguemestre.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import fr.vaguemestre.e2e.driver.Await;
import fr.vaguemestre.e2e.driver.Message;
import fr.vaguemestre.e2e.driver.Rest;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Our clock an hour forth and back. */
@Order(World.LATE)
class ClockTroubleTest {
    private static final Duration SOON = Duration.ofSeconds(60);

    @AfterEach
    void theClockIsRight() {
        Machine.script("range", "clock", "reset").expectOk();
    }

    @ParameterizedTest
    @Tag("fault-41")
    @ValueSource(strings = {"+PT1H", "-PT1H"})
    void tokensEndMailFlowsAndWhatWaitsIsDoneOnce(String jump) {
        Hospital hospital = Hospital.open();
        String box = hospital.box("horloge");
        Rest before = World.anonymous().signIn(hospital.username(), Hospital.PASSWORD);
        Promises promises = new Promises().row(box);

        Machine.script("range", "clock", jump).expectOk();

        Await.until(
                "a session of another time is over",
                SOON,
                () -> before.get("/auth/me").status() == 401);
        Rest admin = World.anonymous().signIn(hospital.username(), Hospital.PASSWORD);
        String doctor = hospital.address("kit.doc");
        admin.post("/mailboxes", World.per(doctor)).expect(201);
        promises.row(doctor);
        Message message = Message.plain(World.FOREIGN, box, "horloge");
        World.fromForeign(box, message).expect(250);
        promises.mails(List.of(message.id()));
        AnnuaireTest.state(admin, doctor, "ACCEPTEE");
        Machine.script("range", "clock", "reset").expectOk();

        if (jump.startsWith("+")) {
            Await.until(
                    "a session of an hour ahead is over",
                    SOON,
                    () -> admin.get("/auth/me").status() == 401);
        }
        Await.passes("our clock is right again", SOON, () -> hospital.admin()
                .get("/auth/me")
                .expect(200));
        hospital.box("apres");
        Await.passes(
                "mail flows", SOON, () -> promises.kept(hospital, List.of(box)).expectNothingLost());
        assertThat(AnnuaireTest.carriers(doctor)).as("published once").hasSize(1);
        assertThat(World.admin()
                        .get("/admin/audit/verify")
                        .expect(200)
                        .json()
                        .path("intact")
                        .asBoolean())
                .isTrue();
    }
}
