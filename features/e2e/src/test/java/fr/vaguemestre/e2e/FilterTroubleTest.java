package fr.vaguemestre.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import fr.vaguemestre.e2e.driver.Await;
import fr.vaguemestre.e2e.driver.Message;
import fr.vaguemestre.e2e.driver.Reply;
import fr.vaguemestre.e2e.driver.Smtp;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** The filter gone: mail waits at its senders, or passes unseen where the setting says so. */
@Order(World.LATE + 2)
class FilterTroubleTest {
    private final Hospital hospital = Hospital.open();
    private final String box = hospital.box("sans-filtre");
    private final String neighbour = hospital.box("voisin");

    @AfterEach
    void theFilterRunsAgain() {
        Machine.start("rspamd");
    }

    @Test
    void withoutItSendersAreToldToComeBackAndThenMailFlows() {
        Machine.stop("rspamd");
        Message foreign = Message.plain(World.FOREIGN, box, "sans filtre");
        Message own = Message.plain(neighbour, box, "sans filtre");

        Reply toOperator = World.fromForeign(box, foreign);
        assertThat(toOperator.code()).as(toOperator.text()).isBetween(400, 499);
        try (Smtp smtp = Smtp.connect(World.appliance().address("submission"))) {
            smtp.say("EHLO client.test").expect(250);
            assertThat(smtp.say("STARTTLS").code()).isEqualTo(454);
        }
        Await.until(
                "health names the filter",
                Hospital.DELIVERY,
                () -> World.anonymous().get("/health").text().contains("the filter does not answer"));
        Await.until("the trace tells it", Outbound.SOON, () -> World.admin()
                .get("/admin/trace?outcome=deferred&cause=filter-away&address=" + World.FOREIGN)
                .expect(200)
                .text()
                .contains("Service unavailable"));
        Machine.start("rspamd");
        World.fromForeign(box, foreign).expect(250);
        Outbound.offer(neighbour, box, own).expect(250);
        assertThat(Hospital.received(box, foreign)).isNotEmpty();
        assertThat(Hospital.received(box, own)).isNotEmpty();
    }

    @Test
    void whereTheSettingSaysSoMailPassesUnseen() {
        Machine.stop("rspamd");
        PostfixSetting.during("milter_default_action=accept", () -> {
            Message message = Message.plain(World.FOREIGN, box, "sans filtre");
            World.fromForeign(box, message).expect(250);
            assertThat(Hospital.received(box, message)).isNotEmpty();
        });
    }
}
