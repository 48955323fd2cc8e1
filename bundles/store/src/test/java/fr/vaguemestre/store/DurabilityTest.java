package fr.vaguemestre.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import fr.vaguemestre.api.access.Caller;
import fr.vaguemestre.api.event.DomainEvent;
import fr.vaguemestre.api.event.DomainEventHandler;
import fr.vaguemestre.api.event.StoredEvent;
import fr.vaguemestre.api.problem.Unavailable;
import fr.vaguemestre.api.store.Act;
import fr.vaguemestre.testkit.Await;
import fr.vaguemestre.testkit.PostgresCluster;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * What a write promises, on a server whose log reaches the disk only when somebody waits for it, and which can be made to
 * wait for ever: for a standby that does not exist.
 */
class DurabilityTest {
    private static final Caller OF_A = TestStore.domainAdmin("750000001");
    private static final PostgresCluster CLUSTER = new PostgresCluster();
    private static final TestStore STORE = TestStore.on(CLUSTER, new NotesSchema());

    static {
        // Between its rounds nothing but a commit that waits brings the log to the disk.
        STORE.tamper("ALTER SYSTEM SET wal_writer_delay = '3s'");
        STORE.tamper("SELECT pg_reload_conf()");
    }

    @AfterAll
    static void end() {
        STORE.close();
        CLUSTER.close();
    }

    @AfterEach
    void nobodyWaitsForAStandby() {
        standby("");
    }

    @Test
    void whatIsAnsweredOutlivesACrashAndWhatDoesNotWaitDoesNot() {
        boolean lost = false;
        // A machine that is busy may take longer to crash than the server needs to its next round: then another crash
        // tells.
        for (int crash = 1; crash <= 5 && !lost; crash++) {
            lost = carelessWriteIsLost(100 * crash);
        }
        assertThat(lost).as("what did not wait was lost once").isTrue();
    }

    /** Crashes after a write that is answered and one that does not wait; the first must be there afterwards. */
    private static boolean carelessWriteIsLost(int number) {
        write(number + 1);
        withoutWaiting("INSERT INTO vm.notes_note VALUES (" + (number + 2) + ", '750000001', 'until the next round')");
        String end = STORE.look("SELECT pg_current_wal_insert_lsn()");
        Await.until("a round is over", 30, () -> STORE.look("SELECT pg_current_wal_flush_lsn() >= '" + end + "'")
                .equals("t"));
        write(number + 3);
        withoutWaiting("INSERT INTO vm.notes_note VALUES (" + (number + 4) + ", '750000001', 'careless')");
        CLUSTER.crash();
        CLUSTER.restart();
        assertThat(there(number + 1) && there(number + 3)).isTrue();
        return !there(number + 4);
    }

    private static boolean there(int id) {
        return STORE.look("SELECT count(*) FROM vm.notes_note WHERE id = " + id).equals("1");
    }

    @Test
    void othersNeedNotWaitForTheDiskOfAWriteThatIsNotAnsweredYet() {
        standby("nobody");
        CompletableFuture<Throwable> answer = CompletableFuture.supplyAsync(() -> catchThrowable(() -> write(10)));
        waiting("vm_app", 1);
        assertThat(answer).isNotDone();
        withoutWaiting("SELECT FROM vm.notes_note WHERE id = 10 FOR UPDATE NOWAIT");
        CompletableFuture<Throwable> second = CompletableFuture.supplyAsync(() -> catchThrowable(() -> write(11)));
        waiting("vm_app", 2);
        standby("");
        assertThat(answer.join()).isNull();
        assertThat(second.join()).isNull();
    }

    @Test
    void whereNobodyKnowsTheOutcomeThisIsTold() {
        standby("nobody");
        CompletableFuture<Throwable> answer = CompletableFuture.supplyAsync(() -> catchThrowable(() -> write(20)));
        waiting("vm_app", 1);
        STORE.look("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE wait_event = 'SyncRep'");
        assertThat(answer.join()).isInstanceOfSatisfying(Unavailable.class, problem -> assertThat(problem.code())
                .isEqualTo("store.outcome-unknown"));
        standby("");
        write(21);
    }

    @Test
    void noHandlerHearsOfAFactThatACrashCouldTakeBack() {
        var heard = new CopyOnWriteArrayList<String>();
        STORE.relay(new DomainEventHandler() {
            @Override
            public String name() {
                return "outside";
            }

            @Override
            public Set<String> types() {
                return Set.of("notes.written");
            }

            @Override
            public void handle(StoredEvent event) {
                heard.add(String.valueOf(event.event().facts().get("word")));
            }
        });
        write(30);
        Await.until("the first is heard of", 30, () -> heard.contains("word 30"));
        standby("nobody");
        CompletableFuture<Throwable> answer = CompletableFuture.supplyAsync(() -> catchThrowable(() -> write(31)));
        waiting("vm_app", 1);
        waiting("vm_relay", 1);
        assertThat(heard).isEqualTo(List.of("word 30"));
        standby("");
        assertThat(answer.join()).isNull();
        Await.until("the second is heard of", 30, () -> heard.contains("word 31"));
    }

    private static void write(long id) {
        STORE.work().write(OF_A, STORE.factory("notes"), Act.of("notes.write", "a note"), scope -> {
            scope.entities().persist(new NoteEntity(id, "750000001", "word " + id));
            scope.publish(new DomainEvent("notes.written", Map.of("word", "word " + id)));
            return true;
        });
    }

    /** Lets every commit that waits for the disk wait for that standby too; none with an empty name. */
    private static void standby(String name) {
        withoutWaiting("ALTER SYSTEM SET synchronous_standby_names = '" + name + "'");
        withoutWaiting("SELECT pg_reload_conf()");
        Await.until("the server has read it", 30, () -> STORE.look("SHOW synchronous_standby_names")
                .equals(name));
        if (!name.isEmpty()) {
            Await.until("commits wait for it", 30, DurabilityTest::commitsWait);
        }
    }

    /**
     * Whether a commit had to be called back from its wait. Commits wait only once the checkpointer has read the setting too, which
     * no session can look at.
     */
    private static boolean commitsWait() {
        try (Connection connection = STORE.superuser();
                Statement sql = connection.createStatement()) {
            sql.setQueryTimeout(1);
            sql.execute("SELECT pg_logical_emit_message(true, 'vm.probe', '')");
            return sql.getWarnings() != null;
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }

    /** Past row security, in a transaction that waits for nothing. */
    private static void withoutWaiting(String statement) {
        try (Connection connection = STORE.superuser();
                Statement sql = connection.createStatement()) {
            sql.execute("SET synchronous_commit = off");
            sql.execute(statement);
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }

    private static void waiting(String role, int sessions) {
        Await.until(sessions + " of " + role + " wait", 30, () -> STORE.look(
                        "SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'SyncRep' AND usename = '" + role
                                + "'")
                .equals(Integer.toString(sessions)));
    }
}
