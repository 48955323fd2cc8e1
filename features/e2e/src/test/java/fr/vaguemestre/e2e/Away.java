package fr.vaguemestre.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import fr.vaguemestre.e2e.driver.Await;
import fr.vaguemestre.e2e.driver.Imap;
import fr.vaguemestre.e2e.driver.Json;
import fr.vaguemestre.e2e.driver.Message;
import fr.vaguemestre.e2e.driver.Peer;
import fr.vaguemestre.e2e.driver.Rest;
import fr.vaguemestre.e2e.driver.Smtp;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A mailbox whose person is away, and what it answers.
 *
 * @param hospital where it is
 * @param box its address
 * @param owner its person, signed in to REST
 */
record Away(Hospital hospital, String box, Rest owner) {
    /** Away from yesterday to tomorrow; a mailbox of {@link Hospital#box}. */
    static Away from(Hospital hospital, String local) {
        String box = hospital.box(local);
        return new Away(hospital, box, World.anonymous().signIn(box, Hospital.PASSWORD)).changed(true, -1, 1);
    }

    /** Away between these days from today. */
    Away changed(boolean enabled, int from, int until) {
        LocalDate today = LocalDate.now(ZoneId.of("Europe/Paris"));
        var set = owner.send(
                        "PUT",
                        "/email/" + box + "/absence",
                        Rest.json(Json.object(
                                "enabled",
                                enabled,
                                "from",
                                today.plusDays(from).toString(),
                                "until",
                                today.plusDays(until).toString(),
                                "subject",
                                "Absence de l'été",
                                "text",
                                "Bonjour,\nJe suis absente, \"vraiment\" : \\o/\n.\nÀ bientôt.")))
                .expect(200)
                .json();
        assertThat(set.path("active").asBoolean()).isEqualTo(enabled && from <= 0 && until >= 0);
        return this;
    }

    /** Back again. */
    Away forgotten() {
        owner.delete("/email/" + box + "/absence").expect(204);
        owner.get("/email/" + box + "/absence").expect(404);
        return this;
    }

    String to() {
        return "To: <" + box + ">";
    }

    /** A person of ours asks something; the question has arrived when this returns. */
    Message asked(String sender) {
        Message question = Message.plain(sender, box, "question");
        Outbound.send(sender, box, question);
        Hospital.received(box, question);
        return question;
    }

    /** Another operator's mail under that sender, seen in the mailbox. */
    void arrived(String sender, Message message) {
        try (Smtp smtp = World.peer("valide")) {
            smtp.deliver(sender, box, message.octets()).expect(250);
        }
        Hospital.received(box, message);
    }

    /** Waits until that many answers are in a mailbox of ours. */
    void answered(String asker, int answers) {
        try (Imap imap = Hospital.imap(asker)) {
            Await.until(
                    answers + " answers of " + box + " in " + asker,
                    Outbound.SOON,
                    () -> answers(imap).size() == answers);
        }
    }

    /** Somebody who never wrote before asks, and gets the answer. */
    void answersAWitness() {
        String witness = hospital.box(World.fresh("temoin"));
        asked(witness);
        answered(witness, 1);
    }

    /** The octets of the one answer in a mailbox of ours. */
    String answerIn(String asker) {
        answered(asker, 1);
        try (Imap imap = Hospital.imap(asker)) {
            return new String(imap.fetch(answers(imap).getFirst()), StandardCharsets.UTF_8);
        }
    }

    /**
     * How many automatic answers our Postfix has taken from anybody since it was installed. They are made while the mail that they
     * are about is delivered, one line of the log for each: who waits for a later one has the lines of all before it.
     */
    static long taken() {
        return Long.parseLong(Machine.shell("grep -c 'postfix/answers/smtpd.*: client=' \"$VM_LOG/mail.log\" || true")
                .expectOk()
                .out()
                .strip());
    }

    /** The answer to a question in the mailbox of the foreign operator. */
    static String inPeer(Peer peer, Message question) {
        List<Long> found = new ArrayList<>();
        try (Imap imap = peer.imap()) {
            Await.until("the answer to " + question.id() + " in " + peer.user(), Outbound.SOON, () -> {
                found.addAll(imap.search("INBOX", "HEADER In-Reply-To " + question.id()));
                return !found.isEmpty();
            });
            return new String(imap.fetch(found.getFirst()), StandardCharsets.UTF_8);
        }
    }

    /** The trace tells of an answer what it tells of all other mail: asked about when it came, then delivered. */
    static void traced(String recipient, String answer) {
        var id = Pattern.compile("(?im)^Message-ID: (\\S+)").matcher(answer);
        assertThat(id.find()).isTrue();
        String address = "/admin/trace?address=" + recipient;
        Await.until("the answer in the trace", Outbound.SOON, () -> World.admin()
                .get(address + "&outcome=delivered&messageId=" + URLEncoder.encode(id.group(1), StandardCharsets.UTF_8))
                .expect(200)
                .text()
                .contains("\"delivery\""));
        assertThat(World.admin().get(address + "&outcome=accepted").expect(200).text())
                .contains("\"submission\"");
    }

    /** What was noted for seven days is over: the moments of Dovecot's list of whom it answered are long ago. */
    void sevenDaysPass() {
        String file = "\"$VM_STATE/mail/" + box.substring(box.indexOf('@') + 1) + "/"
                + box.substring(0, box.indexOf('@')) + "/.dovecot.lda-dupes\"";
        String before =
                Machine.shell("od -A n -t u4 -j4 -N4 " + file).expectOk().out().strip();
        long ends = Long.parseLong(before);
        long now = System.currentTimeMillis() / 1_000;
        assertThat(ends - now).as("seconds until the next answer").isBetween(7L * 86_400 - 300, 7L * 86_400);
        Machine.shell("printf '\\001\\000\\000\\000' | dd of=" + file + " bs=1 seek=4 conv=notrunc status=none")
                .expectOk();
    }

    private List<Long> answers(Imap imap) {
        return imap.search("INBOX", "HEADER Auto-Submitted auto-replied FROM " + box);
    }
}
