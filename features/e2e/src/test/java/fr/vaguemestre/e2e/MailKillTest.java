package fr.vaguemestre.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import fr.vaguemestre.e2e.MailStream.Mail;
import fr.vaguemestre.e2e.driver.Await;
import fr.vaguemestre.e2e.driver.Message;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Postfix and Dovecot killed again and again while they take and hand on mail: what was taken arrives. */
@Order(World.LATE + 2)
class MailKillTest {
    private static final int MAILS = 200;
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Hospital hospital = Hospital.open();
    private final String box = hospital.box("coupes");

    @Test
    @Tag("fault-16")
    void postfixKilledDuringDeliveries() {
        killedDuring("postfix", 5);
    }

    @Test
    @Tag("fault-17")
    void dovecotKilledDuringDeliveries() {
        killedDuring("dovecot", 10);
    }

    private void killedDuring(String server, int times) {
        int inFlight = 0;
        Promises promises = new Promises();
        try (MailStream stream = new MailStream()) {
            List<Mail> mails = new ArrayList<>();
            for (int i = 0; i < MAILS; i++) {
                Message message = Message.plain(World.FOREIGN, box, "coupe " + i);
                mails.add(new Mail(message, () -> World.fromForeign(box, message)));
            }
            stream.send(mails);
            for (int kill = 1; kill <= times; kill++) {
                int next = MAILS / (times + 1) * kill;
                Await.until(
                        "the stream flows", PATIENCE, () -> stream.accepted().size() >= next);
                inFlight += stream.open() + active();
                Machine.kill(server);
            }
            Await.until(
                    "all are taken",
                    PATIENCE,
                    () -> stream.accepted().size() + stream.refusals().size() == MAILS);
            assertThat(stream.refusals()).as("refused for good").isEmpty();
            promises.mails(stream.accepted());
        }
        Await.until("all have left the queue", PATIENCE, () -> {
            Machine.shell("postqueue -c \"$VM_CONF/postfix\" -f").expectOk();
            return queued("") == 0;
        });
        int duplicates =
                promises.kept(hospital, List.of(box)).expectNothingLost().duplicates();
        assertThat(duplicates).as("copies beyond those in flight").isLessThanOrEqualTo(inFlight);
        Machine.healthy();
    }

    private int active() {
        return queued("\"active\"");
    }

    private int queued(String word) {
        return Integer.parseInt(Machine.shell(
                        "postqueue -c \"$VM_CONF/postfix\" -j 2>/dev/null | grep -F \"@$1\" | grep -cF \"$2\" || true",
                        hospital.domain(),
                        word)
                .expectOk()
                .out()
                .strip());
    }
}
