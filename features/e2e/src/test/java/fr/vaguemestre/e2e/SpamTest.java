package fr.vaguemestre.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import fr.vaguemestre.e2e.driver.Json;
import fr.vaguemestre.e2e.driver.Message;
import fr.vaguemestre.e2e.driver.Rest;
import fr.vaguemestre.e2e.driver.Smtp;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Spam is held with its marks, wherever it comes from; ordinary mail, odd as it may be, passes octet for octet. */
class SpamTest {
    @Test
    void whatAnOperatorBringsIsHeldWithItsMarksAndReleasedByWhoMay() {
        Hospital hospital = Hospital.open();
        String box = hospital.box("entree");
        Message message = Spam.bait(World.FOREIGN, box);

        String id = Malware.id(World.fromForeign(box, message));

        JsonNode held = Malware.held(hospital.admin(), id);
        assertThat(held.path("reason").asText()).isEqualTo("spam");
        assertThat(held.path("malware").asText()).isEmpty();
        assertThat(held.path("sha256").asText()).isEqualTo(Message.sha256(message.octets()));
        assertThat(held.path("score").asDouble()).isGreaterThanOrEqualTo(10);
        assertThat(marks(held)).containsExactlyInAnyOrder("PHISHED_URL", "CREDENTIALS_ASKED", "REPLY_ELSEWHERE");
        assertThat(held.toString()).doesNotContain("suspendue").doesNotContain("Subject");
        Spam.traced(hospital, id, "held");
        assertThat(Malware.in(box)).isZero();
        assertThat(hospital.admin()
                        .post("/admin/quarantine/" + id + "/release", Json.object())
                        .status())
                .isEqualTo(403);

        Malware.officer(hospital)
                .post("/admin/quarantine/" + id + "/release", Json.object())
                .expect(202);

        byte[] stored = Hospital.received(box, message);
        assertThat(Message.asSent(stored, message.octets())).isEqualTo(message.octets());
        assertThat(Malware.held(hospital.admin(), id).isMissingNode()).isTrue();
        Spam.traced(hospital, id, "released");
        audited(hospital, "messages.release", id);
    }

    @Test
    void whatAStolenMailboxSendsLeavesNothingBehindAndIsDeletedWithTheEvidenceKept() {
        Hospital hospital = Hospital.open();
        String from = hospital.box("pirate");
        String colleague = hospital.box("collegue");
        Rest officer = Malware.officer(hospital);
        for (String to : new String[] {colleague, "echo@pair.mssante.test"}) {
            String id = Malware.id(Outbound.offer(from, to, Spam.bait(from, to)));

            assertThat(Malware.held(officer, id).path("reason").asText()).isEqualTo("spam");
            Spam.traced(hospital, id, "held");
            officer.delete("/admin/quarantine/" + id).expect(204);
            assertThat(Malware.held(officer, id).isMissingNode()).isTrue();
            assertThat(Machine.shell("ls \"$VM_STATE/quarantine\" \"$VM_STATE/spool/postfix/hold\"")
                            .expectOk()
                            .out())
                    .doesNotContain(id);
            Spam.traced(hospital, id, "deleted");
            audited(hospital, "messages.quarantine-delete", id);
        }
        assertThat(Malware.in(colleague)).isZero();
        assertThat(Malware.in(from)).as("answers of the echo").isZero();
    }

    @Test
    void belowTheThresholdItPasses() {
        Hospital hospital = Hospital.open();
        String box = hospital.box("doute");
        String colleague = hospital.box("collegue");
        Message foreign = Spam.doubtful(World.FOREIGN, box);
        Message own = Spam.doubtful(colleague, box);

        World.fromForeign(box, foreign).expect(250);
        Outbound.offer(colleague, box, own).expect(250);

        assertThat(Message.asSent(Hospital.received(box, foreign), foreign.octets()))
                .isEqualTo(foreign.octets());
        assertThat(Message.asSent(Hospital.received(box, own), own.octets())).isEqualTo(own.octets());
    }

    @ParameterizedTest
    @EnumSource(Ordinary.class)
    void ordinaryMailPassesOctetForOctet(Ordinary kind) {
        Hospital hospital = Hospital.open();
        String box = hospital.box("ordinaire");
        String colleague = hospital.box("collegue");
        Message foreign = kind.from(World.FOREIGN, box);
        Message own = kind.from(colleague, box);

        World.fromForeign(box, foreign).expect(250);
        Outbound.offer(colleague, box, own).expect(250);

        assertThat(Message.asSent(Hospital.received(box, foreign), foreign.octets()))
                .isEqualTo(foreign.octets());
        assertThat(Message.asSent(Hospital.received(box, own), own.octets())).isEqualTo(own.octets());
    }

    @Test
    void archivesWithTheirMarksAndNoticesPassOctetForOctet() {
        String box = Hospital.open().box("metier");
        String[] headers = {"From: <" + World.FOREIGN + ">", "To: <" + box + ">", "X-MSS-NIL: INS"};
        Message archive = new Letter(headers[0], headers[1], headers[2], "Subject: XDM/1.0/DDM").archive();
        Message read = new Letter(headers[0], headers[1], "Subject: Lu: resultat").read(World.FOREIGN, archive.id());

        World.fromForeign(box, archive).expect(250);
        try (Smtp smtp = World.peer("valide")) {
            smtp.say("MAIL FROM:<>").expect(250);
            smtp.say("RCPT TO:<" + box + ">").expect(250);
            smtp.data(read.octets()).expect(250);
        }

        for (Message message : List.of(archive, read)) {
            assertThat(Message.asSent(Hospital.received(box, message), message.octets()))
                    .isEqualTo(message.octets());
        }
    }

    private static List<String> marks(JsonNode held) {
        var names = new ArrayList<String>();
        held.path("marks").forEach(mark -> names.add(mark.path("name").asText()));
        return names;
    }

    private static void audited(Hospital hospital, String action, String id) {
        assertThat(hospital.admin()
                        .get("/admin/audit?action=" + action + "&object=" + id)
                        .expect(200)
                        .text())
                .contains(id, "PHISHED_URL");
    }
}
