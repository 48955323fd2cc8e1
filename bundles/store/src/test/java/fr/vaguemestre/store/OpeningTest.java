package fr.vaguemestre.store;

import static fr.vaguemestre.store.TestStore.first;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fr.vaguemestre.api.access.Caller;
import fr.vaguemestre.api.store.Act;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.PGConnection;

/** What opens a transaction goes with its first statement, however that is run, and never with one of another transaction. */
class OpeningTest {
    private static final String A = "750000001";
    private static final String B = "130000002";
    private static final Act ACT = Act.of("notes.write", "a note");
    private static final String COUNT = "SELECT count(*) FROM vm.notes_note WHERE id < ?";
    private static final String TENANT = "SELECT coalesce(current_setting('vm.tenant', true), '')";
    private static final TestStore STORE = TestStore.with(new NotesSchema());

    private Connection connection;

    @AfterAll
    static void end() {
        STORE.close();
    }

    @BeforeEach
    void oneNoteOfAAndTwoOfB() throws SQLException {
        STORE.tamper("TRUNCATE vm.notes_note, vm.notes_act");
        STORE.tamper("INSERT INTO vm.notes_note VALUES (1, '" + A + "', 'a1'), (3, '" + B + "', 'b1'), (4, '" + B
                + "', 'b2')");
        connection = STORE.pool().getConnection();
        connection.setAutoCommit(false);
    }

    @AfterEach
    void giveBack() throws SQLException {
        connection.close();
    }

    private void open(String tenant) throws SQLException {
        connection.unwrap(Openable.class).openWith(Opening.toWrite(tenant));
    }

    private long count(PreparedStatement statement) throws SQLException {
        try (ResultSet rows = statement.executeQuery()) {
            assertThat(rows.next()).isTrue();
            return rows.getLong(1);
        }
    }

    @Test
    void nothingIsAskedBeforeTheFirstStatement() throws SQLException {
        int session = connection.unwrap(PGConnection.class).getBackendPID();
        String idle =
                "SELECT state || coalesce(' since ' || xact_start, '') FROM pg_stat_activity WHERE pid = " + session;
        open(A);
        assertThat(STORE.look(idle)).isEqualTo("idle");
        try (PreparedStatement statement = connection.prepareStatement(COUNT)) {
            statement.setLong(1, 100);
            assertThat(STORE.look(idle)).isEqualTo("idle");
            assertThat(count(statement)).isEqualTo(1);
        }
        assertThat(STORE.look(idle)).startsWith("idle in transaction since");
        assertThat(first(connection, "SHOW synchronous_commit")).isEqualTo("off");
    }

    @Test
    void eachWayToRunAnswersAsWithoutIt() throws SQLException {
        open(B);
        try (PreparedStatement update =
                connection.prepareStatement("UPDATE vm.notes_note SET text = ? || id WHERE id > ?")) {
            update.setString(1, "it's ?");
            update.setLong(2, 0);
            assertThat(update.executeUpdate()).isEqualTo(2);
        }
        assertThat(first(connection, "SELECT string_agg(text, '/' ORDER BY id) FROM vm.notes_note"))
                .isEqualTo("it's ?3/it's ?4");
        connection.rollback();
        open(B);
        try (PreparedStatement several = connection.prepareStatement("SELECT ?; DELETE FROM vm.notes_note")) {
            several.setString(1, "one");
            assertThat(several.execute()).isTrue();
            try (ResultSet rows = several.getResultSet()) {
                assertThat(rows.next()).isTrue();
                assertThat(rows.getString(1)).isEqualTo("one");
            }
            assertThat(several.getMoreResults()).isFalse();
            assertThat(several.getUpdateCount()).isEqualTo(2);
        }
        connection.rollback();
        open(B);
        try (PreparedStatement large = connection.prepareStatement("DELETE FROM vm.notes_note")) {
            assertThat(large.executeLargeUpdate()).isEqualTo(2);
        }
    }

    @Test
    void whereItCannotGoAlongItIsSentBefore() throws SQLException {
        open(A);
        try (Statement plain = connection.createStatement()) {
            assertThat(plain.executeUpdate("DELETE FROM vm.notes_note")).isEqualTo(1);
        }
        connection.rollback();
        open(A);
        connection.setSavepoint();
        assertThat(first(connection, TENANT)).isEqualTo(A);
        connection.rollback();
        open(A);
        try (PreparedStatement keyed = connection.prepareStatement(
                "INSERT INTO vm.notes_note VALUES (7, ?, 'x')", Statement.RETURN_GENERATED_KEYS)) {
            keyed.setString(1, A);
            assertThat(keyed.executeUpdate()).isEqualTo(1);
        }
        connection.rollback();
        open(A);
        try (PreparedStatement batch =
                connection.prepareStatement("INSERT INTO vm.notes_note VALUES (?, ?, 'n' || ?)")) {
            for (int id = 10; id < 13; id++) {
                batch.setLong(1, id);
                batch.setString(2, A);
                batch.setInt(3, id);
                batch.addBatch();
            }
            assertThat(batch.executeBatch()).containsExactly(1, 1, 1);
        }
        connection.rollback();
        open(A);
        try (PreparedStatement cursor = connection.prepareStatement(COUNT)) {
            cursor.setFetchSize(1);
            cursor.setLong(1, 100);
            assertThat(count(cursor)).isEqualTo(1);
        }
    }

