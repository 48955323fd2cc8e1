package fr.vaguemestre.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import fr.vaguemestre.e2e.driver.Appliance;
import fr.vaguemestre.e2e.driver.Await;
import fr.vaguemestre.e2e.driver.Imap;
import fr.vaguemestre.e2e.driver.Message;
import fr.vaguemestre.e2e.driver.Peer;
import fr.vaguemestre.e2e.driver.Sieve;
import fr.vaguemestre.e2e.driver.Smtp;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** People who are away have their mailbox answer, once, and never to a machine. */
class AutomaticAnswerTest {
    private final Peer peer = new Peer(World.appliance());
    private final Hospital hospital = Hospital.open();
    private final Away away = Away.from(hospital, "absente");
    private final long before = Away.taken();

    @Test
    @Tag("OP-64")
    void anAbsentDoctorAnswersOnceAndNotTwice() {
        String colleague = hospital.box("collegue");
        Message first = away.asked(colleague);
        String answer = away.answerIn(colleague);
        assertThat(answer)
                .contains("Return-Path: <>")
                .contains("From: <" + away.box() + ">")
                .contains("To: <" + colleague + ">")
                .contains("Auto-Submitted: auto-replied")
                .contains("In-Reply-To: " + first.id())
                .contains("References: " + first.id())
                .contains("Je suis absente, \"vraiment\" : \\o/")
                .contains("Subject: Absence de =?utf-8?q?l'=C3=A9t=C3=A9?=");

        away.asked(colleague);
        away.sevenDaysPass();
        away.asked(colleague);
        away.answered(colleague, 2);
        answersTaken(2);
    }

    @Test
    @Tag("OP-64")
    void anotherOperatorsDoctorGetsTheAnswerToo() {
        Message asked =
                new Letter("From: <" + peer.user() + ">", "To: <" + away.box() + ">", "Subject: Question").text();
        try (Smtp smtp = peer.submission()) {
            smtp.deliver(peer.user(), away.box(), asked.octets()).expect(250);
        }
        Hospital.received(away.box(), asked);

        String answer = Away.inPeer(peer, asked);
        assertThat(answer)
                .contains("Return-Path: <>")
                .contains("From: <" + away.box() + ">")
                .contains("To: <" + peer.user() + ">")
                .contains("Client CN \"mx.operateur.mssante.test\"");
        Away.traced(peer.user(), answer);
    }

    @Test
    @Tag("OP-64")
    void machinesListsAndNoticesGetNone() {
        for (String header : new String[] {
            "Auto-Submitted: auto-generated",
            "Auto-Submitted: auto-replied (vacation)",
            "Precedence: bulk",
            "Precedence: list",
            "Precedence: junk",
            "List-Id: <service.valide.mssante.test>",
            "List-Unsubscribe: <mailto:a@valide.mssante.test>",
            "X-MSS-MES: FIN"
        }) {
            away.arrived(World.FOREIGN, new Letter(away.to(), "From: <" + World.FOREIGN + ">", header).text());
        }
        for (String machine :
                new String[] {"mailer-daemon", "no-reply", "labo.noreply", "ne-pas-repondre", "liste-bounces"}) {
            String sender = machine + "@valide.mssante.test";
            away.arrived(sender, new Letter(away.to(), "From: <" + sender + ">").text());
        }
        away.arrived("", new Letter(away.to(), "From: <mailer-daemon@valide.mssante.test>").text());
        away.arrived(World.FOREIGN, new Letter("To: <autre@ch.test>", "From: <" + World.FOREIGN + ">").text());

        away.answersAWitness();
        answersTaken(1);
    }

    @Test
    @Tag("OP-64")
    void ofTwoWhoAreAwayEachAnswersOnce() {
        Away other = Away.from(hospital, "absent-aussi");

        away.asked(other.box());
        away.answered(other.box(), 1);
        other.asked(away.box());
        other.answered(away.box(), 1);

        away.answersAWitness();
        other.answersAWitness();
        away.answered(other.box(), 1);
        other.answered(away.box(), 1);
        answersTaken(4);
    }

    @Test
    @Tag("OP-64")
    void theEchoOfAnotherOperatorAndAnAbsenceMakeNoLoop() {
        Message fromEcho = new Letter("From: <" + Peer.ECHO + ">", away.to()).text();
        try (Smtp smtp = World.peer("pair")) {
            smtp.deliver(Peer.ECHO, away.box(), fromEcho.octets()).expect(250);
        }
        Hospital.received(away.box(), fromEcho);
        Await.until("the answer to the echo has left", Outbound.SOON, () -> World.admin()
                .get("/admin/trace?outcome=delivered&address=" + Peer.ECHO)
                .expect(200)
                .text()
                .contains("\"delivery\""));
        Outbound.send(away.box(), Peer.ECHO).gone();
        assertThat(Hospital.notice(away.box())).contains("From: Echo du pair <" + Peer.ECHO + ">");

        away.answersAWitness();
        answersTaken(2);
        try (Imap imap = Hospital.imap(away.box())) {
            assertThat(imap.search("INBOX", "FROM " + Peer.ECHO))
                    .as("its mail, and its answer to ours")
                    .hasSize(2);
        }
    }

    @Test
    @Tag("OP-64")
    void switchedOffOrPastItsDaysItIsSilent() {
        String colleague = hospital.box("collegue");
        for (Supplier<Away> silent : List.<Supplier<Away>>of(
                () -> away.changed(false, 0, 0),
                () -> away.changed(true, -9, -1),
                () -> away.changed(true, 1, 9),
                away::forgotten)) {
            silent.get().asked(colleague);
        }
        away.changed(true, -1, 1).asked(colleague);
        away.answered(colleague, 1);
        answersTaken(1);
    }

    @Test
    @Tag("OP-64")
    void thePersonsOwnFiltersWorkOnAndAnswerNothing() {
        try (Sieve sieve = Sieve.open(World.appliance(), away.box(), Hospital.PASSWORD)) {
            assertThat(sieve.put("x", "require \"vacation\"; vacation \"moi\";"))
                    .startsWith("NO");
            assertThat(sieve.put("tri", "require \"fileinto\"; fileinto \"Junk\";"))
                    .startsWith("OK");
            assertThat(sieve.command("SETACTIVE \"tri\"")).startsWith("OK");
        }
        String colleague = hospital.box("collegue");
        Message filed = Message.plain(colleague, away.box(), "question");
        Outbound.send(colleague, away.box(), filed).gone();

        away.answered(colleague, 1);
        try (Imap imap = Hospital.imap(away.box())) {
            assertThat(imap.search("Junk", "HEADER Message-ID " + filed.id())).hasSize(1);
            assertThat(imap.search("INBOX", "ALL")).isEmpty();
        }
    }

    @Test
    @Tag("OP-64")
    void nobodyElseOnTheMachineComesInByTheDoorOfTheAnswers() {
        String port =
                Machine.shell("echo \"$VM_PORT_ANSWERS\"").expectOk().out().strip();
        for (String sender : new String[] {"", away.box()}) {
            try (Smtp smtp = Smtp.connect(Appliance.addressOf("127.0.0.1:" + port))) {
                smtp.say("EHLO intrus.test").expect(250);
                assertThat(smtp.deliver(
                                        sender,
                                        peer.user(),
                                        new Letter(away.to()).text().octets())
                                .text())
                        .startsWith("554 5.7.1")
                        .contains("(not-an-answer)");
            }
        }
    }

    /** Exactly so many since the test began; an answer that was waited for is the last of them. */
    private void answersTaken(long answers) {
        assertThat(Away.taken() - before).isEqualTo(answers);
    }
}
