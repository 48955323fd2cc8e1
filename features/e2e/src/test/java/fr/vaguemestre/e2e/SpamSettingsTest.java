package fr.vaguemestre.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import fr.vaguemestre.e2e.driver.Await;
import fr.vaguemestre.e2e.driver.Message;
import fr.vaguemestre.e2e.driver.Reply;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** What an operator may set about spam: how much is too much, what happens then, and what is never taken. */
@Order(World.LATE + 3)
class SpamSettingsTest {
    private static final String FILE = "\"$VM_CONF/rspamd/rspamd.conf\"";

    private final Hospital hospital = Hospital.open();
    private final String box = hospital.box("reglages");
    private final String neighbour = hospital.box("voisin");

    SpamSettingsTest() {
        Machine.shell("cp " + FILE + " /tmp/rspamd.conf.kept").expectOk();
    }

    @AfterEach
    void asItWas() {
        Machine.shell("cat /tmp/rspamd.conf.kept >" + FILE).expectOk();
        again();
    }

    @Test
    void whereTheSettingSaysSoItIsRefusedInWords() {
        set("/^spam {/,/points {/s/= \"hold\";/= \"refuse\";/");

        for (Reply reply : List.of(
                World.fromForeign(box, Spam.bait(World.FOREIGN, box)),
                Outbound.offer(neighbour, box, Spam.bait(neighbour, box)))) {
            assertThat(reply.text())
                    .startsWith("554 5.7.1 MSSante: message juge indesirable (SPAM=1")
                    .contains("PHISHED_URL=")
                    .endsWith("(spam)");
        }
        Await.until("the trace tells it", Outbound.SOON, () -> hospital.admin()
                .get("/admin/trace?outcome=refused&cause=spam&address=" + box)
                .expect(200)
                .text()
                .contains("PHISHED_URL"));
        assertThat(Malware.in(box)).isZero();
    }

    @Test
    void aHigherThresholdLetsItPassAndALowerOneHoldsMore() {
        set("s/threshold = 10;/threshold = 20;/");
        Message bait = Spam.bait(World.FOREIGN, box);
        World.fromForeign(box, bait).expect(250);
        Hospital.received(box, bait);

        set("s/threshold = 20;/threshold = 5;/");
        Message doubtful = Spam.doubtful(World.FOREIGN, box);
        String id = Malware.id(World.fromForeign(box, doubtful));
        assertThat(Malware.held(hospital.admin(), id).path("reason").asText()).isEqualTo("spam");
        assertThat(Malware.deleteAll(hospital)).isEqualTo(1);
    }

    @Test
    void oneDirectionAloneMayPass() {
        set("/^spam {/,/points {/s/own = \"hold\";/own = \"pass\";/");
        Message own = Spam.bait(neighbour, box);
        Outbound.offer(neighbour, box, own).expect(250);
        Hospital.received(box, own);
        Malware.id(World.fromForeign(box, Spam.bait(World.FOREIGN, box)));
        assertThat(Malware.deleteAll(hospital)).isEqualTo(1);
    }

    private static void set(String change) {
        Machine.shell("sed -i '" + change + "' " + FILE).expectOk();
        again();
    }

    private static void again() {
        Machine.stop("rspamd");
        Machine.start("rspamd");
    }
}
