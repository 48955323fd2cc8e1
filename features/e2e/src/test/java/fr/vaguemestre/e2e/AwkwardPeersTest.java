package fr.vaguemestre.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import fr.vaguemestre.e2e.driver.Await;
import fr.vaguemestre.e2e.driver.Json;
import fr.vaguemestre.e2e.driver.Message;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Operators that are good and still hard to deliver to: they think long, break off, or take small messages only. */
class AwkwardPeersTest {
    @Test
    void whoThinksLongGetsItsMailAndHoldsUpNobody() {
        String box = Hospital.open().box("vers-lent");
        Outbound slow = Outbound.send(box, "boite@lent.mssante.test");
        Outbound.send(box, "boite@valide.mssante.test").gone();
        slow.gone();
        slow.traced("delivered", "2.0.0");
        assertThat(taken("lent", box)).isEqualTo(1);
    }

    @Test
    void whoBreaksOffBeforeItsAnswerGetsTheMailAtALaterTry() {
        String box = Hospital.open().box("vers-coupe");
        Outbound sent = Outbound.send(box, "boite@coupe.mssante.test");
        assertThat(sent.waiting().path("detail").asText()).contains("lost connection");
        assertThat(taken("coupe", box)).isZero();
        Await.until("it is taken at a later try", Outbound.SOON, () -> {
            World.admin().post("/admin/queue/" + sent.id() + "/retry", Json.object());
            return taken("coupe", box) > 0;
        });
        sent.gone();
        assertThat(taken("coupe", box)).isEqualTo(1);
    }

    @Test
    @Tag("OP-62")
    void whatIsTooBigForThePeerComesBackWithThePeersWords() {
        String box = Hospital.open().box("vers-petit");
        Outbound small = Outbound.send(box, "boite@petit.mssante.test");
        small.gone();
        assertThat(taken("petit", box)).isEqualTo(1);

        Message big = big(box, "boite@petit.mssante.test");
        Outbound sent = Outbound.send(box, "boite@petit.mssante.test", big);
        assertThat(Hospital.notice(box))
                .contains("552 5.3.4 message trop volumineux")
                .contains("<boite@petit.mssante.test>")
                .contains(big.id());
        sent.gone();
        sent.traced("bounced", "5.3.4");
    }

    /** How many messages from that mailbox this peer took, by the ledger of the range. */
    private static long taken(String label, String from) {
        return Ledger.peers()
                .lines()
                .filter(line -> line.contains(label + " mail from=<" + from + ">"))
                .count();
    }

    private static Message big(String from, String to) {
        Message plain = Message.plain(from, to, "grand");
        var octets = new ByteArrayOutputStream();
        octets.writeBytes(plain.octets());
        octets.writeBytes("une ligne de texte\r\n".repeat(10_000).getBytes(StandardCharsets.US_ASCII));
        return new Message(plain.id(), octets.toByteArray());
    }
}
