package fr.vaguemestre.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import fr.vaguemestre.e2e.driver.Message;
import fr.vaguemestre.e2e.driver.Reply;
import fr.vaguemestre.e2e.driver.Smtp;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Port 587: mailbox owners send, under their own name. */
class SubmissionTest {
    @Test
    void nothingIsOfferedBeforeTls() {
        Hospital hospital = Hospital.open();
        String box = hospital.box("clair");
        try (Smtp smtp = Smtp.connect(World.appliance().address("submission"))) {
            Reply hello = smtp.say("EHLO client.test").expect(250);

            assertThat(hello.lines()).contains("STARTTLS").noneMatch(line -> line.startsWith("AUTH"));
            assertThat(smtp.authenticate(box, Hospital.PASSWORD).code()).isBetween(500, 599);
            assertThat(smtp.say("MAIL FROM:<" + box + ">").code()).isBetween(500, 599);
        }
    }

    @Test
    @Tag("OP-15")
    void oldTlsIsRefused() {
        try (Smtp smtp = Smtp.connect(World.appliance().address("submission"))) {
            smtp.say("EHLO client.test").expect(250);
            assertThat(smtp.startTls(World.appliance().trust(), "TLSv1.1").code())
                    .isZero();
        }
    }

    @Test
    void aWrongPasswordIsRefused() {
        Hospital hospital = Hospital.open();
        String box = hospital.box("faux");
        try (Smtp smtp = secured()) {
            assertThat(smtp.authenticate(box, "not-the-password").code()).isEqualTo(535);
        }
    }

    @Test
    void theOwnerWritesToItsNeighbour() {
        Hospital hospital = Hospital.open();
        String from = hospital.box("expediteur");
        String to = hospital.box("destinataire");
        Message message = Message.plain(from, to, "interne");

        try (Smtp smtp = secured()) {
            smtp.authenticate(from, Hospital.PASSWORD).expect(235);
            assertThat(smtp.deliver(from, to, message.octets()).text()).startsWith("250");
        }

        assertThat(Message.body(Hospital.received(to, message))).isEqualTo(Message.body(message.octets()));
    }

    @Tag("fault-51")
    @Test
    @Tag("OP-59")
    void nobodySendsUnderAnothersName() {
        Hospital hospital = Hospital.open();
        String mine = hospital.box("moi");
        String theirs = hospital.box("toi");

        for (String name : List.of(theirs, "x@valide.mssante.test", hospital.address("inconnu"))) {
            try (Smtp smtp = secured()) {
                smtp.authenticate(mine, Hospital.PASSWORD).expect(235);
                Reply reply = smtp.deliver(
                        name, theirs, Message.plain(name, theirs, "faux").octets());
                assertThat(reply.code())
                        .as("MAIL FROM <" + name + ">: " + reply.text())
                        .isBetween(500, 599);
            }
        }
    }

    @Tag("fault-51")
    @Test
    @Tag("OP-12")
    void whoeverIsOutsideTheTrustSpaceOrTheRangeIsRefusedAtOnceAndNothingLeaves() {
        Hospital hospital = Hospital.open();
        String from = hospital.box("sortie");
        String queries = dnsLog();
        for (String to : List.of("quelquun@example.org", "x@aphp.mssante.test", "x@absent.mssante.test")) {
            try (Smtp smtp = secured()) {
                smtp.authenticate(from, Hospital.PASSWORD).expect(235);
                Reply reply =
                        smtp.deliver(from, to, Message.plain(from, to, "dehors").octets());
                assertThat(reply.text()).startsWith("550 5.7.1").contains("MSSante: le domaine");
            }
        }
        assertThat(Machine.shell("postqueue -c \"$VM_CONF/postfix\" -p")
                        .expectOk()
                        .out())
                .doesNotContain("example.org", "aphp.mssante.test", "absent.mssante.test");
        assertThat(dnsLog().substring(queries.length()))
                .as("names that our servers asked for")
                .doesNotContain("example.org", "aphp.mssante.test", "absent.mssante.test");
        assertThat(Machine.shell("postconf -c \"$VM_CONF/postfix\" -h smtp_bind_address smtp_bind_address_enforce")
                        .expectOk()
                        .out())
                .as("an address from which the kernel lets nothing leave this machine")
                .isEqualToIgnoringWhitespace("127.0.0.1 yes");
    }

    private static Smtp secured() {
        Smtp smtp = Smtp.connect(World.appliance().address("submission"));
        smtp.say("EHLO client.test").expect(250);
        smtp.startTls(World.appliance().trust()).expect(250);
        return smtp;
    }

    private static String dnsLog() {
        return Machine.shell("cat \"$VM_STATE/range/dns-queries.log\" 2>/dev/null || true")
                .out();
    }
}
