package fr.vaguemestre.e2e;

import fr.vaguemestre.e2e.driver.Answer;
import fr.vaguemestre.e2e.driver.Imap;
import fr.vaguemestre.e2e.driver.Json;
import fr.vaguemestre.e2e.driver.Message;
import fr.vaguemestre.e2e.driver.Patients;
import fr.vaguemestre.e2e.driver.Rest;
import fr.vaguemestre.e2e.driver.Sieve;
import fr.vaguemestre.e2e.driver.Smtp;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Words that nobody else has, put where people put their secrets, by the ways that people use. */
final class Canaries {
    private final Map<String, String> words = new LinkedHashMap<>();
    private final Hospital hospital = Hospital.open();
    private final String box = hospital.box("canari");
    private final Rest user = World.anonymous().signIn(box, Hospital.PASSWORD);

    /** What was planted, by where. */
    Map<String, String> planted() {
        mail();
        patients();
        webmail();
        passwords();
        tokens();
        return words;
    }

    private String word(String where) {
        String word = "cui" + UUID.randomUUID().toString().replace("-", "");
        words.put(where, word);
        return word;
    }

    /** A national health number as one writes it: 15 digits of a person who is not (month 99). */
    private String health(String where) {
        String number =
                "19999" + (1_000_000_000L + Math.floorMod(UUID.randomUUID().getMostSignificantBits(), 8_999_999_999L));
        words.put(where, number);
        return number;
    }

    private void mail() {
        String subject = word("subject of a mail from outside");
        String text = "Subject: " + subject + "\r\nMessage-ID: <" + UUID.randomUUID() + "@client.test>\r\nFrom: <"
                + World.FOREIGN
                + ">\r\nTo: <" + box
                + ">\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\n"
                + word("text of a mail from outside") + " " + health("health number in a mail")
                + "\r\n--b\r\nContent-Disposition: attachment; filename="
                + word("name of a file in a mail") + ".txt\r\n\r\n" + word("file in a mail") + "\r\n--b--\r\n";
        String id = text.replaceAll("(?s).*Message-ID: (<[^>]+>).*", "$1");
        Message message = new Message(id, text.getBytes(StandardCharsets.UTF_8));
        World.fromForeign(box, message).expect(250);
        Hospital.received(box, message);
        Message out = Message.plain(box, "boite@revoque.mssante.test", word("subject of a mail that waits"));
        Outbound.send(box, "boite@revoque.mssante.test", out);
        try (Imap imap = Hospital.imap(box)) {
            imap.search("INBOX", "TEXT " + word("what is searched by IMAP"));
        }
        try (Sieve sieve = Sieve.open(World.appliance(), box, Hospital.PASSWORD)) {
            sieve.put(
                    "tri",
                    "require \"fileinto\"; if header :contains \"subject\" \"" + word("rule of a filter")
                            + "\" { fileinto \"Junk\"; }");
        }
    }

    /** Addresses of patients are numbers: of one who answers, one who is nobody, one whose mailbox is closed, one by REST. */
    private void patients() {
        String patient = patient("patient who is written to", Patients.open());
        Outbound.send(box, patient).traced("delivered", "2.0.0");
        Message answer = Message.plain(patient, box, "suite");
        new Patients(World.appliance()).write(patient, box, answer).expect(250);
        Hospital.received(box, answer);
        Outbound.send(box, patient("patient who is nobody", Patients.unknown())).traced("bounced", "5.1.1");
        Outbound.send(box, patient("patient who is gone", Patients.closed())).traced("delivered", "2.0.0");
        String other = patient("patient who is written to by REST", Patients.open());
        String stranger = patient("patient that a stranger writes for", Patients.open());
        try (Smtp smtp = World.peer("valide")) {
            smtp.deliver(stranger, box, answer.octets()).expect(554);
        }
        var body = Json.object("to", List.of(other), "subject", "suite", "text", "suite");
        user.post("/email/" + box + "/messages", body).expect(202);
        World.admin().get("/admin/trace?address=" + other).expect(200);
        body.put("to", List.of(other, "personne@nulle.mssante.test"));
        user.post("/email/" + box + "/messages", body).expect(400);
    }

    private String patient(String who, String address) {
        words.put(who, address.substring(0, address.indexOf('@')));
        return address;
    }

    private void webmail() {
        String path = "/email/" + box;
        var body = Json.object(
                "to",
                List.of(box),
                "subject",
                word("subject of a draft"),
                "text",
                word("text of a draft") + " " + health("health number in a draft"));
        user.send(
                        "POST",
                        path + "/drafts",
                        Rest.json(body),
                        "Idempotency-Key",
                        UUID.randomUUID().toString())
                .expect(201);
        body.put("subject", word("subject of a mail sent by REST"));
        body.put(
                "attachments",
                List.of(Json.object(
                        "name",
                        word("name of a file sent by REST") + ".txt",
                        "base64",
                        Base64.getEncoder()
                                .encodeToString(word("file sent by REST").getBytes(StandardCharsets.UTF_8)))));
        user.send(
                        "POST",
                        path + "/messages",
                        Rest.json(body),
                        "Idempotency-Key",
                        UUID.randomUUID().toString())
                .expect(202);
        user.get(path + "/messages?q=" + word("what is searched by REST")).expect(200);
        user.get(path + "/messages?limit=x" + word("what is searched and refused"));
    }

    private void passwords() {
        String right = word("password of an account");
        String name = World.fresh("compte");
        String id = hospital.admin()
                .post("/admin/users", World.user(name, right, "domain_admin", List.of(hospital.domain()), List.of()))
                .expect(201)
                .json()
                .path("id")
                .asText();
        World.anonymous().login(name, right).expect(200);
        String given = word("password that was changed");
        hospital.admin()
                .patch("/admin/users/" + id, Json.object("password", given))
                .expect(200);
        World.anonymous()
                .signIn(name, given)
                .send(
                        "POST",
                        "/auth/password",
                        Rest.json(Json.object(
                                "currentPassword", given, "newPassword", word("password of one's own choice"))),
                        "Idempotency-Key",
                        UUID.randomUUID().toString())
                .expect(204);
        World.anonymous().login(name, word("wrong password")).expect(401);
        World.anonymous()
                .send(
                        "POST",
                        "/auth/login",
                        java.util.Optional.of(
                                "{\"username\":\"x\",\"password\":\"" + word("password in broken JSON") + "\""));
        World.anonymous().get("/auth/login?password=" + word("password in an address"));
        try (Imap imap = Imap.connect(World.appliance().address("imap"))) {
            imap.startTls(World.appliance().trust()).expectOk();
            imap.login(box, word("wrong password by IMAP"));
        }
        try (Smtp smtp = Smtp.connect(World.appliance().address("submission"))) {
            smtp.say("EHLO client.test").expect(250);
            smtp.startTls(World.appliance().trust()).expect(250);
            smtp.authenticate(box, word("wrong password by SMTP"));
        }
    }

    private void tokens() {
        Answer signed = World.anonymous().login(box, Hospital.PASSWORD).expect(200);
        String access = signed.json().path("accessToken").asText();
        words.put("access token", access.substring(access.lastIndexOf('.') + 1));
        words.put("refresh token", signed.json().path("refreshToken").asText());
        World.anonymous().with(access).get("/auth/me").expect(200);
        World.anonymous()
                .post("/auth/refresh", Json.object("refreshToken", words.get("refresh token")))
                .expect(200);
        World.anonymous().with(word("token that is none")).get("/auth/me").expect(401);
        World.anonymous()
                .post("/auth/refresh", Json.object("refreshToken", word("refresh token that is none")))
                .expect(401);
    }
}
