package fr.vaguemestre.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import fr.vaguemestre.e2e.driver.Message;
import fr.vaguemestre.e2e.driver.Peer;
import fr.vaguemestre.e2e.driver.Smtp;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What health software says to other health software passes as it is, in both directions; notices too. */
class UntouchedTest {
    private static final String[] MARKS = {
        "Subject: XDM/1.0/DDM+Compte rendu DOC KIT 01/01/1970",
        "X-MSS-NIL: 0000-0000-0000",
        "X-MSS-CODECDA: 11490-0,18842-5",
        "X-MSS-INS: O",
        "X-MSS-MES: FIN",
        "Disposition-Notification-To: <reponses@ailleurs.mssante.test>",
        "Reply-To: <reponses@ailleurs.mssante.test>"
    };

    private final Peer peer = new Peer(World.appliance());

    @Test
    @Tag("OP-60")
    void documentsAndTheirMarksPassOctetForOctetInBothDirections() {
        String box = Hospital.open().box("documents");
        Message in = letter(World.FOREIGN, box).archive();
        Message out = letter(box, peer.user()).archive();

        World.fromForeign(box, in).expect(250);
        Outbound.send(box, peer.user(), out);

        assertThat(Message.asSent(Hospital.received(box, in), in.octets())).isEqualTo(in.octets());
        assertThat(Message.asSent(peer.received(out, Outbound.SOON).octets(), out.octets()))
                .isEqualTo(out.octets());
    }

    @Test
    @Tag("OP-63")
    void aNoticeOfReadingPassesInBothDirections() {
        Hospital hospital = Hospital.open();
        String box = hospital.box("lecteur");
        Message asked = letter(peer.user(), box).text();
        try (Smtp smtp = peer.submission()) {
            smtp.deliver(peer.user(), box, asked.octets()).expect(250);
        }
        Hospital.received(box, asked);

        Message out = notice(box, peer.user(), asked.id());
        nullSender(box, peer.user(), out, 250);
        byte[] read = peer.received(out, Outbound.SOON).octets();
        assertThat(Message.asSent(read, out.octets())).isEqualTo(out.octets());
        assertThat(new String(read, StandardCharsets.ISO_8859_1)).contains("Return-Path: <>");
        nullSender(box, peer.user(), notice(hospital.address("autre"), peer.user(), asked.id()), 554);

        Message in = notice(World.FOREIGN, box, asked.id());
        try (Smtp smtp = World.peer("valide")) {
            smtp.deliver("", box, in.octets()).expect(250);
        }
        assertThat(Message.asSent(Hospital.received(box, in), in.octets())).isEqualTo(in.octets());
    }

    private static void nullSender(String owner, String to, Message notice, int code) {
        try (Smtp smtp = Smtp.connect(World.appliance().address("submission"))) {
            smtp.say("EHLO client.test").expect(250);
            smtp.startTls(World.appliance().trust()).expect(250);
            smtp.authenticate(owner, Hospital.PASSWORD).expect(235);
            smtp.deliver("", to, notice.octets()).expect(code);
        }
    }

    private static Message notice(String reader, String to, String original) {
        return new Letter("From: <" + reader + ">", "To: <" + to + ">", "Subject: Lu", "Auto-Submitted: auto-replied")
                .read(reader, original);
    }

    private static Letter letter(String from, String to) {
        String[] headers = new String[MARKS.length + 2];
        headers[0] = "From: <" + from + ">";
        headers[1] = "To: <" + to + ">";
        System.arraycopy(MARKS, 0, headers, 2, MARKS.length);
        return new Letter(headers);
    }
}
