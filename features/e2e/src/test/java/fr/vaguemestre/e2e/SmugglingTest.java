package fr.vaguemestre.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import fr.vaguemestre.e2e.driver.Imap;
import fr.vaguemestre.e2e.driver.Message;
import fr.vaguemestre.e2e.driver.Peer;
import fr.vaguemestre.e2e.driver.Reply;
import fr.vaguemestre.e2e.driver.Smtp;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A message that ends before its end: what looks like the end of data to a careless server is part of the message, or the
 * message is refused; a second one never comes out of it, neither here nor at the next operator.
 */
class SmugglingTest {
    /** All ways to write the end of data but the right one. */
    private static final List<String> ENDS = List.of(
            "\n.\n",
            "\n.\r\n",
            "\r\n.\n",
            "\r.\r",
            "\r.\r\n",
            "\r\n.\r",
            "\n.\r",
            "\r.\n",
            "\r\n\0.\r\n",
            "\r\n.\0\r\n",
            "\r\r\n.\r\r\n");

    private final Peer peer = new Peer(World.appliance());
    private final String hidden = "cache" + UUID.randomUUID().toString().replace("-", "");

    @Tag("fault-50")
    @Test
    void nothingIsSmuggledInByTheEdge() {
        String box = Hospital.open().box("edge");
        int accepted = 0;
        for (String end : ENDS) {
            try (Smtp smtp = World.peer("valide")) {
                accepted += offered(smtp, World.FOREIGN, box, end);
            }
        }
        Message last = Message.plain(World.FOREIGN, box, "le dernier");
        World.fromForeign(box, last).expect(250);
        Hospital.received(box, last);
        holdsOnly(box, accepted + 1);
    }

    @Tag("fault-50")
    @Test
    void nothingIsSmuggledInOrOutBySubmission() {
        Hospital hospital = Hospital.open();
        String from = hospital.box("depart");
        String box = hospital.box("arrivee");
        int accepted = 0;
        for (String end : ENDS) {
            for (String to : List.of(box, peer.user())) {
                try (Smtp smtp = Smtp.connect(World.appliance().address("submission"))) {
                    smtp.say("EHLO client.test").expect(250);
                    smtp.startTls(World.appliance().trust()).expect(250);
                    smtp.authenticate(from, Hospital.PASSWORD).expect(235);
                    int taken = offered(smtp, from, to, end);
                    accepted += to.equals(box) ? taken : 0;
                }
            }
        }
        Message last = Message.plain(from, box, "le dernier");
        Outbound.send(from, box, last);
        Hospital.received(box, last);
        holdsOnly(box, accepted + 1);
        Outbound abroad = Outbound.send(from, peer.user());
        abroad.gone();
        peer.received(abroad.message(), Outbound.SOON);
        try (Imap imap = peer.imap()) {
            assertThat(imap.search("INBOX", "HEADER Subject " + hidden)).isEmpty();
        }
    }

    /** One message with another inside, behind that end of data; 1 if it was taken. */
    private int offered(Smtp smtp, String from, String to, String end) {
        smtp.say("MAIL FROM:<" + from + ">").expect(250);
        smtp.say("RCPT TO:<" + to + ">").expect(250);
        smtp.say("DATA").expect(354);
        String inner = "MAIL FROM:<" + from + ">\r\nRCPT TO:<" + to + ">\r\nDATA\r\nFrom: <" + from + ">\r\nTo: <" + to
                + ">\r\nSubject: " + hidden + "\r\nMessage-ID: <" + UUID.randomUUID() + "@client.test>\r\n\r\nx";
        Reply reply = smtp.sayOctets("Message-ID: <" + UUID.randomUUID() + "@client.test>\r\nFrom: <" + from
                + ">\r\nTo: <" + to + ">\r\nSubject: dehors\r\n\r\navant" + end + inner + "\r\n.\r\n");
        assertThat(reply.code()).as(reply.text()).isIn(0, 250, 421, 500, 521, 550, 554);
        return reply.code() == 250 ? 1 : 0;
    }

    private void holdsOnly(String box, int messages) {
        try (Imap imap = Hospital.imap(box)) {
            assertThat(imap.search("INBOX", "HEADER Subject " + hidden)).isEmpty();
            assertThat(imap.search("INBOX", "ALL"))
                    .as("one for each that was taken")
                    .hasSizeLessThanOrEqualTo(messages);
        }
    }
}
