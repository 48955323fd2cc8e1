package fr.vaguemestre.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import fr.vaguemestre.e2e.driver.Appliance;
import fr.vaguemestre.e2e.driver.Message;
import fr.vaguemestre.e2e.driver.Reply;
import fr.vaguemestre.e2e.driver.Smtp;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The smtpd behind the mail edge: loopback is shared, so who reaches it without the edge's proof gets nothing. */
class EdgeProofTest {
    @Test
    void withoutAProofNothingPasses() {
        Hospital hospital = Hospital.open();
        String box = hospital.box("arriere");
        String hash = "ab".repeat(32);
        List<String> claims = List.of(
                "XCLIENT ADDR=192.0.2.1 LOGIN=" + hash,
                "XCLIENT ADDR=192.0.2.1 LOGIN=" + hash + ".1700000000." + hash,
                "XCLIENT ADDR=192.0.2.1 LOGIN=" + hash + "."
                        + java.time.Instant.now().getEpochSecond() + "." + hash,
                "XCLIENT ADDR=127.0.0.1",
                "NOOP");

        for (String claim : claims) {
            try (Smtp smtp = Smtp.connect(edge())) {
                smtp.say("EHLO intrus.test").expect(250);
                smtp.say(claim);
                smtp.say("EHLO mx.valide.mssante.test");
                Reply reply = smtp.deliver(
                        World.FOREIGN,
                        box,
                        Message.plain(World.FOREIGN, box, "contournement").octets());
                assertThat(reply.text()).as(claim).startsWith("554 5.7.1");
            }
        }
        assertThat(World.admin().get("/admin/trace?cause=bad-proof").expect(200).text())
                .contains(box);
    }

    @Test
    void theDecisionServiceAnswersOnlyToTheEdge() {
        String port =
                Machine.shell("echo \"$VM_PORT_AUTH_HTTP\"").expectOk().out().strip();

        String answer = Machine.inside(
                        "/usr/bin/curl",
                        "-s",
                        "-i",
                        "-H",
                        "Auth-Method: none",
                        "-H",
                        "Auth-Protocol: smtp",
                        "-H",
                        "Auth-SMTP-From: MAIL FROM:<" + World.FOREIGN + ">",
                        "http://127.0.0.1:" + port + "/auth")
                .out();

        assertThat(answer).doesNotContain("Auth-Status: OK").doesNotContain("Auth-User");
    }

    private static java.net.InetSocketAddress edge() {
        return Appliance.addressOf("127.0.0.1:"
                + Machine.shell("echo \"$VM_PORT_EDGE_SMTPD\"").expectOk().out().strip());
    }
}
