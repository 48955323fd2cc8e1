package fr.vaguemestre.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import fr.vaguemestre.e2e.driver.Await;
import fr.vaguemestre.e2e.driver.Imap;
import fr.vaguemestre.e2e.driver.Message;
import fr.vaguemestre.e2e.driver.Peer;
import fr.vaguemestre.e2e.driver.Reply;
import fr.vaguemestre.e2e.driver.Smtp;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The foreign operator of the range, a second real Postfix and Dovecot, by itself. */
class PeerTest {
    private final Peer peer = new Peer(World.appliance());

    @Test
    void itWritesToUsByItsOwnServersAndCertificate() {
        Hospital hospital = Hospital.open();
        String box = hospital.box("du-pair");
        Message message = Message.plain(peer.user(), box, "du pair");

        try (Smtp smtp = peer.submission()) {
            assertThat(smtp.deliver(peer.user(), box, message.octets()).text()).startsWith("250");
        }

        byte[] stored = Hospital.received(box, message);
        assertThat(Message.body(stored)).isEqualTo(Message.body(message.octets()));
        Await.until("trace of the peer", Hospital.DELIVERY, () -> World.admin()
                .get("/admin/trace?address=" + box)
                .expect(200)
                .text()
                .contains("mx.pair.mssante.test"));
    }

    @Test
    void itTakesMailFromWhoShowsACertificateOfTheIgcOnly() {
        Message message = Message.tricky("kit@operateur.mssante.test", peer.user());
        try (Smtp smtp = peer.mx()) {
            smtp.say("EHLO mx.operateur.mssante.test").expect(250);
            assertThat(smtp.deliver("a@b.test", peer.user(), message.octets()).code())
                    .isEqualTo(530);
        }
        try (Smtp smtp = peer.mx()) {
            smtp.say("EHLO mx.operateur.mssante.test").expect(250);
            smtp.startTls(World.appliance().trust());
            assertThat(smtp.deliver("a@b.test", peer.user(), message.octets()).positive())
                    .isFalse();
        }
        try (Smtp smtp = peer.mx()) {
            smtp.say("EHLO mx.operateur.mssante.test").expect(250);
            smtp.startTls(World.appliance().showing("operateur")).expect(250);
            assertThat(smtp.deliver("kit@operateur.mssante.test", peer.user(), message.octets())
                            .text())
                    .startsWith("250");
        }
        byte[] stored = peer.received(message, Hospital.DELIVERY).octets();
        assertThat(new String(stored, StandardCharsets.ISO_8859_1))
                .contains("Client CN \"mx.operateur.mssante.test\"")
                .contains("(verified OK)");
    }

    @Test
    void itsEchoAnswersOnceAndNeverAnAnswer() {
        Hospital hospital = Hospital.open();
        String box = hospital.box("echo");
        Message asked = Message.plain(box, Peer.ECHO, "question");

        try (Smtp smtp = peer.mx()) {
            smtp.say("EHLO mx.operateur.mssante.test").expect(250);
            smtp.startTls(World.appliance().showing("operateur")).expect(250);
            assertThat(smtp.deliver(box, Peer.ECHO, asked.octets()).text()).startsWith("250");
            Reply notice = smtp.deliver("", Peer.ECHO, asked.octets());
            assertThat(notice.text()).startsWith("250");
        }

        List<Long> answers = new ArrayList<>();
        try (Imap imap = Hospital.imap(box)) {
            Await.until("the answer of echo", Hospital.DELIVERY, () -> {
                answers.clear();
                answers.addAll(imap.search("INBOX", "HEADER In-Reply-To " + asked.id()));
                return !answers.isEmpty();
            });
            String answer = new String(imap.fetch(answers.getFirst()), StandardCharsets.UTF_8);
            assertThat(answer)
                    .contains("Return-Path: <>", "Auto-Submitted: auto-replied")
                    .contains("sha256: " + Message.sha256(Message.body(asked.octets())));
        }
        Await.until("echo kept silent to the null sender", Hospital.DELIVERY, () -> Ledger.peers()
                .contains("echo kept silent to <>"));
    }
}
