package fr.vaguemestre.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import fr.vaguemestre.e2e.driver.Message;
import fr.vaguemestre.e2e.driver.Peer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Traps of Postfix that tell nobody when they snap: each is shown closed by the line that closes it, and open without it, so
 * that the test is known to see the difference.
 */
class MailTrapsTest {
    private final Peer peer = new Peer(World.appliance());

    /** RFC 8689: one header of a user would otherwise send mail in clear, past the table of peers. */
    @Test
    void aHeaderOfTheSenderDoesNotTurnEncryptionOff() {
        String box = Hospital.open().box("tls-required");
        Outbound.send(box, peer.user()).gone(); // found good: only the header stands between the mail and the wire
        RangeFault.during("peer-no-tls", () -> {
            Outbound held = sent(box, "TLS-Required: no");
            assertThat(held.waiting().path("cause").asText()).isEqualTo("no-tls");
            assertThat(peer.holds(held.message())).isFalse();

            PostfixSetting.during("tls_required_enable=yes", () -> {
                Outbound leaked = sent(box, "TLS-Required: no");
                assertThat(peer.received(leaked.message(), Outbound.SOON).octets())
                        .as("without the line it leaves in clear: the test sees the trap")
                        .isNotEmpty();
            });
        });
    }

    @Test
    @Tag("OP-04")
    @Tag("OP-07")
    void aHeaderOfTheSenderDoesNotOpenTheWayToARevokedOperator() {
        String box = Hospital.open().box("tls-required");
        for (String label : List.of("sans-tls", "revoque", "cndiffdn")) {
            int before = Ledger.peers().length();
            String to = "boite@" + label + ".mssante.test";
            Outbound.send(box, to, Outbound.with("TLS-Required: no", Message.plain(box, to, "trappe")))
                    .waiting();
            assertThat(Ledger.peersSince(before)).doesNotContain(label + " mail ");
        }
    }

    /** Postfix counts whom the edge proved as its own user, and would put in what is missing in his message. */
    @Test
    @Tag("OP-60")
    void acceptedMailStaysByteForByte() {
        String box = Hospital.open().box("octets");
        Message kept = Message.tricky(World.FOREIGN, box);
        World.fromForeign(box, kept).expect(250);
        assertThat(added(box, kept)).doesNotContain("Date:");

        PostfixSetting.without(edge() + "/local_header_rewrite_clients", () -> {
            Message touched = Message.tricky(World.FOREIGN, box);
            World.fromForeign(box, touched).expect(250);
            String stored = new String(Hospital.received(box, touched), StandardCharsets.ISO_8859_1);
            assertThat(stored)
                    .as("without the line a Date is put in: the test sees the trap")
                    .containsPattern("(?m)^Date: ");
        });
    }

    private Outbound sent(String box, String header) {
        return Outbound.send(box, peer.user(), Outbound.with(header, Message.plain(box, peer.user(), "trappe")));
    }

    /** What servers put above a message; fails unless the rest is what was sent. */
    private static String added(String box, Message message) {
        byte[] stored = Hospital.received(box, message);
        assertThat(Message.asSent(stored, message.octets())).isEqualTo(message.octets());
        return new String(stored, 0, stored.length - message.octets().length, StandardCharsets.ISO_8859_1);
    }

    private static String edge() {
        return Machine.shell("echo \"127.0.0.1:$VM_PORT_EDGE_SMTPD/inet\"")
                .out()
                .strip();
    }
}