    @Test
    void aStatementThatIsRunAgainOpensNothingAgain() throws SQLException {
        open(A);
        try (PreparedStatement again = connection.prepareStatement(COUNT)) {
            again.setLong(1, 100);
            assertThat(count(again)).isEqualTo(1);
            assertThat(count(again)).isEqualTo(1);
            again.setLong(1, 0);
            assertThat(count(again)).isZero();
            again.setLong(1, 100);
            connection.commit();
            assertThat(count(again)).as("nobody said whose").isZero();
            connection.commit();
            open(B);
            assertThat(count(again)).isEqualTo(2);
        }
    }

    @Test
    void aStatementRunOnceNeverTakesItsTenantIntoTheNextTransaction() throws SQLException {
        open(A);
        try (PreparedStatement once = connection.prepareStatement(COUNT)) {
            once.setLong(1, 100);
            assertThat(count(once)).isEqualTo(1);
            connection.commit();
            assertThat(count(once)).isZero();
            connection.commit();
            open(B);
            assertThat(count(once)).isEqualTo(2);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"commit", "rollback", "autocommit", "pool"})
    void anEndWithoutAnyStatementForgetsIt(String how) throws SQLException {
        open(A);
        switch (how) {
            case "commit" -> connection.commit();
            case "rollback" -> connection.rollback();
            case "autocommit" -> connection.setAutoCommit(true);
            default -> {
                connection.close();
                connection = STORE.pool().getConnection();
            }
        }
        assertThat(first(connection, TENANT)).isEmpty();
        assertThat(first(connection, "SELECT count(*) FROM vm.notes_note")).isEqualTo("0");
    }

    @Test
    void aFailureOfTheFirstStatementLeavesNothingBehind() throws SQLException {
        open(A);
        try (PreparedStatement wrong = connection.prepareStatement("SELECT 1 / (? - 1)")) {
            wrong.setInt(1, 1);
            assertThatThrownBy(wrong::executeQuery).hasMessageContaining("division by zero");
        }
        assertThatThrownBy(() -> first(connection, TENANT)).hasMessageContaining("aborted");
        connection.rollback();
        assertThat(first(connection, TENANT)).isEmpty();
        assertThat(first(connection, "SHOW synchronous_commit")).isEqualTo("on");
    }

    @Test
    void whatTheDriverRefusesToSendDoesNotLoseIt() throws SQLException {
        open(A);
        try (PreparedStatement without = connection.prepareStatement(COUNT)) {
            assertThatThrownBy(without::executeQuery).hasMessageContaining("parameter");
            without.setLong(1, 100);
            assertThat(count(without)).isEqualTo(1);
        }
    }

    @Test
    void aTenantIsNeverText() throws SQLException {
        String hostile = A + "', true); UPDATE vm.notes_note SET text = 'x'; SELECT ('";
        open(hostile);
        try (PreparedStatement told = connection.prepareStatement(TENANT);
                ResultSet rows = told.executeQuery()) {
            assertThat(rows.next()).isTrue();
            assertThat(rows.getString(1)).isEqualTo(hostile);
        }
        assertThat(first(connection, "SELECT count(*) FROM vm.notes_note")).isEqualTo("0");
    }

    @Test
    void aUnitWithoutAnyStatementIsKeptAndOneWithinAnotherHasItsOwnTenant() {
        Caller ofA = TestStore.domainAdmin(A);
        STORE.work().write(ofA, STORE.factory("notes"), ACT, scope -> true);
        assertThat(STORE.look("SELECT string_agg(tenant, ' ') FROM vm.notes_act"))
                .isEqualTo(A);
        assertThat(STORE.work().<String>read(ofA, STORE.factory("notes"), scope -> "nothing"))
                .isEqualTo("nothing");
        String seen = STORE.work().read(ofA, STORE.factory("notes"), outer -> {
            String inner = STORE.work()
                    .read(
                            TestStore.domainAdmin(B),
                            STORE.factory("notes"),
                            scope -> first(scope.connection(), "SELECT count(*) FROM vm.notes_note"));
            return inner + "/" + first(outer.connection(), "SELECT count(*) FROM vm.notes_note");
        });
        assertThat(seen).isEqualTo("2/1");
    }
}
