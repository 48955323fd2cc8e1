package fr.vaguemestre.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import fr.vaguemestre.e2e.driver.Await;
import fr.vaguemestre.e2e.driver.Imap;
import fr.vaguemestre.e2e.driver.Intruder;
import fr.vaguemestre.e2e.driver.Message;
import fr.vaguemestre.e2e.driver.Reply;
import fr.vaguemestre.e2e.driver.Smtp;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What foreign operators may and may not bring. */
class InboundTest {
    private static final Duration TRACE = Duration.ofSeconds(20);

    @Test
    @Tag("OP-08")
    @Tag("OP-60")
    void aMessageArrivesByteForByte() {
        Hospital hospital = Hospital.open();
        String box = hospital.box("octets");
        Message message = Message.tricky(World.FOREIGN, box);

        assertThat(World.fromForeign(box, message).text()).startsWith("250");

        byte[] stored = Hospital.received(box, message);
        assertThat(Message.asSent(stored, message.octets())).isEqualTo(message.octets());
        String added = new String(stored, 0, stored.length - message.octets().length, StandardCharsets.ISO_8859_1);
        assertThat(added.lines().filter(line -> !line.matches("(Return-Path|Delivered-To|Received|[ \t]).*")))
                .as("headers that servers put above")
                .isEmpty();
        Await.until("trace of the delivery", TRACE, () -> World.admin()
                .get("/admin/trace?address=" + box)
                .expect(200)
                .text()
                .contains("match"));
    }

    @Test
    @Tag("OP-24")
    void theDomainsCaseDoesNotMatter() {
        Hospital hospital = Hospital.open();
        String box = hospital.box("casse");
        Message message = Message.plain("Anyone@VALIDE.mssante.TEST", box, "casse");

        try (Smtp smtp = World.peer("valide")) {
            Reply reply = smtp.deliver("Anyone@VALIDE.mssante.TEST", box.toUpperCase(Locale.ROOT), message.octets());
            assertThat(reply.text()).startsWith("250");
        }

        assertThat(Hospital.received(box, message)).isNotEmpty();
    }

    @ParameterizedTest
    @Tag("fault-54")
    @EnumSource
    @Tag("OP-01")
    @Tag("OP-02")
    @Tag("OP-03")
    @Tag("OP-04")
    @Tag("OP-05")
    @Tag("OP-06")
    @Tag("OP-07")
    @Tag("OP-76")
    void intrudersAreRefusedAndTheTraceTellsWhy(Intruder intruder) {
        Hospital hospital = Hospital.open();
        String box = hospital.box("cible");
        String sender = intruder.sender(World.fresh("intrus"));
        Instant since = Instant.now().minusSeconds(1);

        Reply refusal = intruder.attempt(World.appliance(), sender, box);

        assertThat(refusal.positive()).as(refusal.text()).isFalse();
        switch (intruder) {
            case NO_MATCH, CN_DIFF_DN, SPOOF -> assertThat(refusal.text()).startsWith("554 5.7.1");
            case NO_TLS -> assertThat(refusal.code()).isBetween(500, 599);
            default -> assertThat(refusal.code()).isIn(0, 421, 454, 554);
        }
        Await.until(
                intruder + " in the trace as " + intruder.cause(),
                TRACE,
                () -> intruder.traced(World.admin(), since, sender));
        try (Imap imap = Hospital.imap(box)) {
            assertThat(imap.search("INBOX", "ALL")).isEmpty();
        }
    }

    @Test
    @Tag("OP-09")
    void aSecondSenderInTheSameSessionIsJudgedToo() {
        Hospital hospital = Hospital.open();
        String box = hospital.box("seconde");
        Message first = Message.plain(World.FOREIGN, box, "vrai");
        String spoofed = World.fresh("faux") + "@nomatch.mssante.test";

        try (Smtp smtp = World.peer("valide")) {
            smtp.deliver(World.FOREIGN, box, first.octets()).expect(250);
            Reply second = smtp.deliver(
                    spoofed, box, Message.plain(spoofed, box, "faux").octets());
            assertThat(second.text()).startsWith("554 5.7.1");
        }

        Await.until("trace of the second sender", TRACE, () -> World.admin()
                .get("/admin/trace?address=" + spoofed)
                .expect(200)
                .text()
                .contains("dn-mismatch"));
        Hospital.received(box, first);
        try (Imap imap = Hospital.imap(box)) {
            assertThat(imap.search("INBOX", "ALL")).hasSize(1);
        }
    }

    @Test
    @Tag("OP-10")
    void theNullSenderIsForListedOperatorsOnly() {
        Hospital hospital = Hospital.open();
        String box = hospital.box("avis");
        Message notice = Message.plain("MAILER-DAEMON@valide.mssante.test", box, "avis");

        try (Smtp smtp = World.peer("valide")) {
            assertThat(smtp.deliver("", box, notice.octets()).text()).startsWith("250");
        }
        try (Smtp smtp = World.peer("nomatch")) {
            assertThat(smtp.deliver("", box, notice.octets()).text()).startsWith("554 5.7.1");
        }

        Hospital.received(box, notice);
        Await.until("trace of the unlisted operator", TRACE, () -> World.admin()
                .get("/admin/trace?cause=operator-unlisted")
                .expect(200)
                .text()
                .contains(box));
    }

    @Test
    @Tag("OP-12")
    void unknownRecipientsAreRefusedAndNothingIsRelayed() {
        Hospital hospital = Hospital.open();

        assertThat(World.recipient(hospital.address("personne")).text()).startsWith("550");
        assertThat(World.recipient("quelquun@example.org").code()).isBetween(500, 599);
        assertThat(World.recipient("echo@pair.mssante.test").code()).isBetween(500, 599);
    }

    @Test
    void onePeerThatIsRefusedDoesNotHinderAnother() {
        Hospital hospital = Hospital.open();
        String box = hospital.box("voisin");
        for (int i = 0; i < 10; i++) {
            Intruder.REVOKED.attempt(World.appliance(), "x@revoque.mssante.test", box);
        }

        assertThat(World.recipient(box).code()).isEqualTo(250);
    }
}
