package fr.vaguemestre.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import fr.vaguemestre.e2e.driver.Answer;
import fr.vaguemestre.e2e.driver.Await;
import fr.vaguemestre.e2e.driver.Json;
import fr.vaguemestre.e2e.driver.Message;
import fr.vaguemestre.e2e.driver.Reply;
import fr.vaguemestre.e2e.driver.Rest;
import fr.vaguemestre.e2e.driver.Smtp;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Malware is held, wherever it comes from, and a person with that right decides what becomes of it. */
class QuarantineTest {
    @Test
    @Tag("OP-79")
    void whatAnOperatorBringsIsHeldWithTheEvidenceAndReleasedByWhoMay() {
        Hospital hospital = Hospital.open();
        String box = hospital.box("entree");
        Message message = Malware.with(World.FOREIGN, box, "resultat.pdf", Malware.file());

        String id = Malware.id(World.fromForeign(box, message));

        JsonNode held = Malware.held(hospital.admin(), id);
        assertThat(held.path("malware").asText()).isEqualTo(Malware.NAME);
        assertThat(held.path("sha256").asText()).isEqualTo(Message.sha256(Malware.file()));
        assertThat(held.path("sender").asText()).isEqualTo(World.FOREIGN);
        assertThat(held.path("recipients").path(0).asText()).isEqualTo(box);
        assertThat(held.path("size").asLong()).isGreaterThan(message.octets().length);
        assertThat(held.toString()).doesNotContain("Compte rendu").doesNotContain("Subject");
        Malware.traced(hospital, id, "held");
        assertThat(Malware.in(box)).isZero();
        refused(hospital.admin().post("/admin/quarantine/" + id + "/release", Json.object()), 403, "access.role");

        Malware.officer(hospital)
                .post("/admin/quarantine/" + id + "/release", Json.object())
                .expect(202);

        byte[] stored = Hospital.received(box, message);
        assertThat(Message.asSent(stored, message.octets())).isEqualTo(message.octets());
        assertThat(Malware.held(hospital.admin(), id).isMissingNode()).isTrue();
        Malware.traced(hospital, id, "released");
        audited(hospital, "messages.release", id);
    }

    @Test
    @Tag("OP-79")
    void whatOurOwnPeopleSendInAnArchiveIsHeldAndDeletedForEver() {
        Hospital hospital = Hospital.open();
        String from = hospital.box("poste");
        String colleague = hospital.box("collegue");
        Rest officer = Malware.officer(hospital);
        byte[] lot = Malware.packed(3);
        for (String to : new String[] {colleague, "echo@pair.mssante.test"}) {
            Message message = Malware.with(from, to, "lot.zip", lot);

            String id = Malware.id(Outbound.offer(from, to, message));

            assertThat(Malware.held(officer, id).path("sha256").asText()).isEqualTo(Message.sha256(lot));
            Malware.traced(hospital, id, "held");
            refused(hospital.admin().delete("/admin/quarantine/" + id), 403, "access.role");
            officer.delete("/admin/quarantine/" + id).expect(204);
            assertThat(Malware.held(officer, id).isMissingNode()).isTrue();
            assertThat(Machine.shell("ls \"$VM_STATE/quarantine\" \"$VM_STATE/spool/postfix/hold\"")
                            .expectOk()
                            .out())
                    .doesNotContain(id);
            Malware.traced(hospital, id, "deleted");
            audited(hospital, "messages.quarantine-delete", id);
        }
        assertThat(Malware.in(colleague)).isZero();
        assertThat(Malware.in(from)).isZero();
    }

    @Test
    void theArchiveOfADocumentPassesOctetForOctet() {
        Hospital hospital = Hospital.open();
        String box = hospital.box("documents");
        Message message =
                new Letter("From: <" + World.FOREIGN + ">", "To: <" + box + ">", "Subject: XDM/1.0/DDM").archive();

        World.fromForeign(box, message).expect(250);

        assertThat(Message.asSent(Hospital.received(box, message), message.octets()))
                .isEqualTo(message.octets());
    }

