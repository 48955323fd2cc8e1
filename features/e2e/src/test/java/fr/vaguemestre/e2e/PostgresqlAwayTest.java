package fr.vaguemestre.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import fr.vaguemestre.e2e.driver.Await;
import fr.vaguemestre.e2e.driver.Message;
import fr.vaguemestre.e2e.driver.Reply;
import fr.vaguemestre.e2e.driver.Rest;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * PostgreSQL away, in the three ways that it can be: clients of mail are told to come back, and soon after its return they may.
 * Where {@code dbwatch} is stopped, or Dovecot's {@code auth_internal_failure_delay} for submission is taken out, this fails.
 */
@Order(World.LATE)
class PostgresqlAwayTest {
    /** Dovecot tries again after 1, 5, 25 s and more: left alone it would then wait for some time. */
    private static final Duration LONG_ENOUGH = Duration.ofSeconds(35);

    @Test
    void stoppedForAWhileNobodyIsToldNeverAndNothingIsLost() {
        new Absence().play(() -> Machine.stop("postgresql"), LONG_ENOUGH, PostgresqlAwayTest::start);
        Machine.healthy();
    }

    @Test
    void hungItKeepsNobodyOutForGood() {
        Absence absence = new Absence();
        CompletableFuture<String> imap;
        Machine.shell("pkill -STOP -u postgres").expectOk();
        try {
            imap = CompletableFuture.supplyAsync(absence::toldBySigningIn);
            Reply reply = absence.authenticated();
            assertThat(reply.code()).as(reply.text()).isEqualTo(454);
        } finally {
            Machine.shell("pkill -CONT -u postgres").expectOk();
        }
        // Before a token is tried: that may end Dovecot's sign-in process while the database comes back
        // (docs/adr/0038),
        // and with it the session that waits here.
        assertThat(imap.join()).matches("OK .*|NO \\[UNAVAILABLE].*|closed");
        absence.allIsRightAgain();
        Machine.healthy();
    }

    @Test
    @Tag("fault-4")
    void killedItIsStartedAgainAndPeopleSignIn() {
        Absence absence = new Absence();
        String before = process();
        Machine.kill("postgresql");
        Await.until(
                "another PostgreSQL answers",
                Duration.ofSeconds(30),
                () -> !process().equals(before) && process().endsWith(" true"));
        absence.allIsRightAgain();
        Machine.healthy();
    }

    /** A delivery asks Dovecot's dict for two scripts; with several dead connections it would be put off, for two minutes. */
    @Test
    void begunAnewWithinASecondItPutsNoDeliveryOff() {
        String box = Hospital.open().box("aussitot");
        for (int i = 0; i < 5; i++) {
            Message before = Message.plain(World.FOREIGN, box, "avant " + i);
            World.fromForeign(box, before).expect(250);
            assertThat(Hospital.received(box, before)).isNotEmpty();
        }
        int reloads = reloads();
        Machine.inside("/opt/vaguemestre/bin/control", "restart", "postgresql").expectOk();
        Await.until("Dovecot is told", Duration.ofSeconds(10), () -> reloads() > reloads);
        Machine.healthy();

        Message after = Message.plain(World.FOREIGN, box, "apres");
        World.fromForeign(box, after).expect(250);

        assertThat(Hospital.received(box, after)).isNotEmpty();
    }

    private static int reloads() {
        return Integer.parseInt(Machine.shell("grep -c 'are reloaded' \"$VM_LOG/dbwatch/current\" || true")
                .expectOk()
                .out()
                .strip());
    }

    @Test
    void killedDuringWritesNothingThatWasAnsweredIsLost() {
        Hospital hospital = Hospital.open(10_000, 1L << 45);
        Set<String> promised = ConcurrentHashMap.newKeySet();
        Set<String> asked = ConcurrentHashMap.newKeySet();
        AtomicBoolean over = new AtomicBoolean();
        String before = process();
        try (ExecutorService clients = Executors.newFixedThreadPool(8)) {
            for (int client = 0; client < 8; client++) {
                String prefix = "client" + client + "n";
                clients.execute(() -> {
                    for (int number = 0; !over.get(); number++) {
                        String address = hospital.address(prefix + number);
                        asked.add(address);
                        if (answered(hospital, address) == 201) {
                            promised.add(address);
                        } else {
                            return;
                        }
                    }
                });
            }
            Await.until("some are answered", Duration.ofSeconds(60), () -> promised.size() >= 60);
            Machine.kill("postgresql");
            Await.until(
                    "another PostgreSQL answers",
                    Duration.ofSeconds(30),
                    () -> !process().equals(before) && process().endsWith(" true"));
            over.set(true);
        }
        Machine.healthy();
        assertThat(stored(hospital)).as("each that was answered 201").containsAll(promised);
        // What was not answered is asked for again by the same key: made now, or found to be there, or told that the
        // first
        // one may still be under way, as a key that could not be given back is for a minute; then without a key.
        for (String address : asked) {
            if (!promised.contains(address)) {
                assertThat(answered(hospital, address)).as(address).isIn(201, 409);
                assertThat(hospital.admin()
                                .post("/mailboxes", World.org(address))
                                .status())
                        .isIn(201, 409);
            }
        }
        assertThat(stored(hospital)).containsExactlyInAnyOrderElementsOf(asked);
        assertThat(Machine.sql("SELECT count(*), count(DISTINCT object) FROM vm.audit_entry WHERE tenant = '"
                                + hospital.finess() + "' AND action = 'bal.create'")
                        .strip())
                .as("one entry each")
                .isEqualTo(asked.size() + "|" + asked.size());
        assertThat(hospital.admin()
                        .get("/admin/audit/verify")
                        .expect(200)
                        .json()
                        .path("intact")
                        .asBoolean())
                .isTrue();
    }

    /** The status; 0 where there was none. */
    private static int answered(Hospital hospital, String address) {
        try {
            return hospital.admin()
                    .send("POST", "/mailboxes", Rest.json(World.org(address)), "Idempotency-Key", "key-" + address)
                    .status();
        } catch (UncheckedIOException broken) {
            return 0;
        }
    }

    private static List<String> stored(Hospital hospital) {
        return Machine.sql("SELECT address FROM mail.mailbox WHERE domain = '" + hospital.domain() + "'")
                .lines()
                .toList();
    }

    /** Its process, and whether it answers. */
    private static String process() {
        return Machine.shell("s6-svstat -o pid,ready \"$SCAN/postgresql\"")
                .expectOk()
                .out()
                .strip();
    }

    /** Comes back when it answers. */
    static void start() {
        Machine.inside("/opt/vaguemestre/bin/control", "start", "postgresql").expectOk();
    }
}
