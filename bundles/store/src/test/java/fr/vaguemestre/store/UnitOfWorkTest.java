package fr.vaguemestre.store;

import static fr.vaguemestre.store.TestStore.first;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import fr.vaguemestre.api.access.Caller;
import fr.vaguemestre.api.event.DomainEvent;
import fr.vaguemestre.api.problem.Conflict;
import fr.vaguemestre.api.problem.Forbidden;
import fr.vaguemestre.api.problem.Unavailable;
import fr.vaguemestre.api.store.Act;
import fr.vaguemestre.api.store.UnitOfWork;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import javax.persistence.EntityManagerFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The first tests of the house: all or nothing, and never another tenant's row. */
class UnitOfWorkTest {
    private static final String A = "750000001";
    private static final String B = "130000002";
    private static final Act ACT = Act.of("notes.write", "a note");
    private static final TestStore STORE = TestStore.with(new NotesSchema());
    private static final UnitOfWork WORK = STORE.work();
    private static final EntityManagerFactory NOTES = STORE.factory("notes");

    private final Caller ofA = TestStore.domainAdmin(A);
    private final Caller ofB = TestStore.domainAdmin(B);

    @AfterAll
    static void end() {
        STORE.close();
    }

    @BeforeEach
    void twoTenantsWithTwoNotesEach() {
        STORE.tamper("TRUNCATE vm.notes_note, vm.notes_act");
        STORE.tamper("DELETE FROM vm.store_outbox");
        STORE.tamper("INSERT INTO vm.notes_note VALUES (1, '" + A + "', 'a1'), (2, '" + A + "', 'a2'), (3, '" + B
                + "', 'b1'), (4, '" + B + "', 'b2')");
    }

    @Test
    void rowEventAndActCommitTogether() {
        WORK.write(ofA, NOTES, ACT, scope -> {
            scope.entities().persist(new NoteEntity(10, A, "ten"));
            scope.publish(new DomainEvent("notes.written", Map.of("word", "ten", "quote", "it's \"so\", {x}")));
            return 1;
        });
        assertThat(counts()).isEqualTo("5/1/1");
        assertThat(STORE.look("SELECT facts->>'quote' FROM vm.store_outbox")).isEqualTo("it's \"so\", {x}");
    }

    @Test
    void theWorkMayTellTheActMoreExactly() {
        WORK.write(ofA, NOTES, ACT, scope -> {
            scope.tell(Act.of("notes.write-more", "ten"));
            return 1;
        });
        assertThat(STORE.look("SELECT string_agg(action, ' ') FROM vm.notes_act"))
                .isEqualTo("notes.write-more");
    }

    @Test
    void aRefusedActLeavesNoRowAndNoEvent() {
        Caller nameless =
                new Caller("", "", Optional.of(A), ofA.roles(), ofA.domains(), ofA.mailboxes(), ofA.correlationId());
        assertThatThrownBy(() -> WORK.write(nameless, NOTES, ACT, scope -> {
                    scope.entities().persist(new NoteEntity(11, A, "eleven"));
                    scope.publish(new DomainEvent("notes.written", Map.of("word", "eleven")));
                    return 1;
                }))
                .hasMessageContaining("notes_act_subject_check");
        assertThat(counts()).isEqualTo("4/0/0");
    }

    @Test
    void aFailureOfTheWorkLeavesNothing() {
        assertThatThrownBy(() -> WORK.write(ofA, NOTES, ACT, scope -> {
                    scope.entities().persist(new NoteEntity(12, A, "twelve"));
                    scope.entities().flush();
                    scope.publish(new DomainEvent("notes.written", Map.of()));
                    throw new IllegalStateException("boom");
                }))
                .hasMessage("boom");
        assertThat(counts()).isEqualTo("4/0/0");
    }

    @Test
    void aSwallowedSqlErrorIsCaughtBeforeCommit() {
        assertThatThrownBy(() -> WORK.write(ofA, NOTES, ACT, scope -> {
                    scope.entities().persist(new NoteEntity(13, A, "thirteen"));
                    scope.entities().flush();
                    assertThatThrownBy(() -> first(scope.connection(), "SELECT 1/0"))
                            .isInstanceOf(SQLException.class);
                    return 1;
                }))
                .hasMessageContaining("current transaction is aborted");
        assertThat(counts()).isEqualTo("4/0/0");
    }

    @Test
    @Tag("fault-19")
    void aDiskWithoutRoomIsToldAsUnavailableAndNothingIsLeft() {
        assertThatThrownBy(() -> WORK.write(ofA, NOTES, ACT, scope -> {
                    scope.entities().persist(new NoteEntity(15, A, "fifteen"));
                    scope.entities().flush();
                    scope.connection()
                            .createStatement()
                            .execute("DO $$ BEGIN RAISE EXCEPTION 'no room' USING ERRCODE = 'disk_full'; END $$");
                    return 1;
                }))
                .isInstanceOf(Unavailable.class);
        assertThat(counts()).isEqualTo("4/0/0");
    }

    @Test
    void aConstraintIsToldInTheCapabilitysOwnWords() {
        assertThatThrownBy(() -> WORK.write(ofA, NOTES, ACT, scope -> {
                    scope.refuseAs("notes_word_once", () -> new Conflict("notes.word-taken", "taken"));
                    scope.entities().persist(new NoteEntity(14, A, "b1"));
                    return 1;
                }))
                .isInstanceOf(Conflict.class)
                .hasMessage("taken");
        assertThat(counts()).isEqualTo("4/0/0");
    }

