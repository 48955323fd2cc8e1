package fr.vaguemestre.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import fr.vaguemestre.e2e.driver.Answer;
import fr.vaguemestre.e2e.driver.Await;
import fr.vaguemestre.e2e.driver.Imap;
import fr.vaguemestre.e2e.driver.Message;
import fr.vaguemestre.e2e.driver.Peer;
import fr.vaguemestre.e2e.driver.Reply;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** No room on a disk: refused for now, nothing lost, and all goes on once there is room. */
@Order(World.LATE + 2)
class DiskTroubleTest {
    private static final Duration RECOVERY = Duration.ofSeconds(60);
    /** An entry of the trail takes some 300 octets, a page 8 KiB: far fewer writes fill what is left of the last one. */
    private static final int WRITES = 300;

    private final Hospital hospital = Hospital.open(1000, 1_000_000_000_000L);
    private final Promises promises = new Promises();

    @Test
    @Tag("fault-19")
    void theDatabasesDiskIsFull() {
        Machine.stop("postgresql");
        try (var disk = SmallDisk.over("$VM_STATE/postgresql", "size=600m")) {
            try {
                PostgresqlAwayTest.start();
                fullDatabase(disk);
            } finally {
                disk.free();
                Machine.stop("postgresql");
            }
        } finally {
            PostgresqlAwayTest.start();
        }
        Await.passes("REST", RECOVERY, () -> promises.kept(hospital, List.of()).expectNothingLost());
        Machine.healthy();
    }

    private void fullDatabase(SmallDisk disk) {
        Await.passes("REST", RECOVERY, () -> make("avant"));
        disk.fill(0);
        String server = postgresql();
        Answer refused = firstRefusal("plein");
        assertThat(refused.status()).as(refused.text()).isEqualTo(503);
        assertThat(postgresql()).as("the same server").isEqualTo(server);
        assertThat(hospital.admin().get("/mailboxes").status())
                .as("reading goes on")
                .isEqualTo(200);
        disk.free();
        Await.passes("REST", RECOVERY, () -> make("apres"));
        promises.kept(hospital, List.of()).expectNothingLost();
    }

    @Test
    @Tag("fault-20")
    void theMailSpoolsDiskIsFull() {
        String box = hospital.box("file");
        String neighbour = hospital.box("voisine");
        Peer peer = new Peer(World.appliance());
        Outbound.send(box, peer.user()).gone(); // the foreign operator is found good
        Machine.stop("postfix");
        try (var disk = SmallDisk.over("$VM_STATE/spool/postfix", "size=160m")) {
            try {
                Machine.start("postfix");
                fullSpool(disk, box, neighbour, peer);
            } finally {
                // Also after a failure: a Postfix that went on in a file system that is gone would fail every test
                // after this one.
                Machine.stop("postfix");
            }
        } finally {
            Machine.inside("/opt/vaguemestre/bin/control", "start", "peer").expectOk();
            Machine.start("postfix");
        }
    }

    private void fullSpool(SmallDisk disk, String box, String neighbour, Peer peer) {
        Machine.stop("peer");
        Outbound waiting = Outbound.send(box, peer.user());
        waiting.waiting();
        promises.mails(List.of(waiting.message().id()));
        disk.fill(30);
        Message foreign = Message.plain(World.FOREIGN, box, "plein");
        Message own = Message.plain(neighbour, box, "plein");

        Reply toOperator = World.fromForeign(box, foreign);
        Reply toOwn = Outbound.offer(neighbour, box, own);

        assertThat(toOperator.code()).as(toOperator.text()).isEqualTo(452);
        assertThat(toOwn.code()).as(toOwn.text()).isEqualTo(452);
        disk.free();
        World.fromForeign(box, foreign).expect(250);
        Outbound.offer(neighbour, box, own).expect(250);
        promises.mails(List.of(foreign.id(), own.id()));
        Machine.start("peer");
        Await.passes("all arrived", RECOVERY, () -> {
            tryNow();
            assertThat(promises.kept(hospital, List.of(box)).expectNothingLost().duplicates())
                    .isZero();
        });
    }

