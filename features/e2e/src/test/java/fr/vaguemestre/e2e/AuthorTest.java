package fr.vaguemestre.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import fr.vaguemestre.e2e.driver.Await;
import fr.vaguemestre.e2e.driver.Imap;
import fr.vaguemestre.e2e.driver.Message;
import fr.vaguemestre.e2e.driver.Reply;
import fr.vaguemestre.e2e.driver.Smtp;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Whom the reader sees as the author is who was asked for a certificate or a password. */
class AuthorTest {
    private static final String OTHER = "docteur@pair.mssante.test";

    @Test
    @Tag("OP-11")
    void anOperatorsMailNamesAnAuthorOfItsOwnDomain() {
        String box = Hospital.open().box("auteurs");
        String to = "To: <" + box + ">";
        for (Letter letter : new Letter[] {
            new Letter(to, "From: <" + OTHER + ">"),
            new Letter(to, "From: \"" + World.FOREIGN + "\" <" + OTHER + ">"),
            new Letter(to, "From: <" + World.FOREIGN + ">, <" + OTHER + ">"),
            new Letter(to, "From: <" + World.FOREIGN + ">", "From: <" + OTHER + ">"),
            new Letter(to, "From: <docteur@sous.valide.mssante.test>"),
            new Letter(to)
        }) {
            refused(World.fromForeign(box, letter.text()));
        }
        Message right = new Letter(to, "From: =?UTF-8?Q?H=C3=A9l=C3=A8ne?= <Docteur@VALIDE.mssante.test>").text();
        World.fromForeign(box, right).expect(250);
        Hospital.received(box, right);
        onlyOneIn(box);
        Await.until("not-the-author in the trace of " + box, Outbound.SOON, () -> World.admin()
                .get("/admin/trace?outcome=refused&cause=not-the-author&address=" + box)
                .expect(200)
                .text()
                .contains(World.FOREIGN));
    }

    @Test
    @Tag("OP-11")
    void anOperatorsNoticeNamesAnAuthorOfItsCertificate() {
        String box = Hospital.open().box("avis");
        String to = "To: <" + box + ">";
        for (Letter letter : new Letter[] {
            new Letter(to, "From: MAILER-DAEMON <MAILER-DAEMON@pair.mssante.test>"),
            new Letter(to, "From: <MAILER-DAEMON@mx.PAIR.mssante.test>"),
            new Letter(to, "From: <" + World.FOREIGN + ">, <" + OTHER + ">"),
            new Letter(to, "From: <" + World.FOREIGN + ">", "From: <" + World.FOREIGN + ">"),
            new Letter(to, "From: <" + box + ">"),
            new Letter(to, "From: <docteur@example.org>"),
            new Letter(to, "From: <docteur@valide.mssante.test.example.org>"),
            new Letter(to)
        }) {
            refused(notice("valide", box, letter.text()));
        }
        Await.until("not-the-author in the trace of " + box, Outbound.SOON, () -> World.admin()
                .get("/admin/trace?outcome=refused&cause=not-the-author&address=" + box)
                .expect(200)
                .text()
                .contains("\"filter\""));
    }

    @Test
    @Tag("OP-11")
    void anOperatorsNoticePassesUnderEachDomainOfItsCertificate() {
        String box = Hospital.open().box("avis");
        String[][] own = {
            {"valide", "MAILER-DAEMON@valide.mssante.test"},
            {"valide", "MAILER-DAEMON@mx1.VALIDE.mssante.test"},
            {"valide", "Docteur@Partage.MSSANTE.test"},
            {"valide", "docteur@espaces.mssante.test"},
            {"pair", "docteur@partage.mssante.test"},
            {"pair", OTHER},
        };
        for (String[] author : own) {
            Message notice = new Letter("To: <" + box + ">", "From: <" + author[1] + ">").text();
            assertThat(notice(author[0], box, notice).text()).as(author[1]).startsWith("250");
            Hospital.received(box, notice);
        }
    }

    @Test
    @Tag("OP-59")
    void ourOwnPeopleWriteUnderTheAddressThatTheySignedInWith() {
        Hospital hospital = Hospital.open();
        String mine = hospital.box("moi");
        String colleague = hospital.box("collegue");
        for (String author :
                new String[] {"<" + colleague + ">", "<" + OTHER + ">", "<" + mine + ">, <" + colleague + ">"}) {
            refused(Outbound.offer(mine, colleague, new Letter("To: <" + colleague + ">", "From: " + author).text()));
        }
        Message right = new Letter("To: <" + colleague + ">", "From: <" + mine.toUpperCase(Locale.ROOT) + ">").text();
        Outbound.send(mine, colleague, right);
        Hospital.received(colleague, right);
        onlyOneIn(colleague);
    }

    private static Reply notice(String leaf, String box, Message message) {
        try (Smtp smtp = World.peer(leaf)) {
            return smtp.deliver("", box, message.octets());
        }
    }

    private static void refused(Reply reply) {
        assertThat(reply.text())
                .startsWith("554 5.7.1 MSSante: le champ From ne nomme pas l'expediteur")
                .endsWith("(not-the-author)");
    }

    private static void onlyOneIn(String box) {
        try (Imap imap = Hospital.imap(box)) {
            assertThat(imap.search("INBOX", "ALL")).hasSize(1);
        }
    }
}