    @Test
    void aReadCannotWriteAndTheNextTransactionCan() {
        assertThat(stateOf(catchThrowable(() -> WORK.read(ofA, NOTES, scope -> scope.entities()
                        .createQuery("delete from NoteEntity n")
                        .executeUpdate()))))
                .isEqualTo("25006");
        assertThatThrownBy(() -> WORK.read(ofA, NOTES, scope -> {
                    scope.publish(new DomainEvent("notes.written", Map.of()));
                    return 1;
                }))
                .hasMessageContaining("a read tells no facts");
        WORK.write(ofA, NOTES, ACT, scope -> {
            find(scope.entities().find(NoteEntity.class, 1L)).write("again");
            return 1;
        });
        assertThat(STORE.look("SELECT text FROM vm.notes_note WHERE id = 1")).isEqualTo("again");
    }

    @Test
    void aTenantSeesItsOwnRowsOnly() {
        assertThat(notes(ofA)).isEqualTo(2);
        assertThat(notes(ofB)).isEqualTo(2);
        assertThat(notes(ofA.in("990000009"))).isZero();
        assertThat(WORK.<Boolean>read(ofA, NOTES, scope -> scope.entities().find(NoteEntity.class, 3L) == null))
                .isTrue();
    }

    @Test
    void withoutATenantTheApplicationSeesNothingAndTheMailServersEverything() throws SQLException {
        assertThatThrownBy(() -> notes(TestStore.superAdmin())).isInstanceOf(Forbidden.class);
        try (Connection app = STORE.as("vm_app");
                Connection mail = STORE.as("mail_ro")) {
            assertThat(first(app, "SELECT count(*) FROM vm.notes_note")).isEqualTo("0");
            assertThat(first(mail, "SELECT count(*) FROM mail.note")).isEqualTo("4");
            assertThatThrownBy(() -> first(mail, "SELECT count(*) FROM vm.notes_note"))
                    .hasMessageContaining("permission denied");
            assertThatThrownBy(() -> first(app, "SELECT count(*) FROM mail.note"))
                    .hasMessageContaining("permission denied");
        }
    }

    @Test
    void aRowCannotBePutIntoAnotherTenant() {
        assertThat(stateOf(catchThrowable(() -> WORK.write(ofA, NOTES, ACT, scope -> {
                    scope.entities().persist(new NoteEntity(20, B, "smuggled"));
                    return 1;
                }))))
                .isEqualTo("42501");
        assertThat(stateOf(catchThrowable(() -> WORK.write(ofA, NOTES, ACT, scope -> {
                    find(scope.entities().find(NoteEntity.class, 1L)).move(B);
                    return 1;
                }))))
                .isEqualTo("42501");
        assertThat(counts()).isEqualTo("4/0/0");
    }

    @Test
    void theCacheNeverAnswersPastRowSecurity() {
        // A only reads: nothing leaks even with the shared cache. A must change the row for the test to tell.
        WORK.write(ofA, NOTES, ACT, scope -> {
            find(scope.entities().find(NoteEntity.class, 2L)).write("secret of A");
            return 1;
        });
        assertThat(WORK.<Boolean>read(ofB, NOTES, scope -> scope.entities().find(NoteEntity.class, 2L) == null))
                .isTrue();
        assertThat(WORK.<Integer>read(ofB, NOTES, scope -> scope.entities()
                        .createQuery("select n from NoteEntity n where n.id = 2")
                        .getResultList()
                        .size()))
                .isZero();
    }

    @Test
    void aPersistenceUnitWithASharedCacheIsRefused() {
        assertThatThrownBy(() -> WORK.read(ofA, STORE.factory("cached-notes"), scope -> 1))
                .hasMessageContaining("cache.shared.default");
    }

    @Test
    void onlyASuperAdministratorReadsAcrossTenantsAndWritesNowhere() {
        Caller all = TestStore.superAdmin();
        assertThat(WORK.<Long>readAll(all, NOTES, scope -> (Long) scope.entities()
                        .createQuery("select count(n) from NoteEntity n")
                        .getSingleResult()))
                .isEqualTo(4);
        assertThatThrownBy(() -> WORK.readAll(ofA, NOTES, scope -> 1)).isInstanceOf(Forbidden.class);
        assertThat(stateOf(catchThrowable(() -> WORK.readAll(all, NOTES, scope -> scope.entities()
                        .createQuery("delete from NoteEntity n")
                        .executeUpdate()))))
                .isIn("25006", "42501");
        assertThatThrownBy(() -> WORK.write(all, NOTES, ACT, scope -> 1)).isInstanceOf(Forbidden.class);
        assertThat(notes(ofA)).isEqualTo(2);
    }

    private static long notes(Caller caller) {
        return WORK.<Long>read(caller, NOTES, scope -> (Long) scope.entities()
                .createQuery("select count(n) from NoteEntity n")
                .getSingleResult());
    }

    private static NoteEntity find(NoteEntity found) {
        return Objects.requireNonNull(found);
    }

    private static String counts() {
        return STORE.look("SELECT (SELECT count(*) FROM vm.notes_note) || '/' || (SELECT count(*) FROM vm.store_outbox)"
                + " || '/' || (SELECT count(*) FROM vm.notes_act)");
    }

    private static String stateOf(Throwable failure) {
        return Objects.requireNonNull(SqlFailures.sqlCause(failure)).getSQLState();
    }
}
