package fr.vaguemestre.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import fr.vaguemestre.e2e.driver.Await;
import fr.vaguemestre.e2e.driver.Imap;
import fr.vaguemestre.e2e.driver.Message;
import fr.vaguemestre.e2e.driver.Reply;
import fr.vaguemestre.e2e.driver.Smtp;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** 25 MB of documents are taken, in base64 and with their headers; more is not, and the sender reads why. */
class SizeTest {
    private static final int MOST = 25 << 20;
    private static final int TOO_MUCH = 27 << 20;
    private static final String REFUSED = "MSSante: message trop volumineux, 25 Mo au plus";

    @Test
    @Tag("OP-61")
    void whatAnOperatorBringsIsMeasuredAtItsEnd() {
        String box = Hospital.open().box("volume");
        Message right = document(World.FOREIGN, box, MOST);
        Message large = document(World.FOREIGN, box, TOO_MUCH);

        World.fromForeign(box, right).expect(250);
        refused(World.fromForeign(box, large));

        holds(box, right);
        Await.until("too-large in the trace", Outbound.SOON, () -> World.admin()
                .get("/admin/trace?outcome=refused&cause=too-large&limit=100")
                .expect(200)
                .text()
                .contains(World.FOREIGN));
    }

    @Test
    @Tag("OP-61")
    void whatOurOwnPeopleSendToo() {
        Hospital hospital = Hospital.open();
        String from = hospital.box("expediteur");
        String to = hospital.box("volume");
        Message right = document(from, to, MOST);

        assertThat(Outbound.offer(from, to, right).code()).isEqualTo(250);
        refused(Outbound.offer(from, to, document(from, to, TOO_MUCH)));

        holds(to, right);
    }

    @Test
    @Tag("OP-61")
    void bothDoorsAnnounceALimit() {
        for (String door : new String[] {"mx", "submission"}) {
            try (Smtp smtp = Smtp.connect(World.appliance().address(door))) {
                smtp.say("EHLO client.test").expect(250);
                Reply hello = smtp.startTls(
                        door.equals("mx")
                                ? World.appliance().showing("valide")
                                : World.appliance().trust());
                assertThat(hello.lines()).as(door).contains("SIZE 41943040");
            }
        }
    }

    private static void refused(Reply reply) {
        assertThat(reply.text()).startsWith("552 5.3.4").contains(REFUSED);
    }

    private static void holds(String box, Message message) {
        try (Imap imap = Hospital.imap(box)) {
            Await.until(
                    "the large message in " + box,
                    Outbound.SOON,
                    () -> imap.search("INBOX", "HEADER Message-ID " + message.id())
                                            .size()
                                    == 1
                            && imap.search("INBOX", "ALL").size() == 1);
        }
    }

    private static Message document(String from, String to, int octets) {
        return new Letter("From: <" + from + ">", "To: <" + to + ">", "Subject: Imagerie").document(octets);
    }
}
