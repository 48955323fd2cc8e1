package fr.vaguemestre.e2e;

import fr.vaguemestre.e2e.driver.Message;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.UUID;

/** Messages as hospitals, their software and their machines write them every day, some of them odd. */
enum Ordinary {
    /** A letter with a logo that leads to the hospital's pages, and a link that a filter of theirs has written anew. */
    HTML_LETTER(
            "Subject: Compte rendu de consultation",
            "Content-Type: text/html; charset=utf-8",
            "Content-Transfer-Encoding: 8bit",
            "",
            "<html><body><p style=\"font-size:11pt\">Chère Consœur, j’ai vu en consultation votre patient, né en 1950, que vous",
            "m’adressez pour une <b>dyspnée d’effort</b> évoluant depuis trois mois. L’échographie est rassurante.</p>",
            "<p>Prise de rendez-vous : <a href=\"https://eur01.safelinks.protection.outlook.com/?url=x\">https://www.ch-exemple.fr/rdv</a></p>",
            "<a href=\"https://www.ch-exemple.fr\"><img src=\"cid:logo\" width=\"180\" height=\"60\"></a>",
            "<div style=\"display:none\">Compte rendu</div></body></html>"),
    /** Everything in capital letters, as old software prints it. */
    CAPITALS(
            "Subject: RESULTATS DE BIOLOGIE URGENT",
            "Content-Type: text/plain; charset=us-ascii",
            "",
            "HEMOGLOBINE 7,2 G/DL !!! A CONTROLER EN URGENCE. LE COMPTE PLAQUETTAIRE EST LIMITE.",
            "VEUILLEZ CONFIRMER LA RECEPTION DE CE RESULTAT."),
    /** Accents, letters of other alphabets, and signs within words. */
    ACCENTS(
            "Subject: =?utf-8?q?B=C3=AAta-bloquant_et_=CE=B2-HCG?=",
            "Content-Type: text/plain; charset=utf-8",
            "Content-Transfer-Encoding: 8bit",
            "",
            "β-bloquant à 5 mg, α-fœtoprotéine 3 µg/l, Δ9-THC négatif. Mme Łukaszewicz, née à Αθήνα, revient le 12."),
    /** A text in base64, without need. */
    BASE64(
            "Subject: resultat",
            "Content-Type: text/plain; charset=utf-8",
            "Content-Transfer-Encoding: base64",
            "",
            Base64.getMimeEncoder()
                    .encodeToString("Bonjour, voici le résultat demandé. Bien confraternellement."
                            .getBytes(StandardCharsets.UTF_8))),
    /** An empty subject, and no text to speak of. */
    NO_SUBJECT("Subject:", "Content-Type: text/plain", "", "."),
    /** Images on a machine within the hospital, by its address. */
    IMAGES_WITHIN(
            "Subject: IRM du genou",
            "Content-Type: text/html; charset=us-ascii",
            "",
            "<html><body>Les images : <a href=\"http://10.12.0.7/viewer?id=1\">ouvrir</a></body></html>"),
    /** What those who run the computers write to everybody. */
    PASSWORD_EXPIRES(
            "Subject: Votre mot de passe expire dans 7 jours",
            "Content-Type: text/plain; charset=utf-8",
            "Content-Transfer-Encoding: 8bit",
            "",
            "Bonjour, votre mot de passe expire dans 7 jours. Connectez-vous à https://intranet.ch-exemple.fr pour le changer,",
            "et vérifiez votre compte. Le service informatique."),
    /** Another's letter, forwarded whole. */
    FORWARDED(
            "Subject: TR: compte rendu",
            "Content-Type: multipart/mixed; boundary=\"limite\"",
            "",
            "--limite",
            "Content-Type: text/plain",
            "",
            "Pour information.",
            "--limite",
            "Content-Type: message/rfc822",
            "",
            "From: \"Dr Martin\" <martin@autre.mssante.test>",
            "Subject: compte rendu",
            "",
            "Merci de m'appeler au 01 02 03 04 05.",
            "--limite--");

    private final String rest;

    Ordinary(String... rest) {
        this.rest = String.join("\r\n", rest) + "\r\n";
    }

    /** The message, from one to another. */
    Message from(String sender, String recipient) {
        String id = "<" + UUID.randomUUID() + "@client.test>";
        String head = String.join(
                "\r\n",
                "Message-ID: " + id,
                "From: \"Laboratoire\" <" + sender + ">",
                "To: <" + recipient + ">",
                "Date: Mon, 30 Nov 2026 10:00:00 +0100",
                "MIME-Version: 1.0");
        return new Message(id, (head + "\r\n" + rest).getBytes(StandardCharsets.UTF_8));
    }
}
