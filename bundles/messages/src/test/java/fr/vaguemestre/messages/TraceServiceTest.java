package fr.vaguemestre.messages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fr.vaguemestre.api.access.Caller;
import fr.vaguemestre.api.messages.Correspondent;
import fr.vaguemestre.api.messages.TraceEntry;
import fr.vaguemestre.api.messages.TraceLog;
import fr.vaguemestre.api.messages.TraceQuery;
import fr.vaguemestre.api.messages.TraceService;
import fr.vaguemestre.api.paging.Page;
import fr.vaguemestre.api.paging.PageRequest;
import fr.vaguemestre.api.problem.Forbidden;
import fr.vaguemestre.api.problem.NotFound;
import fr.vaguemestre.api.tenancy.Domain;
import fr.vaguemestre.api.tenancy.Hosting;
import fr.vaguemestre.api.tenancy.Quota;
import fr.vaguemestre.api.tenancy.TenancyService;
import fr.vaguemestre.audit.AuditSchema;
import fr.vaguemestre.store.TestStore;
import fr.vaguemestre.testkit.Configs;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TraceServiceTest {
    private static final TestStore STORE = TestStore.with(new AuditSchema(), new MessagesSchema());

    @TempDir
    private Path folder;

    private volatile boolean away;
    private QueuedTraceService traces;

    @AfterAll
    static void end() {
        STORE.close();
    }

    @BeforeEach
    void open() {
        STORE.tamper("TRUNCATE vm.messages_trace");
        traces = service();
    }

    @AfterEach
    void close() throws Exception {
        traces.close();
    }

    @Test
    void aTenantSeesItsOwnStepsAndTheSuperAdministratorAll() {
        traces.record(Steps.step("a@pair.mssante.test", "kit@ch.mssante.test", "revoked"));
        traces.record(Steps.step("a@pair.mssante.test", "ada@chu.mssante.test", "expired"));
        await(() -> all().total() == 2);

        assertThat(search("310000000", query(Optional.empty())).items())
                .singleElement()
                .satisfies(step -> {
                    assertThat(step.cause()).isEqualTo("revoked");
                    assertThat(step.tenant()).isEqualTo("310000000");
                    assertThat(step.at()).isEqualTo(Steps.AT);
                });
        assertThat(all().items()).hasSize(2);
        assertThatThrownBy(() -> traces.search(
                        TestStore.user("310000000", "kit@ch.mssante.test"),
                        query(Optional.empty()),
                        PageRequest.first()))
                .isInstanceOf(Forbidden.class);
    }

    @Test
    void stepsAreFoundByAddressMessageAndCause() {
        traces.record(Steps.step("a@pair.mssante.test", "kit@ch.mssante.test", "revoked"));
        traces.record(Steps.step("b@pair.mssante.test", "kit@ch.mssante.test", "expired"));
        await(() -> all().total() == 2);

        assertThat(search("310000000", query(Optional.of("A@pair.mssante.test")))
                        .total())
                .isEqualTo(1);
        assertThat(search("310000000", query(Optional.of("kit@ch.mssante.test")))
                        .total())
                .isEqualTo(2);
        var byMessage = new TraceQuery(
                Optional.of("1@x.test"),
                Optional.empty(),
                Optional.of("refused"),
                Optional.of("expired"),
                Optional.empty(),
                Optional.empty());
        assertThat(search("310000000", byMessage).total()).isEqualTo(1);
    }

    @Test
    void theMostUsedOperatorsAreThoseThatMostMessagesWentTo() {
        delivery("Q1", "a@pair.mssante.test", "deferred", Steps.AT);
        delivery("Q1", "a@pair.mssante.test", "deferred", Steps.AT);
        delivery("Q2", "a@autre.mssante.test", "delivered", Steps.AT);
        delivery("Q3", "b@autre.mssante.test", "bounced", Steps.AT);
        delivery("Q4", "a@ancien.mssante.test", "delivered", Steps.AT.minusSeconds(60));
        delivery("Q5", "ada@chu.mssante.test", "delivered", Steps.AT);
        await(() -> all().total() == 6);

        var admin = TestStore.superAdmin();
        assertThat(traces.correspondents(admin, Steps.AT, 10))
                .containsExactly(new Correspondent("autre.mssante.test", 2), new Correspondent("pair.mssante.test", 1));
        assertThat(traces.correspondents(admin, Steps.AT, 1)).hasSize(1);
        assertThatThrownBy(() -> traces.correspondents(TestStore.domainAdmin("310000000"), Steps.AT, 10))
                .isInstanceOf(Forbidden.class);
    }

    private void delivery(String queueId, String recipient, String outcome, Instant at) {
        traces.record(new TraceEntry(
                at,
                Caller.PLATFORM,
                "delivery",
                outcome,
                "2.0.0",
                "",
                "mx",
                Optional.of("kit@ch.mssante.test"),
                Optional.of(recipient),
                Optional.empty(),
                Optional.of(queueId)));
    }

    @Test
    void pagesFollowEachOther() {
        for (int i = 0; i < 5; i++) {
            traces.record(Steps.step("a" + i + "@pair.mssante.test", "kit@ch.mssante.test", "revoked"));
        }
        await(() -> all().total() == 5);
        var caller = TestStore.domainAdmin("310000000", "ch.mssante.test");
        var first = traces.search(
                caller,
                query(Optional.empty()),
                new PageRequest(3, Optional.empty(), Optional.empty(), Optional.empty()));
        var second = traces.search(
                caller,
                query(Optional.empty()),
                new PageRequest(3, first.nextCursor(), Optional.empty(), Optional.empty()));

        assertThat(first.items()).hasSize(3);
        assertThat(second.items()).hasSize(2).doesNotContainAnyElementsOf(first.items());
        assertThat(second.nextCursor()).isEmpty();
    }

    @Test
    void moreStepsThanAnybodyReadsAreNotCounted() {
        STORE.tamper("INSERT INTO vm.messages_trace (tenant, at, stage, outcome, cause, detail, peer)"
                + " SELECT '310000000', now(), 'policy', 'refused', 'revoked', '', '' FROM generate_series(1, "
                + (TraceService.MOST_COUNTED - 1) + ")");
        traces.record(Steps.step("a@pair.mssante.test", "kit@ch.mssante.test", "revoked"));
        await(() -> all().total() == TraceService.MOST_COUNTED);
        for (int i = 0; i < 2; i++) {
            traces.record(Steps.step("a@pair.mssante.test", "kit@ch.mssante.test", "expired"));
        }
        await(() -> traces.waiting() == 0 && all().total() > TraceService.MOST_COUNTED);
        assertThat(all().total()).isEqualTo(TraceService.MOST_COUNTED + 1);
    }

    @Test
    void stepsWaitWhileTheDatabaseIsAway() {
        away = true;
        traces.record(Steps.step("a@pair.mssante.test", "kit@ch.mssante.test", "revoked"));
        assertThat(traces.waiting()).isEqualTo(1);
        away = false;
        await(() -> all().total() == 1);
        assertThat(traces.lost()).isZero();
    }

    @Test
    void theOldestStepsGoFirstWhenThereIsNoRoom() {
        away = true;
        for (int i = 0; i < 101; i++) {
            traces.record(Steps.step("a" + i + "@pair.mssante.test", "kit@ch.mssante.test", "revoked"));
        }
        assertThat(traces.lost()).isEqualTo(1);
        away = false;
        // The writer may have had the oldest one in its hands when it was let go: then it is stored all the same.
        await(() -> traces.waiting() == 0 && all().total() >= 100);
    }

    @Test
    void aStepThatTheDatabaseRefusesDoesNotHoldUpTheOthers() {
        var bad = Steps.step("a@pair.mssante.test", "kit@ch.mssante.test", "x");
        traces.record(new TraceEntry(
                bad.at(),
                bad.tenant(),
                "policy",
                "no such outcome",
                "x",
                "x",
                "x",
                bad.sender(),
                bad.recipient(),
                Optional.empty(),
                Optional.empty()));
        traces.record(bad);
        await(() -> all().total() == 1 && traces.waiting() == 0);
    }

    @Test
    void aServersLogIsReadOnceAlsoOverARestart() throws Exception {
        Path file = folder.resolve("mail.log");
        TraceLog log = new TraceLog() {
            @Override
            public Path file() {
                return file;
            }

            @Override
            public List<TraceEntry> read(String line) {
                return List.of(Steps.step(line + "@pair.mssante.test", "kit@ch.mssante.test", "2.0.0"));
            }
        };
        Files.writeString(file, "one\ntwo\n");
        traces.addLog(log);
        await(() -> all().total() == 2);
        Path place = folder.resolve("positions")
                .resolve(file.toString().replace('/', '_').substring(1));
        await(() -> Files.exists(place));
        traces.close();
        Files.writeString(file, "three\n", StandardOpenOption.APPEND);
        traces = service();
        traces.addLog(log);
        await(() -> all().total() == 3);
        traces.removeLog(log);
        assertThat(all().items())
                .extracting(step -> step.sender().orElseThrow())
                .doesNotHaveDuplicates();
    }

    private QueuedTraceService service() {
        return new QueuedTraceService(
                new TraceRepository(STORE.work(), STORE.factory("messages"), database()),
                tenancy(),
                Configs.of(
                        MessagesConfig.class,
                        Map.of(
                                "queue",
                                100,
                                "positions",
                                folder.resolve("positions").toString())));
    }

    /** The pool of vm_app, and as if it were away while {@code away} is set. */
    private DataSource database() {
        return (DataSource) Proxy.newProxyInstance(
                DataSource.class.getClassLoader(), new Class<?>[] {DataSource.class}, (proxy, method, given) -> {
                    if (away) {
                        throw new java.sql.SQLTransientConnectionException("away", "08001");
                    }
                    Connection connection = STORE.as("vm_app");
                    return connection;
                });
    }

    private static TenancyService tenancy() {
        Map<String, String> tenants = Map.of("ch.mssante.test", "310000000", "chu.mssante.test", "690000000");
        return (TenancyService) Proxy.newProxyInstance(
                TenancyService.class.getClassLoader(),
                new Class<?>[] {TenancyService.class},
                (proxy, method, given) -> {
                    String name = String.valueOf(given[1]);
                    if (!tenants.containsKey(name)) {
                        throw new NotFound("tenancy.domain-unknown", name);
                    }
                    return new Domain(name, name, tenants.get(name), new Quota(1, 1), Hosting.OWN, Steps.AT, 1);
                });
    }

    private Page<TraceEntry> all() {
        return traces.search(TestStore.superAdmin(), query(Optional.empty()), PageRequest.first());
    }

    private Page<TraceEntry> search(String tenant, TraceQuery query) {
        return traces.search(TestStore.domainAdmin(tenant, "x"), query, PageRequest.first());
    }

    private static TraceQuery query(Optional<String> address) {
        return new TraceQuery(
                Optional.empty(), address, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    private static void await(BooleanSupplier condition) {
        long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("still waiting").isLessThan(end);
            Thread.onSpinWait();
        }
    }
}
