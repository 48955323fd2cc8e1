package fr.vaguemestre.e2e;

import fr.vaguemestre.e2e.driver.Await;
import fr.vaguemestre.e2e.driver.Message;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** Messages that bear marks of spam. */
final class Spam {
    private Spam() {}

    /** Bait for a password: a threat, a link to a name that is only like the one shown, and an answer that goes elsewhere. */
    static Message bait(String from, String to) {
        return message(
                from,
                to,
                "Reply-To: support@assistance-messagerie.com",
                "Subject: Votre messagerie",
                "Content-Type: text/html; charset=us-ascii",
                "",
                "<html><body><p>Votre messagerie sera suspendue demain. Veuillez confirmer votre mot de passe :",
                "<a href=\"http://www.amelii.fr/connexion\">https://www.ameli.fr/connexion</a></p></body></html>");
    }

    /** The same without anything that a filter could not take for ordinary. */
    static Message doubtful(String from, String to) {
        return message(
                from,
                to,
                "Reply-To: secretariat@cabinet-martin.com",
                "Subject: Rendez-vous",
                "Content-Type: text/html; charset=us-ascii",
                "",
                "<html><body><a href=\"https://lien.exemple.com/1\">https://www.doctolib.fr/rdv</a></body></html>");
    }

    /** Waits until the trace tells that outcome with the cause spam, in that hospital's own eyes, and its marks. */
    static void traced(Hospital hospital, String id, String outcome) {
        Await.until(id + " is traced as " + outcome, Outbound.SOON, () -> hospital.admin()
                .get("/admin/trace?outcome=" + outcome + "&cause=spam&q=" + id)
                .expect(200)
                .text()
                .contains("PHISHED_URL"));
    }

    private static Message message(String from, String to, String... rest) {
        String id = "<" + UUID.randomUUID() + "@client.test>";
        String head = String.join(
                "\r\n",
                "Message-ID: " + id,
                "From: <" + from + ">",
                "To: <" + to + ">",
                "Date: Mon, 30 Nov 2026 10:00:00 +0100",
                "MIME-Version: 1.0");
        return new Message(
                id, (head + "\r\n" + String.join("\r\n", rest) + "\r\n").getBytes(StandardCharsets.US_ASCII));
    }
}
