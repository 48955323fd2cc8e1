package fr.vaguemestre.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import fr.vaguemestre.e2e.driver.Await;
import fr.vaguemestre.e2e.driver.Imap;
import fr.vaguemestre.e2e.driver.Json;
import fr.vaguemestre.e2e.driver.Message;
import fr.vaguemestre.e2e.driver.Peer;
import fr.vaguemestre.e2e.driver.Reply;
import fr.vaguemestre.e2e.driver.Smtp;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Tag;
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
    void theSenderOfMailToAFullMailboxReadsItInFrench() {
        Hospital hospital = Hospital.open();
        String sender = hospital.box("auteur");
        String box = small(hospital, "pleine", MEBIBYTE);
        Message first = large(sender, box);
        Outbound.send(sender, box, first);
        Hospital.received(box, first);

        Message second = large(sender, box);
        Outbound sent = Outbound.send(sender, box, second);

        assertThat(Hospital.notice(sender))
                .contains("Aucun autre essai ne sera fait.", second.id(), "Status: 5.2.2")
                .containsPattern("MSSante:\\s+boite\\s+aux\\s+lettres\\s+pleine");
        sent.traced("bounced", "mailbox-full");
    }

    @Test
    void anOtherOperatorIsToldToo() {
        Peer peer = new Peer(World.appliance());
        String box = small(Hospital.open(), "pleine", MEBIBYTE);
        for (int i = 0; i < 2; i++) {
            Message message = large(peer.user(), box);
            try (Smtp smtp = peer.submission()) {
                smtp.deliver(peer.user(), box, message.octets()).expect(250);
            }
            if (i == 0) {
                Hospital.received(box, message);
            } else {
                try (Imap imap = peer.imap()) {
                    Await.until("the notice at the foreign operator", Outbound.SOON, () -> !imap.search(
                                    "INBOX", "BODY \"(mailbox-full)\" BODY \"" + message.id() + "\"")
                            .isEmpty());
                }
            }
        }
    }

    /** A mailbox keeps its own quota, and yet the domain's is used up: by mail of one that was closed. */
    @Test
    void aDomainThatHoldsItsQuotaTakesNoMoreUntilItIsRaised() {
        String sender = Hospital.open().box("auteur");
        Hospital hospital = Hospital.open(10, 3 * MEBIBYTE);
        String closed = small(hospital, "fermee", 3 * MEBIBYTE);
        filled(sender, closed, 2);
        hospital.admin().delete("/mailboxes/" + closed).expect(204);
        String box = small(hospital, "ouverte", 3 * MEBIBYTE);
        filled(sender, box, 2);

        Outbound sent = Outbound.send(sender, box, large(sender, box));

        assertThat(Hospital.notice(sender))
                .contains("Aucun autre essai ne sera fait.", "Status: 5.2.2")
                .containsPattern("MSSante:\\s+espace\\s+de\\s+stockage\\s+du\\s+domaine\\s+epuise");
        sent.traced("bounced", "domain-full");
        World.admin()
                .patch(
                        "/admin/domains/" + hospital.domain(),
                        Json.object("quota", Json.object("mailboxes", 10, "storageBytes", 10 * MEBIBYTE)))
                .expect(200);
        filled(sender, box, 1);
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
    @Tag("OP-61")
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

    /** A unit's mailbox of that quota, and its account. */
    private static String small(Hospital hospital, String local, long quotaBytes) {
        String box = hospital.address(local);
        Map<String, Object> wanted = World.org(box);
        wanted.put("quotaBytes", quotaBytes);
        hospital.admin().post("/mailboxes", wanted).expect(201);
        hospital.account(box);
        return box;
    }

    /** Delivers so many large messages, and waits until what the mailbox holds is known. */
    private static void filled(String sender, String box, int messages) {
        long before = used(box);
        for (int i = 0; i < messages; i++) {
            Message message = large(sender, box);
            Outbound.send(sender, box, message);
            Hospital.received(box, message);
        }
        Await.until("usedBytes of " + box, Duration.ofSeconds(30), () -> used(box) > before + messages * 700_000L);
    }

    private static long used(String box) {
        return World.admin()
                .get("/mailboxes/" + box)
                .expect(200)
                .json()
                .path("usedBytes")
                .asLong();
    }

    private static Message large(String to) {
        return large(World.FOREIGN, to);
    }

    private static Message large(String from, String to) {
        Message small = Message.plain(from, to, "volume");
        byte[] line = ("x".repeat(76) + "\r\n").getBytes(StandardCharsets.US_ASCII);
        var octets = new java.io.ByteArrayOutputStream();
        octets.writeBytes(small.octets());
        while (octets.size() < 700_000) {
            octets.writeBytes(line);
        }
        return new Message(small.id(), octets.toByteArray());
    }
}
