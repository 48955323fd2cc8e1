package fr.vaguemestre.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import fr.vaguemestre.e2e.driver.Await;
import fr.vaguemestre.e2e.driver.Imap;
import fr.vaguemestre.e2e.driver.Json;
import fr.vaguemestre.e2e.driver.Message;
import fr.vaguemestre.e2e.driver.Patients;
import fr.vaguemestre.e2e.driver.Rest;
import fr.vaguemestre.e2e.driver.Smtp;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Mail with patients, by their operator on the range: who may write, what comes back, and that nothing tells their number. */
class PatientsTest {
    private static final String MASKED = "***@patient.mssante.test";
    private static final int MOST = 25 << 20;

    private final Patients patients = new Patients(World.appliance());
    private final Hospital hospital = Hospital.open();
    private final String box = hospital.box("consultation");

    @Test
    @Tag("OP-65")
    void aPatientAnswersWhoWroteFirstAndNobodyElse() {
        String patient = Patients.open();
        Message first = Message.plain(patient, box, "bonjour docteur");
        assertThat(patients.write(patient, box, first).text())
                .startsWith("550 5.7.1")
                .contains("no-exchange");

        Outbound sent = Outbound.send(box, patient);
        sent.traced("delivered", "2.0.0");
        assertThat(Ledger.peers())
                .contains("patient mail from=<" + box + "> to=<" + patient + "> client=mx.operateur.mssante.test");

        Message answer = Message.plain(patient, box, "merci docteur");
        patients.write(patient, box, answer).expect(250);
        byte[] read = Hospital.received(box, answer);
        assertThat(Message.asSent(read, answer.octets())).isEqualTo(answer.octets());
        assertThat(patients.write(patient, hospital.box("autre"), answer).code())
                .isEqualTo(550);
        try (Imap imap = Hospital.imap(box)) {
            assertThat(imap.search("INBOX", "ALL")).hasSize(1);
        }
    }

    @Test
    @Tag("OP-65")
    void whoClosesTheExchangeInTheWebmailGetsNoAnswer() {
        String patient = Patients.open();
        Outbound.send(box, patient).traced("delivered", "2.0.0");
        patients.write(patient, box, Message.plain(patient, box, "une question"))
                .expect(250);

        Rest person = World.anonymous().signIn(box, Hospital.PASSWORD);
        Map<String, Object> last = Json.object(
                "to", List.of(patient), "subject", "Résultats", "text", "Tout va bien.", "closesExchange", true);
        JsonNode sent =
                person.post("/email/" + box + "/messages", last).expect(202).json();
        Await.until("the last word at the patient", Outbound.SOON, () -> Ledger.peers()
                .lines()
                .anyMatch(line -> line.contains("to=<" + patient + ">") && line.endsWith(" FIN")));

        Message late = Message.plain(patient, box, "encore une question");
        assertThat(patients.write(patient, box, late).text())
                .startsWith("550 5.7.1")
                .contains("no-exchange");
        try (Imap imap = Hospital.imap(box)) {
            List<Long> kept = imap.search(
                    "Sent", "HEADER Message-ID " + sent.path("messageId").asText());
            assertThat(new String(imap.fetch(kept.getFirst()), StandardCharsets.US_ASCII))
                    .contains("\r\nX-MSS-MES: FIN\r\n");
        }
        last.put("to", List.of(box));
        assertThat(person.post("/email/" + box + "/messages", last).expect(400).text())
                .contains("webmail.no-patient");
    }

    @Test
    @Tag("OP-65")
    void aMailProgramClosesTheExchangeByItsSubject() {
        String patient = Patients.open();
        Outbound.send(box, patient, Message.plain(box, patient, "[FIN]")).traced("delivered", "2.0.0");

        assertThat(patients.write(patient, box, Message.plain(patient, box, "pourquoi ?"))
                        .text())
                .startsWith("550 5.7.1");
    }

    @Test
    @Tag("OP-65")
    void whatNobodyGetsComesBackAndTheTraceMasksWho() {
        String patient = Patients.unknown();
        Outbound sent = Outbound.send(box, patient);

        String notice = Hospital.notice(box);

        assertThat(notice)
                .contains(
                        "Return-Path: <>",
                        "n'a pas pu remettre votre message",
                        "Action: failed",
                        sent.message().id())
                .containsPattern("(?m)^Status: 5\\.1\\.1");
        assertThat(readInTheWebmail()).contains("patient inconnu");
        sent.traced("bounced", "5.1.1");
        JsonNode steps = World.admin()
                .get("/admin/trace?limit=50&q=" + sent.id())
                .expect(200)
                .json();
        assertThat(steps.toString()).contains(MASKED, "patient inconnu").doesNotContain(number(patient));
        for (JsonNode step : steps.path("items")) {
            assertThat(step.path("recipient").asText()).isEqualTo(MASKED);
        }
        sent.gone();
    }

