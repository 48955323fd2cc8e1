package fr.vaguemestre.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fr.vaguemestre.api.access.Caller;
import fr.vaguemestre.api.audit.AuditEntry;
import fr.vaguemestre.api.audit.AuditQuery;
import fr.vaguemestre.api.audit.AuditVerification;
import fr.vaguemestre.api.paging.Page;
import fr.vaguemestre.api.paging.PageRequest;
import fr.vaguemestre.api.problem.Forbidden;
import fr.vaguemestre.api.problem.Invalid;
import fr.vaguemestre.api.store.Act;
import fr.vaguemestre.store.TestStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The chain as PostgreSQL writes it and Java reads it. */
class AuditTrailTest {
    private static final String A = "750000001";
    private static final String B = "2A0000002";
    private static final TestStore STORE = TestStore.with(new AuditSchema());
    private static final ChainedAuditService AUDIT =
            new ChainedAuditService(STORE.work(), STORE.factory("audit"), new AnchorBook(folder()), Clock.systemUTC());

    private final Caller ofA = TestStore.domainAdmin(A);
    private final Caller ofB = TestStore.domainAdmin(B);
    private final Caller all = TestStore.superAdmin();

    private static Path folder() {
        try {
            return Files.createTempDirectory("anchors");
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    @AfterAll
    static void end() {
        STORE.close();
    }

    @BeforeEach
    void threeChains() {
        STORE.tamper("TRUNCATE vm.audit_entry, vm.audit_head");
        for (int i = 1; i <= 3; i++) {
            AUDIT.record(ofA, new Act("bal.create", "zoé:" + i + "@a.test", "détail, 3:x, \u001f '\\ é" + i));
        }
        AUDIT.record(ofB, Act.of("bal.create", "b@b.test"));
        AUDIT.record(all, Act.of("access.sign-in-refused", "mallory"));
    }

    @Test
    void javaFindsTheHashesOfPostgresqlInEachChain() {
        assertThat(AUDIT.verify(ofA)).isEqualTo(AuditVerification.intact(3));
        assertThat(AUDIT.verify(ofB)).isEqualTo(AuditVerification.intact(1));
        assertThat(AUDIT.verify(all)).isEqualTo(AuditVerification.intact(5));
        assertThat(STORE.look("SELECT count(*) FROM vm.audit_entry WHERE tenant = '" + Caller.PLATFORM + "'"))
                .isEqualTo("1");
    }

    @Test
    @Tag("fault-70")
    void aChangedEntryIsNamed() {
        STORE.tamper("UPDATE vm.audit_entry SET subject = 'somebody else' WHERE tenant = '" + A + "' AND sequence = 2");
        assertThat(AUDIT.verify(ofA).firstBad()).contains(A + "/2");
        assertThat(AUDIT.verify(all).firstBad()).contains(A + "/2");
        assertThat(AUDIT.verify(ofB).intact()).isTrue();
    }

    @Test
    @Tag("fault-70")
    void aMissingEntryAndACutTailAreNamed() {
        STORE.tamper("DELETE FROM vm.audit_entry WHERE tenant = '" + A + "' AND sequence = 1");
        assertThat(AUDIT.verify(ofA).firstBad()).contains(A + "/1");
        STORE.tamper("DELETE FROM vm.audit_entry WHERE tenant = '" + B + "'");
        assertThat(AUDIT.verify(ofB).firstBad()).contains(B + "/1");
    }

    @Test
    @Tag("fault-70")
    void aCutTailIsNamed() {
        STORE.tamper("DELETE FROM vm.audit_entry WHERE tenant = '" + A + "' AND sequence = 3");
        assertThat(AUDIT.verify(ofA).firstBad()).contains(A + "/3");
    }

    @Test
    void movingABoundaryBetweenTwoPartsIsNoticed() {
        AUDIT.record(ofB, new Act("bal.change", "ab", "c"));
        STORE.tamper(
                "UPDATE vm.audit_entry SET object = 'a', detail = 'bc' WHERE tenant = '" + B + "' AND sequence = 2");
        assertThat(AUDIT.verify(ofB).firstBad()).contains(B + "/2");
    }

    @Test
    void theApplicationCanOnlyAppendInItsTenantAndReadIt() throws SQLException {
        try (Connection app = STORE.as("vm_app")) {
            for (String refused : List.of(
                    "UPDATE vm.audit_entry SET subject = 'x' RETURNING 1",
                    "DELETE FROM vm.audit_entry RETURNING 1",
                    "INSERT INTO vm.audit_entry SELECT * FROM vm.audit_entry RETURNING 1",
                    "UPDATE vm.audit_head SET sequence = 0 RETURNING 1",
                    "SELECT vm.audit_append('a', 'b.c', '', '', '')")) {
                assertThatThrownBy(() -> TestStore.first(app, refused))
                        .as(refused)
                        .isInstanceOf(SQLException.class)
                        .extracting(failure -> ((SQLException) failure).getSQLState())
                        .isEqualTo("42501");
            }
            assertThat(TestStore.first(app, "SELECT count(*) FROM vm.audit_entry"))
                    .isEqualTo("0");
        }
        try (Connection mail = STORE.as("mail_ro")) {
            assertThatThrownBy(() -> TestStore.first(mail, "SELECT vm.audit_append('a', 'b.c', '', '', '')"))
                    .hasMessageContaining("permission denied");
        }
    }

    @Test
    void whatIsNoEntryIsRefused() throws SQLException {
        try (Connection app = STORE.as("vm_app")) {
            app.setAutoCommit(false);
            for (List<String> refused : List.of(
                    List.of(A, "'', 'b.c', '', '', ''"),
                    List.of(A, "'a', 'verb', '', '', ''"),
                    List.of(A, "'a', 'B.c', '', '', ''"),
                    List.of(A, "NULL, 'b.c', '', '', ''"),
                    List.of(A, "'a', NULL, '', '', ''"),
                    List.of("75000000", "'a', 'b.c', '', '', ''"))) {
                TestStore.first(app, "SELECT set_config('vm.tenant', '" + refused.get(0) + "', true)");
                assertThatThrownBy(() -> TestStore.first(app, "SELECT vm.audit_append(" + refused.get(1) + ")"))
                        .as(refused.toString())
                        .extracting(failure -> ((SQLException) failure).getSQLState())
                        .isEqualTo("23514");
                app.rollback();
            }
            TestStore.first(app, "SELECT set_config('vm.tenant', '" + A + "', true)");
            assertThatThrownBy(() -> TestStore.first(app, "SELECT vm.audit_append('a', 'b.c', NULL, '', '')"))
                    .extracting(failure -> ((SQLException) failure).getSQLState())
                    .isEqualTo("23502");
            app.rollback();
        }
        assertThat(AUDIT.verify(all)).isEqualTo(AuditVerification.intact(5));
    }

    @Test
    void searchFiltersPagesAndStaysInTheTenant() {
        Page<AuditEntry> first = AUDIT.search(ofA, AuditQuery.all(), page(2, Optional.empty(), ""));
        assertThat(first.total()).isEqualTo(3);
        assertThat(first.items()).extracting(AuditEntry::sequence).containsExactly(3L, 2L);
        Page<AuditEntry> second = AUDIT.search(ofA, AuditQuery.all(), page(2, first.nextCursor(), ""));
        assertThat(second.items()).extracting(AuditEntry::sequence).containsExactly(1L);
        assertThat(second.nextCursor()).isEmpty();
        assertThat(AUDIT.search(ofA, AuditQuery.all(), page(9, Optional.empty(), "ZOÉ:2"))
                        .items())
                .hasSize(1);
        var signIns = new AuditQuery(
                Optional.empty(), Optional.of("access"), Optional.empty(), Optional.empty(), Optional.empty());
        assertThat(AUDIT.search(all, signIns, PageRequest.first()).items())
                .extracting(AuditEntry::object)
                .containsExactly("mallory");
        assertThat(AUDIT.search(ofA, signIns, PageRequest.first()).items()).isEmpty();
        assertThatThrownBy(() -> AUDIT.search(ofA, AuditQuery.all(), page(9, Optional.of("nonsense"), "")))
                .isInstanceOf(Invalid.class);
        assertThatThrownBy(() -> AUDIT.search(TestStore.user(A), AuditQuery.all(), PageRequest.first()))
                .isInstanceOf(Forbidden.class);
    }

    @Test
    void writersInParallelMakeOneChainWithoutGaps() throws InterruptedException {
        List<Thread> writers = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            writers.add(Thread.ofPlatform().start(() -> {
                for (int j = 0; j < 10; j++) {
                    AUDIT.record(ofB, Act.of("bal.create", "x" + j));
                }
            }));
        }
        for (Thread writer : writers) {
            writer.join();
        }
        assertThat(AUDIT.verify(ofB)).isEqualTo(AuditVerification.intact(81));
        assertThat(STORE.look("SELECT count(*) FROM (SELECT at <= lag(at) OVER (ORDER BY sequence) AS back"
                        + " FROM vm.audit_entry WHERE tenant = '" + B + "') steps WHERE back"))
                .as("entries that are not later than the one before")
                .isEqualTo("0");
    }

    private static PageRequest page(int limit, Optional<String> cursor, String text) {
        return new PageRequest(limit, cursor, Optional.of(text), Optional.empty());
    }
}
