package fr.vaguemestre.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import fr.vaguemestre.e2e.driver.Message;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The ledger of all fault tests sees a loss: the negative control. */
class PromisesTest {
    @Test
    void aMailTakenOutOfTheStoreAndARowDeletedByTheOwnerOfTheDatabaseAreReported() {
        Hospital hospital = Hospital.open();
        String box = hospital.box("temoin");
        String doomed = hospital.box("condamnee");
        Message kept = Message.plain(World.FOREIGN, box, "reste");
        Message lost = Message.plain(World.FOREIGN, box, "part");
        Promises promises = new Promises().row(box).row(doomed).mails(List.of(kept.id(), lost.id()));
        for (Message message : List.of(kept, lost)) {
            World.fromForeign(box, message).expect(250);
            Hospital.received(box, message);
        }
        assertThat(promises.kept(hospital, List.of(box)).expectNothingLost().told())
                .isEqualTo("mails promised 2, lost 0, came again 0; mailboxes promised 2, lost 0");

        Machine.shell("grep -rlF -- \"$1\" \"$VM_STATE/mail\" | xargs rm", lost.id())
                .expectOk();
        Machine.sql("SET session_replication_role = replica; DELETE FROM vm.bal_bal WHERE address = '" + doomed + "'");
        Promises.Verdict verdict = promises.kept(hospital, List.of(box));

        assertThat(verdict.lostMails()).containsExactly(lost.id());
        assertThat(verdict.lostRows()).containsExactly(doomed);
    }
}
