package fr.vaguemestre.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import fr.vaguemestre.e2e.driver.Await;
import fr.vaguemestre.e2e.driver.Rest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Karaf killed between the deposit and its answer, the directory alive: one publication, not two. */
@Order(World.LATE + 1)
class AnnuaireTroubleTest {
    @AfterEach
    void karafRunsAgain() {
        Machine.start("karaf");
    }

    @Test
    @Tag("fault-37")
    void killedBetweenDepositAndAnswerThereIsOnePublication() {
        Hospital hospital = Hospital.open();
        String doctor = hospital.address("kit.doc");
        RangeFault.during("annuaire-timeout-after-commit", () -> {
            hospital.admin().post("/mailboxes", World.per(doctor)).expect(201);
            Await.until("the directory has it", AnnuaireTest.SOON, () -> !AnnuaireTest.carriers(doctor)
                    .isEmpty());
            // The answer is held back for 15 s, so nobody has told us yet.
            Machine.kill("karaf");
        });
        Machine.healthy();
        assertThat(Machine.sql("SELECT state, reached FROM vm.annuaire_publication WHERE address = '" + doctor + "'"))
                .as("known to have been tried")
                .contains("t");

        Rest again = World.anonymous().signIn(hospital.username(), Hospital.PASSWORD);
        AnnuaireTest.state(again, doctor, "ACCEPTEE");
        assertThat(AnnuaireTest.carriers(doctor)).containsExactly("Practitioner/99700218896");
    }
}
