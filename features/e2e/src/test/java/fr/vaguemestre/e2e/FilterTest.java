package fr.vaguemestre.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import fr.vaguemestre.e2e.driver.Await;
import fr.vaguemestre.e2e.driver.Imap;
import fr.vaguemestre.e2e.driver.Message;
import fr.vaguemestre.e2e.driver.Reply;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The filter: what it refuses, who hears of it, and whom it never asks. */
class FilterTest {
    /** The text that filters of mail are tested with. */
    private static final String GTUBE = "XJS*C4JDBQADN1.NSBN3*2IDNEN*GTUBE-STANDARD-ANTI-UBE-TEST-EMAIL*C.34X";

    @Test
    void theTestTextIsRefusedFromAnOperatorAndTheTraceTellsWhy() {
        String box = Hospital.open().box("filtre");
        Message message = plain(World.FOREIGN, box, GTUBE);

        Reply reply = World.fromForeign(box, message);

        assertThat(reply.text()).startsWith("554 5.7.1").contains("Gtube");
        traced(box, message, "gtube");
        nothingIn(box);
    }

    @Test
    void theTestTextIsRefusedFromAPersonAndTheTraceTellsWhy() {
        Hospital hospital = Hospital.open();
        String from = hospital.box("auteur");
        String to = hospital.box("filtre");
        Message message = plain(from, to, GTUBE);

        Reply reply = Outbound.offer(from, to, message);

        assertThat(reply.text()).startsWith("554 5.7.1").contains("Gtube");
        traced(from, message, "gtube");
        nothingIn(to);
    }

    @Test
    @Tag("OP-79")
    void anAttachedProgramIsRefusedInFrenchAndADocumentIsNot() {
        String box = Hospital.open().box("pieces");
        Message program = attached(box, "resultat.pdf.EXE");
        Message document = attached(box, "resultat.exe.pdf");

        assertThat(World.fromForeign(box, program).text())
                .startsWith("554 5.7.1 MSSante: piece jointe executable (.exe) refusee");
        World.fromForeign(box, document).expect(250);

        traced(box, program, "program-attached");
        byte[] stored = Hospital.received(box, document);
        assertThat(Message.asSent(stored, document.octets())).isEqualTo(document.octets());
    }

    /** No list of the Internet hears of the links, senders or servers of health mail. */
    @Test
    void nobodyOutsideIsAskedAboutAMessage() {
        String box = Hospital.open().box("liens");
        String domain = "lien-" + UUID.randomUUID() + ".example";
        int before = queries().length();
        Message message = plain(
                World.FOREIGN, box, "Voir http://www." + domain + "/x ou http://192.0.2.99/ ou ecrire a qui@" + domain);

        World.fromForeign(box, message).expect(250);

        Hospital.received(box, message);
        assertThat(queries().substring(before))
                .as("names that our servers asked for")
                .doesNotContain(domain)
                .doesNotContainIgnoringCase("surbl")
                .doesNotContainIgnoringCase("uribl")
                .doesNotContainIgnoringCase("spamhaus")
                .doesNotContainIgnoringCase("rspamd")
                .doesNotContain("99.2.0.192");
    }

    private static void traced(String address, Message message, String cause) {
        Await.until(cause + " in the trace of " + address, Outbound.SOON, () -> World.admin()
                .get("/admin/trace?outcome=refused&cause=" + cause + "&address=" + address)
                .expect(200)
                .text()
                .contains(message.id().substring(1, message.id().length() - 1)));
    }

    private static void nothingIn(String box) {
        try (Imap imap = Hospital.imap(box)) {
            assertThat(imap.search("INBOX", "ALL")).isEmpty();
        }
    }

    private static String queries() {
        return Machine.shell(
                        "cat \"$VM_STATE/range/dns-queries.log.1\" \"$VM_STATE/range/dns-queries.log\" 2>/dev/null || true")
                .out();
    }

    private static Message plain(String from, String to, String line) {
        return message(from, to, "Content-Type: text/plain; charset=us-ascii", "", line);
    }

    private static Message attached(String to, String name) {
        return message(
                World.FOREIGN,
                to,
                "Content-Type: multipart/mixed; boundary=\"limite\"",
                "",
                "--limite",
                "Content-Type: text/plain",
                "",
                "Bonjour,",
                "--limite",
                "Content-Type: application/octet-stream",
                "Content-Disposition: attachment; filename=\"" + name + "\"",
                "Content-Transfer-Encoding: base64",
                "",
                "JVBERi0xLjQK",
                "--limite--");
    }

    private static Message message(String from, String to, String... rest) {
        String id = "<" + UUID.randomUUID() + "@client.test>";
        String text = String.join("\r\n", "Message-ID: " + id, "From: <" + from + ">", "To: <" + to + ">")
                + "\r\nDate: Mon, 2 Nov 2026 10:00:00 +0100\r\nSubject: filtre\r\nMIME-Version: 1.0\r\n"
                + String.join("\r\n", rest) + "\r\n";
        return new Message(id, text.getBytes(StandardCharsets.US_ASCII));
    }
}
