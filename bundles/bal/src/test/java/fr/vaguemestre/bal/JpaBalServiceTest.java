package fr.vaguemestre.bal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import fr.vaguemestre.api.access.Caller;
import fr.vaguemestre.api.bal.Bal;
import fr.vaguemestre.api.bal.BalChange;
import fr.vaguemestre.api.bal.BalFilter;
import fr.vaguemestre.api.bal.BalState;
import fr.vaguemestre.api.bal.BalType;
import fr.vaguemestre.api.bal.Holder;
import fr.vaguemestre.api.bal.NewBal;
import fr.vaguemestre.api.bal.Publication;
import fr.vaguemestre.api.paging.Page;
import fr.vaguemestre.api.paging.PageRequest;
import fr.vaguemestre.api.problem.Conflict;
import fr.vaguemestre.api.problem.Forbidden;
import fr.vaguemestre.api.problem.Invalid;
import fr.vaguemestre.api.problem.Problem;
import fr.vaguemestre.store.TestStore;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class JpaBalServiceTest {
    private static final String CH = "ch.mssante.test";
    private static final String CLINIC = "clinique.mssante.test";
    private static final BalHouse HOUSE = new BalHouse();
    private static final JpaBalService BALS = HOUSE.bals();

    private final Caller all = TestStore.superAdmin();
    private final Caller ofCh = TestStore.domainAdmin(BalHouse.CH_FINESS, CH);
    private final Caller ofClinic = TestStore.domainAdmin(BalHouse.CLINIC_FINESS, CLINIC);

    @AfterAll
    static void end() {
        HOUSE.close();
    }

    @BeforeEach
    void twoDomainsWithoutMailboxes() {
        HOUSE.empty();
        BALS.policies = List.of();
    }

    @Test
    void aNewMailboxIsReadBackToldAuditedAndSeenByTheMailServers() throws SQLException {
        Bal made = BALS.create(ofCh, HOUSE.per("Kit", "DOC"));
        assertThat(made.address()).isEqualTo("kit.doc@" + CH);
        assertThat(made.state()).isEqualTo(BalState.ACTIVE);
        assertThat(made.publication().state()).isEqualTo(Publication.State.A_PUBLIER);
        assertThat(made.version()).isEqualTo(1);
        assertThat(BALS.get(ofCh, "KIT.doc@" + CH)).isEqualTo(made);
        try (Connection mail = HOUSE.store().as("mail_ro")) {
            assertThat(TestStore.first(mail, "SELECT address || ' ' || domain || ' ' || quota_bytes FROM mail.mailbox"))
                    .isEqualTo("kit.doc@" + CH + " " + CH + " 1073741824");
        }
        assertThat(HOUSE.store()
                        .look("SELECT type || ' ' || (facts->>'address') FROM vm.store_outbox ORDER BY id DESC"))
                .isEqualTo("bal.created kit.doc@" + CH);
        assertThat(HOUSE.store()
                        .look("SELECT action || ' ' || object || ' ' || subject FROM vm.audit_entry"
                                + " ORDER BY at DESC LIMIT 1"))
                .isEqualTo("bal.create kit.doc@" + CH + " " + ofCh.subject());
    }

    /** The real trail, which the database itself keeps from being written: nothing of the mailbox may stay. */
    @Test
    void withoutItsAuditEntryThereIsNoMailboxAndNoEvent() throws SQLException {
        String told = HOUSE.store().look("SELECT count(*) FROM vm.store_outbox");
        HOUSE.store()
                .tamper("ALTER TABLE vm.audit_entry ADD CONSTRAINT full_disk CHECK (action <> 'bal.create') NOT VALID");
        try {
            assertThatThrownBy(() -> BALS.create(ofCh, HOUSE.per("Kit", "DOC"))).isInstanceOf(RuntimeException.class);
        } finally {
            HOUSE.store().tamper("ALTER TABLE vm.audit_entry DROP CONSTRAINT full_disk");
        }
        assertThat(HOUSE.store().look("SELECT count(*) FROM vm.bal_bal")).isEqualTo("0");
        assertThat(HOUSE.store().look("SELECT count(*) FROM vm.store_outbox")).isEqualTo(told);
        try (Connection mail = HOUSE.store().as("mail_ro")) {
            assertThat(TestStore.first(mail, "SELECT count(*) FROM mail.mailbox"))
                    .isEqualTo("0");
        }
        assertThat(BALS.create(ofCh, HOUSE.per("Kit", "DOC")).address()).isEqualTo("kit.doc@" + CH);
    }

    @Test
    void homonymsGetADigitAndTheTrailNamesTheRealAddress() {
        assertThat(BALS.create(ofCh, HOUSE.per("Kit", "Doc")).address()).isEqualTo("kit.doc@" + CH);
        assertThat(BALS.create(ofCh, HOUSE.per("KIT", "DÔC")).address()).isEqualTo("kit.doc2@" + CH);
        BALS.close(ofCh, "kit.doc2@" + CH);
        assertThat(BALS.create(all, HOUSE.per("Kit", "Doc")).address()).isEqualTo("kit.doc3@" + CH);
        assertThat(HOUSE.store().look("SELECT object FROM vm.audit_entry ORDER BY at DESC LIMIT 1"))
                .isEqualTo("kit.doc3@" + CH);
    }

    @Test
    void anAddressIsGivenOnceForEver() {
        NewBal org = HOUSE.org("secretariat@" + CH);
        BALS.create(ofCh, org);
        assertThat(code(() -> BALS.create(ofCh, org))).isEqualTo("bal.address-taken");
        BALS.close(ofCh, "secretariat@" + CH);
        assertThat(code(() -> BALS.create(ofCh, org))).isEqualTo("bal.address-taken");
        assertThat(BALS.get(ofCh, "secretariat@" + CH).state()).isEqualTo(BalState.FERMEE);
    }

    @Test
    void aForeignDomainDoesNotExistAndNothingIsLeft() {
        assertThat(code(() -> BALS.create(ofClinic, HOUSE.org("x@" + CH)))).isEqualTo("tenancy.domain-unknown");
        assertThat(code(() -> BALS.create(ofCh, HOUSE.org("x@nowhere.mssante.test"))))
                .isEqualTo("tenancy.domain-unknown");
        assertThatThrownBy(() -> BALS.create(TestStore.user(BalHouse.CH_FINESS, "x@" + CH), HOUSE.org("x@" + CH)))
                .isInstanceOf(Forbidden.class);
        assertThat(HOUSE.store().look("SELECT count(*) FROM vm.bal_bal")).isEqualTo("0");
    }

    @Test
    void whoSeesWhat() {
        BALS.create(ofCh, HOUSE.org("un@" + CH));
        BALS.create(ofCh, HOUSE.org("deux@" + CH));
        BALS.create(ofClinic, HOUSE.org("trois@" + CLINIC));
        Caller user = TestStore.user(BalHouse.CH_FINESS, "un@" + CH, "trois@" + CLINIC);
        assertThat(addresses(all)).containsExactly("deux@" + CH, "trois@" + CLINIC, "un@" + CH);
        assertThat(addresses(all.in(BalHouse.CLINIC_FINESS))).containsExactly("trois@" + CLINIC);
        assertThat(addresses(ofCh)).containsExactly("deux@" + CH, "un@" + CH);
        assertThat(addresses(TestStore.domainAdmin(BalHouse.CH_FINESS, "labo." + CH)))
                .isEmpty();
        assertThat(addresses(user)).containsExactly("un@" + CH);
        assertThat(addresses(Caller.system(BalHouse.CH_FINESS, "c"))).hasSize(2);
        for (Caller stranger : List.of(ofClinic, user, TestStore.domainAdmin(BalHouse.CLINIC_FINESS, CH))) {
            assertThat(code(() -> BALS.get(stranger, "deux@" + CH))).isEqualTo("bal.unknown");
        }
        assertThat(code(() -> BALS.get(user, "trois@" + CLINIC))).isEqualTo("bal.unknown");
        assertThat(code(() -> BALS.close(ofClinic, "un@" + CH))).isEqualTo("bal.unknown");
        assertThat(BALS.get(all, "trois@" + CLINIC).domain()).isEqualTo(CLINIC);
    }

    @Test
    void listsFilterSearchSortAndPage() {
        BALS.create(ofCh, HOUSE.per("Anaïs", "L'Hôpital"));
        BALS.create(ofCh, HOUSE.per("Zoé", "Martin"));
        BALS.create(ofCh, HOUSE.org("cardio@" + CH));
        assertThat(list(page(9, Optional.empty(), "HOPITAL", "")).items())
                .extracting(Bal::displayName)
                .containsExactly("Anaïs L'Hôpital");
        for (String sort : List.of("address", "-address", "displayName", "-displayName", "createdAt", "-createdAt")) {
            List<Bal> whole = list(page(9, Optional.empty(), "", sort)).items();
            Page<Bal> first = list(page(2, Optional.empty(), "", sort));
            assertThat(first.total()).isEqualTo(3);
            Page<Bal> second = list(page(2, first.nextCursor(), "", sort));
            assertThat(second.nextCursor()).isEmpty();
            List<Bal> joined = new ArrayList<>(first.items());
            joined.addAll(second.items());
            assertThat(joined).as(sort).isEqualTo(whole);
        }
        assertThat(list(page(9, Optional.empty(), "", "-createdAt"))
                        .items()
                        .getFirst()
                        .address())
                .isEqualTo("cardio@" + CH);
        var organisational = new BalFilter(Optional.of(CH), Optional.of(BalType.ORG), Optional.of(BalState.ACTIVE));
        assertThat(BALS.list(ofCh, organisational, PageRequest.first()).items()).hasSize(1);
        assertThatThrownBy(() -> list(page(9, Optional.empty(), "", "colour"))).isInstanceOf(Invalid.class);
        String foreign =
                list(page(1, Optional.empty(), "", "address")).nextCursor().orElseThrow();
        assertThatThrownBy(() -> list(page(1, Optional.of(foreign), "", "createdAt")))
                .isInstanceOf(Invalid.class);
    }

    @Test
    void aChangeRaisesTheVersionAndAStaleOneIsRefused() {
        BALS.create(ofCh, HOUSE.per("Kit", "Doc"));
        Bal after = BALS.change(ofCh, "kit.doc@" + CH, change("Docteur Kit", 1L));
        assertThat(after.displayName()).isEqualTo("Docteur Kit");
        assertThat(after.version()).isEqualTo(2);
        assertThat(code(() -> BALS.change(ofCh, "kit.doc@" + CH, change("Autre", 1L))))
                .isEqualTo("bal.changed-meanwhile");
        assertThat(BALS.get(ofCh, "kit.doc@" + CH)).isEqualTo(after);
    }

    @Test
    void theRedListTakesAMailboxOutOfWhatIsPublished() {
        BALS.create(ofCh, HOUSE.per("Kit", "Doc"));
        var red = new BalChange(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(true),
                Optional.empty(),
                Optional.empty());
        assertThat(BALS.change(ofCh, "kit.doc@" + CH, red).publication().state())
                .isEqualTo(Publication.State.NON_PUBLIABLE);
    }

    @Test
    void suspensionAndClosingTakeItFromTheMailServersAndClosingIsForGood() throws SQLException {
        BALS.create(ofCh, HOUSE.per("Kit", "Doc"));
        String address = "kit.doc@" + CH;
        BALS.change(ofCh, address, state(BalState.SUSPENDUE));
        assertThat(alive()).isEqualTo("0");
        BALS.change(ofCh, address, state(BalState.ACTIVE));
        assertThat(alive()).isEqualTo("1");
        assertThatThrownBy(() -> BALS.change(ofCh, address, state(BalState.PURGEE)))
                .isInstanceOf(Invalid.class);
        Bal closed = BALS.close(ofCh, address);
        assertThat(closed.state()).isEqualTo(BalState.FERMEE);
        assertThat(closed.publication().state()).isEqualTo(Publication.State.NON_PUBLIABLE);
        assertThat(alive()).isEqualTo("0");
        assertThat(BALS.close(ofCh, address)).isEqualTo(closed);
        assertThat(code(() -> BALS.change(ofCh, address, state(BalState.ACTIVE))))
                .isEqualTo("bal.closed");
    }

    @Test
    void theDatabaseItselfKeepsAddressTypeAndTombstones() {
        BALS.create(ofCh, HOUSE.per("Kit", "Doc"));
        for (String forbidden : List.of(
                "UPDATE vm.bal_bal SET address = 'x@" + CH + "'",
                "UPDATE vm.bal_bal SET type = 'CAB'",
                "DELETE FROM vm.bal_bal")) {
            assertThatThrownBy(() -> HOUSE.store().tamper(forbidden))
                    .as(forbidden)
                    .hasMessageContaining("never");
        }
        BALS.close(ofCh, "kit.doc@" + CH);
        assertThatThrownBy(() -> HOUSE.store().tamper("UPDATE vm.bal_bal SET state = 'ACTIVE'"))
                .hasMessageContaining("closed for good");
    }

    @Test
    void whatTheMailServerUsesIsTold() {
        BALS.create(ofCh, HOUSE.per("Kit", "Doc"));
        try (Connection dovecot = HOUSE.store().as("mail_rw")) {
            TestStore.first(dovecot, "INSERT INTO mail.usage VALUES ('kit.doc@" + CH + "', 4711, 3) RETURNING 1");
        } catch (SQLException refused) {
            throw new AssertionError(refused);
        }
        assertThat(BALS.get(ofCh, "kit.doc@" + CH).usedBytes()).isEqualTo(4711);
        assertThat(BALS.get(all, "kit.doc@" + CH).usedBytes()).isEqualTo(4711);
        assertThat(list(PageRequest.first()).items().getFirst().usedBytes()).isEqualTo(4711);
    }

    @Test
    void quotasHoldForMailboxesAndStorage() {
        HOUSE.quota(CH, 2, 3L << 30);
        BALS.create(ofCh, HOUSE.org("un@" + CH));
        BALS.create(ofCh, HOUSE.org("deux@" + CH));
        assertThat(code(() -> BALS.create(ofCh, HOUSE.org("trois@" + CH)))).isEqualTo("bal.quota-mailboxes");
        BALS.close(ofCh, "un@" + CH);
        BALS.create(ofCh, HOUSE.org("trois@" + CH));
        assertThat(code(() -> BALS.change(ofCh, "deux@" + CH, quota((2L << 30) + 1))))
                .isEqualTo("bal.quota-storage");
        assertThat(BALS.change(ofCh, "deux@" + CH, quota(2L << 30)).quotaBytes())
                .isEqualTo(2L << 30);
        assertThat(code(() -> HOUSE.quota(CH, 1, 3L << 30))).isEqualTo("tenancy.quota-below-use");
        assertThat(code(() -> HOUSE.tenancy().delete(all, CH))).isEqualTo("tenancy.domain-in-use");
    }

    @Test
    @Tag("fault-45")
    void twoNodesRacingNeverPassTheQuotaNorGiveAnAddressTwice() throws InterruptedException {
        HOUSE.quota(CH, 10, 1L << 40);
        try (BalHouse second = HOUSE.secondNode()) {
            var made = new AtomicInteger();
            var refused = new AtomicInteger();
            List<Thread> racers = new ArrayList<>();
            for (int i = 0; i < 12; i++) {
                JpaBalService node = i % 2 == 0 ? BALS : second.bals();
                racers.add(Thread.ofPlatform().start(() -> {
                    for (int j = 0; j < 2; j++) {
                        try {
                            node.create(ofCh, HOUSE.per("Kit", "Doc"));
                            made.incrementAndGet();
                        } catch (Conflict full) {
                            refused.incrementAndGet();
                        }
                    }
                }));
            }
            for (Thread racer : racers) {
                racer.join();
            }
            assertThat(made).hasValue(10);
            assertThat(refused).hasValue(14);
            assertThat(HOUSE.store().look("SELECT count(DISTINCT address) FROM vm.bal_bal"))
                    .isEqualTo("10");
        }
    }

    @Test
    void aPolicyMayRefuseAndNothingIsLeft() {
        List<String> asked = new ArrayList<>();
        BALS.create(ofCh, HOUSE.per("Kit", "Doc"));
        BALS.policies = List.of((caller, domain, address, wanted) -> {
            asked.add(address);
            throw Invalid.field("address", "vendor.naming", "not like this");
        });
        assertThat(code(() -> BALS.create(ofCh, HOUSE.per("Kit", "Doc")))).isEqualTo("vendor.naming");
        assertThat(asked).containsExactly("kit.doc2@" + CH);
        assertThat(HOUSE.store().look("SELECT count(*) FROM vm.bal_bal")).isEqualTo("1");
    }

    @Test
    void anApplicationIsOpenedByItsCertificate() {
        var app = new NewBal(
                Optional.of("dpi@" + CH),
                BalType.APP,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of("DSI"),
                Optional.of("CN=dpi,O=CH,C=FR"),
                Optional.empty(),
                false);
        Bal made = BALS.create(ofCh, app);
        assertThat(made.certificate()).contains("CN=dpi,O=CH,C=FR");
        assertThat(BALS.get(ofCh, "dpi@" + CH)).isEqualTo(made);
        assertThat(made.holder()).isEqualTo(Optional.<Holder>empty());
    }

    private String alive() throws SQLException {
        try (Connection mail = HOUSE.store().as("mail_ro")) {
            return TestStore.first(mail, "SELECT count(*) FROM mail.mailbox");
        }
    }

    private List<String> addresses(Caller caller) {
        return BALS.list(caller, BalFilter.all(), PageRequest.first()).items().stream()
                .map(Bal::address)
                .toList();
    }

    private Page<Bal> list(PageRequest page) {
        return BALS.list(ofCh, BalFilter.all(), page);
    }

    private static String code(ThrowingCallable call) {
        return catchThrowableOfType(Problem.class, call).code();
    }

    private static PageRequest page(int limit, Optional<String> cursor, String text, String sort) {
        return new PageRequest(limit, cursor, Optional.of(text), Optional.of(sort));
    }

    private static BalChange change(String name, long version) {
        return new BalChange(
                Optional.of(name),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(version));
    }

    private static BalChange state(BalState state) {
        return new BalChange(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(state),
                Optional.empty());
    }

    private static BalChange quota(long bytes) {
        return new BalChange(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(bytes),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }
}
