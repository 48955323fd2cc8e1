package fr.vaguemestre.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import fr.vaguemestre.e2e.driver.Answer;
import fr.vaguemestre.e2e.driver.Await;
import fr.vaguemestre.e2e.driver.Imap;
import fr.vaguemestre.e2e.driver.Json;
import fr.vaguemestre.e2e.driver.Rest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** The webmail while the mail servers come and go, and while many ask at once. */
@Order(World.LATE)
class WebmailTroubleTest {
    @Test
    void withoutDovecotItSaysSoAndGoesOnWithoutARestart() {
        Hospital hospital = Hospital.open();
        String box = hospital.box("sans-imap");
        Rest person = World.anonymous().signIn(box, Hospital.PASSWORD);
        String folders = "/email/" + box + "/folders";

        Machine.stop("dovecot");
        try {
            assertThat(person.get(folders).problem()).isEqualTo("webmail.unavailable");
            assertThat(person.get(folders).status()).isEqualTo(503);
            assertThat(person.post("/email/" + box + "/messages", message(box)).status())
                    .isEqualTo(503);
        } finally {
            Machine.start("dovecot");
        }
        Await.passes(
                "the webmail", Duration.ofSeconds(10), () -> person.get(folders).expect(200));
    }

    @Test
    void withoutPostfixNothingIsSentAndNothingIsKeptAsSent() {
        Hospital hospital = Hospital.open();
        String box = hospital.box("sans-envoi");
        Rest person = World.anonymous().signIn(box, Hospital.PASSWORD);
        Machine.stop("postfix");
        try {
            Answer answer = person.post("/email/" + box + "/messages", message(box));
            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.problem()).isEqualTo("webmail.unavailable");
        } finally {
            Machine.start("postfix");
        }
        assertThat(total(person, box, "Sent")).isZero();

        person.post("/email/" + box + "/messages", message(box)).expect(202);
        assertThat(total(person, box, "Sent")).isEqualTo(1);
        Await.until("delivered once", Hospital.DELIVERY, () -> total(person, box, "INBOX") == 1);
    }

    @Test
    void sessionsAreFewServeOneMailboxAndEndWhenNobodyAsks() throws InterruptedException {
        Hospital hospital = Hospital.open();
        String box = hospital.box("ensemble");
        String other = hospital.box("autre");
        Rest person = World.anonymous().signIn(box, Hospital.PASSWORD);
        Rest neighbour = World.anonymous().signIn(other, Hospital.PASSWORD);
        List<Answer> answers = new ArrayList<>();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            Rest who = i % 2 == 0 ? person : neighbour;
            String path = "/email/" + (i % 2 == 0 ? box : other) + "/messages";
            threads.add(Thread.ofVirtual().start(() -> {
                Answer answer = who.get(path);
                synchronized (answers) {
                    answers.add(answer);
                }
            }));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(answers).extracting(Answer::status).hasSize(40).containsOnly(200);
        assertThat(sessions(box)).isBetween(1, 4);
        assertThat(sessions(other)).isBetween(1, 4);

        Await.until("sessions end", Duration.ofSeconds(60), () -> sessions(box) + sessions(other) == 0);
    }

    @Test
    void manyLargeMessagesAtOnceDoNotEndKaraf() throws InterruptedException {
        Hospital hospital = Hospital.open();
        String box = hospital.box("volumes");
        Rest person = World.anonymous().signIn(box, Hospital.PASSWORD);
        Map<String, Object> body = message(box);
        body.put(
                "attachments",
                List.of(Json.object(
                        "name", "image.dcm", "base64", Base64.getEncoder().encodeToString(new byte[24_000_000]))));
        String karaf = pid();
        List<Answer> answers = new ArrayList<>();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            threads.add(Thread.ofVirtual().start(() -> {
                Answer answer = person.post("/email/" + box + "/messages", body);
                synchronized (answers) {
                    answers.add(answer);
                }
            }));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(answers).extracting(Answer::status).hasSize(4).allMatch(status -> status == 202 || status == 503);
        assertThat(answers).extracting(Answer::status).contains(202);
        String id = person.get("/email/" + box + "/messages?folder=Sent")
                .expect(200)
                .json()
                .at("/items/0/id")
                .asText();
        String path = "/email/" + box + "/messages/" + id;
        String part =
                person.get(path).expect(200).json().at("/attachments/0/part").asText();
        assertThat(person.octets(path + "/attachments/" + part)).hasSize(24_000_000);
        assertThat(person.octets(path + "/raw").length).isGreaterThan(32_000_000);
        assertThat(pid()).as("the same Karaf").isEqualTo(karaf);
    }

    private static String pid() {
        return Machine.shell("s6-svstat -o pid /run/service/karaf").expectOk().out();
    }

    @Test
    void aTakenRightEndsReadingAtOnce() {
        Hospital hospital = Hospital.open();
        String box = hospital.box("retire");
        Rest person = World.anonymous().signIn(box, Hospital.PASSWORD);
        person.get("/email/" + box + "/folders").expect(200);
        String id = hospital.admin()
                .get("/admin/users?q=" + box)
                .expect(200)
                .json()
                .at("/items/0/id")
                .asText();

        hospital.admin()
                .patch("/admin/users/" + id, Json.object("active", false))
                .expect(200);

        Await.until(
                "refused",
                Duration.ofSeconds(5),
                () -> person.get("/email/" + box + "/folders").status() == 401);
        try (Imap imap = Imap.connect(World.appliance().address("imap"))) {
            imap.startTls(World.appliance().trust()).expectOk();
            assertThat(imap.login(box, Hospital.PASSWORD).ok()).isFalse();
        }
    }

    private static int total(Rest person, String box, String folder) {
        return person.get("/email/" + box + "/messages?folder=" + folder)
                .expect(200)
                .json()
                .path("total")
                .asInt();
    }

    private static Map<String, Object> message(String box) {
        return Json.object("to", List.of(box), "subject", "à moi", "text", "note");
    }

    /** Open IMAP sessions in a mailbox, as Dovecot counts them. */
    private static int sessions(String box) {
        String told = Machine.shell(
                        "doveadm -c \"$VM_CONF/dovecot/dovecot.conf\" who -1 \"$1\" 2>/dev/null || true", box)
                .out();
        return (int) told.lines().filter(line -> line.startsWith(box)).count();
    }
}
