package fr.vaguemestre.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import fr.vaguemestre.e2e.driver.Await;
import fr.vaguemestre.e2e.driver.Imap;
import fr.vaguemestre.e2e.driver.Json;
import fr.vaguemestre.e2e.driver.Message;
import fr.vaguemestre.e2e.driver.Reply;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A full mailbox. */
class QuotaTest {
    private static final int MEBIBYTE = 1_048_576;

    @Test
    void aFullMailboxTakesNoMoreUntilItIsEmptied() {
        Hospital hospital = Hospital.open();
        String box = hospital.address("pleine");
        Map<String, Object> wanted = World.org(box);
        wanted.put("quotaBytes", MEBIBYTE);
        hospital.admin().post("/mailboxes", wanted).expect(201);
        hospital.account(box);
        Message first = large(box);
        World.fromForeign(box, first).expect(250);
        Hospital.received(box, first);
        Await.until(
                "usedBytes of " + box,
                Duration.ofSeconds(30),
                () -> hospital.admin()
                                .get("/mailboxes/" + box)
                                .json()
                                .path("usedBytes")
                                .asLong()
                        > 600_000);

        Message second = large(box);
        Reply refusal = World.fromForeign(box, second);

        if (refusal.positive()) {
            // Taken into the queue before the mailbox was asked: it must come back to nobody's surprise, and be traced.
            Await.until("trace of the refusal", Duration.ofSeconds(60), () -> World.admin()
                    .get("/admin/trace?address=" + box)
                    .expect(200)
                    .text()
                    .contains("5.2.2"));
        } else {
            assertThat(refusal.code()).isIn(452, 552);
        }
        try (Imap imap = Hospital.imap(box)) {
            assertThat(imap.search("INBOX", "ALL")).hasSize(1);
            imap.command("UID STORE 1:* +FLAGS (\\Deleted)").expectOk();
            imap.command("EXPUNGE").expectOk();
        }
        Message third = large(box);
        World.fromForeign(box, third).expect(250);
        Hospital.received(box, third);
    }

    @Test
    void aRaisedQuotaCountsAtOnce() {
        Hospital hospital = Hospital.open();
        String box = hospital.address("elargie");
        Map<String, Object> wanted = World.org(box);
        wanted.put("quotaBytes", MEBIBYTE);
        hospital.admin().post("/mailboxes", wanted).expect(201);
        hospital.account(box);

        hospital.admin()
                .patch("/mailboxes/" + box, Json.object("quotaBytes", 10 * MEBIBYTE))
                .expect(200);

        for (int i = 0; i < 3; i++) {
            Message message = large(box);
            World.fromForeign(box, message).expect(250);
            Hospital.received(box, message);
        }
    }

    @Test
    void aMessageOverTheSizeLimitIsRefusedBeforeItIsSent() {
        Hospital hospital = Hospital.open();
        String box = hospital.box("taille");
        try (var smtp = World.peer("valide")) {
            Reply reply = smtp.say("MAIL FROM:<" + World.FOREIGN + "> SIZE=99999999");
            if (reply.positive()) {
                reply = smtp.say("RCPT TO:<" + box + ">");
            }
            assertThat(reply.text()).startsWith("552 5.3.4");
        }
    }

    private static Message large(String to) {
        Message small = Message.plain(World.FOREIGN, to, "volume");
        byte[] line = ("x".repeat(76) + "\r\n").getBytes(StandardCharsets.US_ASCII);
        var octets = new java.io.ByteArrayOutputStream();
        octets.writeBytes(small.octets());
        while (octets.size() < 700_000) {
            octets.writeBytes(line);
        }
        return new Message(small.id(), octets.toByteArray());
    }
}