    @Test
    void anArchiveThatCannotBeLookedIntoWholeIsRefused() {
        String box = Hospital.open().box("bombe");

        Reply reply = World.fromForeign(box, Bomb.ARCHIVE.from(World.FOREIGN, box));

        assertThat(reply.text())
                .startsWith("554 5.7.1 MSSante: piece jointe impossible a analyser en entier (Heuristics.Limits")
                .endsWith("(not-scanned)");
        Await.until("the trace tells it", Outbound.SOON, () -> World.admin()
                .get("/admin/trace?outcome=refused&cause=not-scanned&address=" + box)
                .expect(200)
                .text()
                .contains("Heuristics.Limits"));
    }

    @Test
    void anotherHospitalSeesNothingAndDecidesNothing() {
        Hospital ours = Hospital.open();
        Hospital theirs = Hospital.open();
        Rest officer = Malware.officer(ours);
        String box = theirs.box("voisin");
        String id = Malware.id(World.fromForeign(box, Malware.with(World.FOREIGN, box, "a.pdf", Malware.file())));

        assertThat(Malware.held(theirs.admin(), id).isMissingNode()).isFalse();
        assertThat(Malware.held(officer, id).isMissingNode()).isTrue();
        for (String unknown : new String[] {id, "4jXrien0000rien"}) {
            refused(
                    officer.post("/admin/quarantine/" + unknown + "/release", Json.object()),
                    404,
                    "messages.held-unknown");
            refused(officer.delete("/admin/quarantine/" + unknown), 404, "messages.held-unknown");
        }
        Malware.officer(theirs).delete("/admin/quarantine/" + id).expect(204);
    }

    @Test
    void aMessageForTwoHospitalsIsForTheOperatorToDecide() {
        Hospital ours = Hospital.open();
        Hospital theirs = Hospital.open();
        String here = ours.box("ici");
        String there = theirs.box("la");
        Message message = Malware.with(World.FOREIGN, here, "a.pdf", Malware.file());
        String id;
        try (Smtp smtp = World.peer("valide")) {
            smtp.say("MAIL FROM:<" + World.FOREIGN + ">").expect(250);
            smtp.say("RCPT TO:<" + here + ">").expect(250);
            smtp.say("RCPT TO:<" + there + ">").expect(250);
            id = Malware.id(smtp.data(message.octets()));
        }
        Rest officer = Malware.officer(ours);

        assertThat(Malware.held(officer, id).path("recipients").toString()).isEqualTo("[\"" + here + "\"]");
        refused(officer.post("/admin/quarantine/" + id + "/release", Json.object()), 403, "messages.held-shared");
        Malware.traced(ours, id, "held");
        Malware.traced(theirs, id, "held");
        assertThat(Malware.held(officer, id).isMissingNode()).isFalse();
        deletedByTheOperator(id);
        assertThat(Malware.held(officer, id).isMissingNode()).isTrue();
    }

    private static void deletedByTheOperator(String id) {
        String name = World.fresh("rssi-operateur");
        var user = World.user(name, Hospital.PASSWORD, "super_admin", List.of(), List.of());
        user.put("roles", List.of("super_admin", "quarantine"));
        String account = World.admin()
                .post("/admin/users", user)
                .expect(201)
                .json()
                .path("id")
                .asText();
        refused(World.admin().delete("/admin/quarantine/" + id), 403, "access.role");
        World.anonymous()
                .signIn(name, Hospital.PASSWORD)
                .delete("/admin/quarantine/" + id)
                .expect(204);
        World.admin().delete("/admin/users/" + account).expect(204);
    }

    private static void refused(Answer answer, int status, String problem) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        assertThat(answer.problem()).isEqualTo(problem);
    }

    private static void audited(Hospital hospital, String action, String id) {
        assertThat(hospital.admin()
                        .get("/admin/audit?action=" + action + "&object=" + id)
                        .expect(200)
                        .text())
                .contains(id, Malware.NAME);
    }
}
