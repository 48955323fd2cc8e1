package fr.vaguemestre.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import fr.vaguemestre.e2e.driver.Imap;
import fr.vaguemestre.e2e.driver.Message;
import fr.vaguemestre.e2e.driver.Reply;
import fr.vaguemestre.e2e.driver.Sieve;
import fr.vaguemestre.e2e.driver.Smtp;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Nobody sends through us to others, learns who else was written to, or speaks before the handshake in another's name. */
class OpenRelayTest {
    @Tag("fault-51")
    @Test
    @Tag("OP-12")
    void theEdgePassesNothingOnToOthersHoweverTheAddressIsWritten() {
        String box = Hospital.open().box("relais");
        String local = box.substring(0, box.indexOf('@'));
        String domain = box.substring(box.indexOf('@') + 1);
        for (String to : List.of(
                "x@example.org",
                "x@valide.mssante.test",
                "x%example.org@" + domain,
                "x%valide.mssante.test@" + domain,
                "example.org!x@" + domain,
                "@" + domain + ":x@example.org",
                "@" + domain + ",@example.org:x@example.net",
                "\"x@example.org\"@" + domain,
                "\"x@example.org\"",
                "x@[127.0.0.1]",
                "x@localhost",
                local + "@" + domain + "@example.org",
                "postmaster@example.org",
                "x@" + domain + ".example.org")) {
            try (Smtp smtp = World.peer("valide")) {
                smtp.say("MAIL FROM:<" + World.FOREIGN + ">").expect(250);
                Reply reply = smtp.say("RCPT TO:<" + to + ">");
                assertThat(reply.code()).as(to + ": " + reply.text()).isBetween(500, 599);
            }
        }
        assertThat(Machine.shell("postqueue -c \"$VM_CONF/postfix\" -p")
                        .expectOk()
                        .out())
                .doesNotContain("example.org", "example.net");
    }

    @Tag("fault-51")
    @Test
    void whoeverWasWrittenToInSecretIsNotTold() {
        Hospital hospital = Hospital.open();
        String from = hospital.box("auteur");
        String open = hospital.box("visible");
        String secret = hospital.box("secret");
        Message message = Outbound.with("Bcc: <" + secret + ">", Message.plain(from, open, "copie"));
        try (Smtp smtp = secured()) {
            smtp.authenticate(from, Hospital.PASSWORD).expect(235);
            smtp.say("MAIL FROM:<" + from + "> BODY=8BITMIME").expect(250);
            smtp.say("RCPT TO:<" + open + ">").expect(250);
            smtp.say("RCPT TO:<" + secret + ">").expect(250);
            smtp.data(message.octets()).expect(250);
        }
        for (String reader : List.of(open, secret)) {
            String stored = new String(Hospital.received(reader, message), StandardCharsets.ISO_8859_1);
            String others = reader.equals(secret) ? "Bcc:" : secret;
            assertThat(stored).doesNotContainIgnoringCase("bcc:").doesNotContain(others);
        }
    }

    @Tag("fault-52")
    @Test
    void whatComesBeforeTheHandshakeIsForgotten() {
        for (String door : List.of("mx", "submission")) {
            try (Smtp smtp = Smtp.connect(World.appliance().address(door))) {
                smtp.say("EHLO client.test").expect(250);
                Reply ready = smtp.startTlsAnd(
                        door.equals("mx")
                                ? World.appliance().showing("valide")
                                : World.appliance().trust(),
                        "NOOP injected\r\nMAIL FROM:<x@valide.mssante.test>\r\n");
                if (ready.positive()) {
                    Reply hello = smtp.say("EHLO client.test");
                    assertThat(hello.code()).as(door + ": " + hello.text()).isIn(0, 250, 421);
                    assertThat(hello.code() == 250 && hello.lines().size() == 1)
                            .as("the injected NOOP was answered")
                            .isFalse();
                }
            }
        }
    }

    @Tag("fault-52")
    @Test
    void mailProgramsTooForgetWhatCameBefore() {
        try (Imap imap = Imap.connect(World.appliance().address("imap"))) {
            assertThat(imap.startTlsAnd(World.appliance().trust(), "x1 NOOP\r\n"))
                    .doesNotContain("x1 OK");
        }
        try (Sieve sieve = Sieve.connectFrom("127.0.0.1", World.appliance().address("sieve"))) {
            assertThat(sieve.startTlsAnd(World.appliance().trust(), "NOOP \"injected\"\r\n"))
                    .doesNotContain("injected");
        }
    }

    @Tag("fault-52")
    @Test
    void nothingIsToldBeforeTheHandshake() {
        for (String door : List.of("mx", "submission")) {
            try (Smtp smtp = Smtp.connect(World.appliance().address(door))) {
                Reply hello = smtp.say("EHLO client.test").expect(250);
                assertThat(hello.lines()).contains("STARTTLS");
                assertThat(smtp.say("AUTH LOGIN").code()).as(door).isBetween(500, 599);
                assertThat(smtp.say("VRFY postmaster").code()).as(door).isNotEqualTo(250);
            }
        }
    }

    private static Smtp secured() {
        Smtp smtp = Smtp.connect(World.appliance().address("submission"));
        smtp.say("EHLO client.test").expect(250);
        smtp.startTls(World.appliance().trust()).expect(250);
        return smtp;
    }
}