    @Test
    @Tag("OP-65")
    void whatAClosedMailboxGetsIsReturnedByItsOperator() {
        String patient = Patients.closed();
        Outbound sent = Outbound.send(box, patient);

        assertThat(Hospital.notice(box))
                .contains(
                        "Return-Path: <>",
                        "Final-Recipient: rfc822; " + patient,
                        sent.message().id())
                .containsPattern("(?m)^Status: 5\\.2\\.1");
        assertThat(readInTheWebmail()).contains("boite de patient fermee");
    }

    /** Ours counts what is read, the operator what travels: each refuses what the other would take, and both are told in words. */
    @Test
    @Tag("OP-65")
    void twentyFiveMegabytesGoToAPatientAndNoMore() {
        String patient = Patients.open();
        Message large = attached(patient, "8bit", "x".repeat(998) + "\r\n", MOST + 1_000_000);
        assertThat(Outbound.offer(box, patient, large).text())
                .startsWith("554 5.7.1")
                .contains("MSSante: message trop volumineux pour un patient, 25 Mo au plus");
        Await.until("the refusal in the trace", Outbound.SOON, () -> {
            JsonNode found = World.admin()
                    .get("/admin/trace?outcome=refused&cause=too-large&limit=50&address=" + box)
                    .expect(200)
                    .json();
            return found.toString().contains(MASKED) && !found.toString().contains(number(patient));
        });
        assertThat(Outbound.offer(box, hospital.box("imagerie"), large).code()).isEqualTo(250);

        Outbound.send(box, patient, letter(patient).document(MOST - 1_000)).traced("delivered", "2.0.0");
        assertThat(Ledger.peers()).contains("to=<" + patient + ">");

        Message travels = attached(patient, "quoted-printable", "=C3=A9".repeat(12) + "=\r\n", 36_400_000);
        Outbound.send(box, patient, travels).traced("bounced", "5.3.4");
        assertThat(Hospital.notice(box)).contains("size limit");
    }

    @Test
    @Tag("OP-65")
    void onlyThePatientsOperatorWritesAsAPatient() {
        String patient = Patients.open();
        try (Smtp smtp = World.peer("valide")) {
            assertThat(smtp.deliver(
                                    patient,
                                    box,
                                    Message.plain(patient, box, "faux").octets())
                            .text())
                    .startsWith("554 5.7.1")
                    .contains("dn-mismatch");
        }
        Await.until("the refusal, masked", Outbound.SOON, () -> World.admin()
                .get("/admin/trace?outcome=refused&cause=dn-mismatch&limit=50&address=" + box)
                .expect(200)
                .text()
                .contains(MASKED));
        try (Smtp smtp = patients.mx()) {
            smtp.say("EHLO mx.operateur.mssante.test").expect(250);
            smtp.startTls(World.appliance().trust());
            assertThat(smtp.deliver(
                                    box,
                                    patient,
                                    Message.plain(box, patient, "x").octets())
                            .positive())
                    .isFalse();
        }
    }

    private String readInTheWebmail() {
        Rest person = World.anonymous().signIn(box, Hospital.PASSWORD);
        String id = person.get("/email/" + box + "/messages?folder=INBOX")
                .expect(200)
                .json()
                .at("/items/0/id")
                .asText();
        return person.get("/email/" + box + "/messages/" + id)
                .expect(200)
                .json()
                .path("text")
                .asText();
    }

    private Letter letter(String patient) {
        return new Letter("From: <" + box + ">", "To: <" + patient + ">", "Subject: Imagerie");
    }

    /** A file of those lines, at least so many octets on the wire. */
    private Message attached(String patient, String encoding, String line, int octets) {
        String id = "<" + UUID.randomUUID() + "@client.test>";
        List<String> headers = new ArrayList<>(List.of(
                "Message-ID: " + id,
                "Date: Mon, 2 Nov 2026 10:00:00 +0100",
                "From: <" + box + ">",
                "To: <" + patient + ">",
                "Subject: Imagerie",
                "MIME-Version: 1.0",
                "Content-Type: application/octet-stream",
                "Content-Disposition: attachment; filename=\"image.dcm\"",
                "Content-Transfer-Encoding: " + encoding,
                "",
                ""));
        String text = String.join("\r\n", headers) + line.repeat(octets / line.length() + 1);
        return new Message(id, text.getBytes(StandardCharsets.US_ASCII));
    }

    private static String number(String patient) {
        return patient.substring(0, patient.indexOf('@'));
    }
}