    @Test
    @Tag("fault-21")
    void theAuditTrailsDiskIsFull() {
        Machine.shell("install -d -o postgres -g postgres -m 700 /tmp/trail").expectOk();
        try (var disk = SmallDisk.over("/tmp/trail", "size=64m")) {
            Machine.sql("CREATE TABLESPACE trail LOCATION '/tmp/trail'");
            Machine.sql("ALTER TABLE vm.audit_entry SET TABLESPACE trail");
            try {
                disk.fill(0);
                Answer refused = firstRefusal("sans-trace");
                assertThat(refused.status()).as(refused.text()).isEqualTo(503);
                disk.free();
                make("trace");
            } finally {
                disk.free();
                Machine.sql("ALTER TABLE vm.audit_entry SET TABLESPACE pg_default");
                Machine.sql("DROP TABLESPACE trail");
            }
        }
        promises.kept(hospital, List.of()).expectNothingLost();
        assertThat(hospital.admin()
                        .get("/admin/audit/verify")
                        .expect(200)
                        .json()
                        .path("intact")
                        .asBoolean())
                .isTrue();
    }

    @Test
    @Tag("fault-22")
    void noFileCanBeMadeInAMailFolder() {
        String box = hospital.box("inodes");
        Message before = Message.plain(World.FOREIGN, box, "avant");
        World.fromForeign(box, before).expect(250);
        delivered(box, before);
        Message during = Message.plain(World.FOREIGN, box, "pendant");
        try (var disk = SmallDisk.over("$VM_STATE/mail/" + hospital.domain(), "nr_inodes=200")) {
            disk.useUpFiles();
            World.fromForeign(box, during).expect(250);
            promises.mails(List.of(before.id(), during.id()));
            Await.until(
                    "it waits in the queue", Outbound.SOON, () -> Machine.shell("postqueue -c \"$VM_CONF/postfix\" -j")
                            .out()
                            .lines()
                            .anyMatch(line -> line.contains(box) && line.contains("\"deferred\"")));
            assertThat(Machine.script("doctor").out()).containsIgnoringCase("inodes");
            disk.free();
            delivered(box, during);
        }
        assertThat(promises.kept(hospital, List.of(box)).expectNothingLost().duplicates())
                .isZero();
    }

    private void make(String local) {
        String address = hospital.address(World.fresh(local));
        hospital.admin().post("/mailboxes", World.org(address)).expect(201);
        promises.row(address);
    }

    /** Makes mailboxes until one is refused; that one is not there, whole or in part. */
    private Answer firstRefusal(String local) {
        for (int i = 0; i < WRITES; i++) {
            String address = hospital.address(local + i);
            Answer answer = hospital.admin().post("/mailboxes", World.org(address));
            if (answer.status() != 201) {
                assertThat(hospital.admin().get("/mailboxes/" + address).status())
                        .isEqualTo(404);
                return answer;
            }
            promises.row(address);
        }
        throw new AssertionError(WRITES + " mailboxes were made on a full disk");
    }

    private static String postgresql() {
        return Machine.shell("s6-svstat -o pid \"$SCAN/postgresql\"").expectOk().out();
    }

    /** What came a moment after the database or the foreign operator was started anew waits for its next try, in minutes. */
    private static void tryNow() {
        Machine.shell("postqueue -c \"$VM_CONF/postfix\" -f").expectOk();
    }

    private static void delivered(String box, Message message) {
        try (Imap imap = Hospital.patientImap(box)) {
            Await.until("it is delivered", RECOVERY, () -> {
                tryNow();
                return !imap.search("INBOX", "HEADER Message-ID " + message.id())
                        .isEmpty();
            });
        }
    }
}
