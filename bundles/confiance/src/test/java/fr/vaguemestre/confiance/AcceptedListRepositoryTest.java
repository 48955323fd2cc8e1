package fr.vaguemestre.confiance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fr.vaguemestre.audit.AuditSchema;
import fr.vaguemestre.store.TestStore;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AcceptedListRepositoryTest {
    private static final TestStore STORE = TestStore.with(new AuditSchema(), new ConfianceSchema());
    private static final Instant MADE = Instant.parse("2026-11-22T10:00:00Z");

    private final AcceptedLists lists = new AcceptedListRepository(STORE.work(), STORE.factory("confiance"));

    @AfterAll
    static void end() {
        STORE.close();
    }

    @BeforeEach
    void empty() {
        STORE.tamper("TRUNCATE vm.confiance_list");
    }

    @Test
    void whatIsKeptComesBackAsItWas() {
        assertThat(lists.load()).isEmpty();
        assertThat(lists.digest()).isEmpty();
        assertThat(lists.keep(TestStore.superAdmin(), list("a", MADE))).isTrue();

        assertThat(lists.digest()).contains("a".repeat(64));
        var kept = lists.load().orElseThrow();
        assertThat(kept.signed()).containsExactly(1, 2, 3);
        assertThat(kept.generatedAt()).isEqualTo(MADE);
        assertThat(kept.acceptedAt()).isEqualTo(MADE.plusSeconds(60));
    }

    @Test
    void anOlderListNeverReplacesANewerOneAndTheTrailTellsWhoAccepted() {
        lists.keep(TestStore.superAdmin(), list("a", MADE));
        assertThat(lists.keep(TestStore.superAdmin(), list("b", MADE.minusSeconds(1))))
                .isFalse();
        assertThat(lists.digest()).contains("a".repeat(64));
        assertThat(lists.keep(TestStore.superAdmin(), list("c", MADE.plusSeconds(1))))
                .isTrue();
        assertThat(lists.digest()).contains("c".repeat(64));
        assertThat(STORE.look("SELECT subject || ' ' || object FROM vm.audit_entry WHERE action = 'confiance.accept'"
                        + " ORDER BY sequence DESC LIMIT 1"))
                .isEqualTo("cli:test " + "c".repeat(64));
    }

    @Test
    void aTenantNeitherSeesNorReplacesIt() throws Exception {
        lists.keep(TestStore.superAdmin(), list("a", MADE));
        try (var connection = STORE.as("vm_app")) {
            connection.setAutoCommit(false);
            TestStore.first(connection, "SELECT set_config('vm.tenant', '310000000', true)");
            assertThat(TestStore.first(connection, "SELECT count(*) FROM vm.confiance_list"))
                    .isEqualTo("0");
            assertThatThrownBy(() -> connection
                            .createStatement()
                            .execute("INSERT INTO vm.confiance_list VALUES ('310000000', now(), '" + "b".repeat(64)
                                    + "', '\\x00', now(), 'x')"))
                    .hasMessageContaining("row");
        }
    }

    private static AcceptedList list(String digit, Instant generatedAt) {
        return new AcceptedList(new byte[] {1, 2, 3}, generatedAt, digit.repeat(64), generatedAt.plusSeconds(60));
    }
}
