package fr.vaguemestre.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import fr.vaguemestre.e2e.driver.Await;
import fr.vaguemestre.e2e.driver.Json;
import fr.vaguemestre.e2e.driver.Message;
import fr.vaguemestre.e2e.driver.Reply;
import fr.vaguemestre.e2e.driver.Smtp;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A mailbox that writes to masses is stopped, and people are told. */
class SendingRateTest {
    private static final int EACH = 200;
    private static final int MESSAGES = 5;

    @Test
    @Tag("OP-78")
    void aThousandRecipientsInAnHourAndNoMore() {
        Hospital hospital = Hospital.open();
        String from = hospital.box("masse");
        String to = hospital.box("cible");
        try (Smtp smtp = Smtp.connect(World.appliance().address("submission"))) {
            smtp.say("EHLO client.test").expect(250);
            smtp.startTls(World.appliance().trust()).expect(250);
            smtp.authenticate(from, Hospital.PASSWORD).expect(235);
            for (int i = 0; i < MESSAGES; i++) {
                burst(smtp, from, to).expect(250);
            }
            assertThat(burst(smtp, from, to).text())
                    .startsWith("450 4.7.1")
                    .contains("MSSante: trop d'envois depuis cette boite: 1000 destinataires par heure au plus")
                    .endsWith("(rate-exceeded)");
        }
        Await.until("rate-exceeded in the hospital's own trace", Outbound.SOON, () -> hospital.admin()
                .get("/admin/trace?cause=rate-exceeded&address=" + from)
                .expect(200)
                .text()
                .contains("200 recipients more"));
        Await.until(
                "health tells",
                Outbound.SOON,
                () -> World.anonymous().get("/health").text().contains("rate-exceeded"));
        Outbound.send(to, from);
        Map<String, Object> body = Json.object("to", List.of(to), "subject", "encore", "text", "Bonjour,");
        assertThat(World.anonymous()
                        .signIn(from, Hospital.PASSWORD)
                        .post("/email/" + from + "/messages", body)
                        .expect(429)
                        .problem())
                .isEqualTo("webmail.rate-exceeded");
    }

    /** What is counted lives in memory: the alarm would last an hour, and other tests ask whether all is well. */
    @AfterEach
    void forgotten() {
        Machine.karaf("bundle:restart fr.vaguemestre.mail-postfix").expectOk();
        Machine.healthy();
    }

    private static Reply burst(Smtp smtp, String from, String to) {
        smtp.say("MAIL FROM:<" + from + "> BODY=8BITMIME").expect(250);
        for (int i = 0; i < EACH; i++) {
            smtp.say("RCPT TO:<" + to + ">").expect(250);
        }
        Reply reply = smtp.data(Message.plain(from, to, "rafale").octets());
        if (!reply.positive()) {
            smtp.say("RSET").expect(250);
        }
        return reply;
    }
}
