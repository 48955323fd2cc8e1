package fr.vaguemestre.store;

import static org.assertj.core.api.Assertions.assertThat;

import fr.vaguemestre.api.access.Caller;
import fr.vaguemestre.api.event.DomainEvent;
import fr.vaguemestre.api.event.DomainEventHandler;
import fr.vaguemestre.api.event.StoredEvent;
import fr.vaguemestre.api.store.Act;
import fr.vaguemestre.api.store.Outbox;
import fr.vaguemestre.api.store.Outbox.DeadLetter;
import fr.vaguemestre.testkit.Await;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.felix.hc.api.Result;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class OutboxRelayTest {
    private static final String A = "750000001";
    private static final Duration LONG = Duration.ofSeconds(30);

    private TestStore store;
    private final Caller ofA = TestStore.domainAdmin(A);

    @BeforeEach
    void freshDatabase() {
        store = TestStore.with(new NotesSchema());
    }

    @AfterEach
    void end() {
        store.close();
    }

    /** A handler made of one lambda. */
    private record Handler(String name, Set<String> types, Reaction reaction) implements DomainEventHandler {
        interface Reaction {
            void to(StoredEvent event) throws Exception;
        }

        Handler(String name, Reaction reaction) {
            this(name, Set.of("notes.written"), reaction);
        }

        @Override
        public void handle(StoredEvent event) throws Exception {
            reaction.to(event);
        }
    }

    @Test
    void eachHandlerGetsWhatItWantsWithTheFactsAsStored() {
        var words = new CopyOnWriteArrayList<StoredEvent>();
        var others = new CopyOnWriteArrayList<StoredEvent>();
        Outbox outbox = store.relay(
                new Handler("words", words::add), new Handler("others", Set.of("notes.burnt"), others::add));
        tell(ofA, "one");
        assertThat(outbox.await(ofA, LONG)).isTrue();
        assertThat(words).hasSize(1);
        assertThat(words.getFirst().tenant()).isEqualTo(A);
        assertThat(words.getFirst().event())
                .isEqualTo(new DomainEvent("notes.written", Map.of("word", "one", "é", "\"\\,{}")));
        assertThat(others).isEmpty();
    }

    @Test
    void whatWasToldWhileAHandlerWasAwayReachesItLater() {
        tell(ofA, "before anyone came");
        Outbox outbox = store.relay(new Handler("one", event -> {}));
        assertThat(outbox.await(ofA, LONG)).isTrue();
        var late = new CopyOnWriteArrayList<StoredEvent>();
        ((OutboxRelay) outbox).addHandler(new Handler("late", late::add));
        Await.until("the late one hears of it", 30, () -> late.size() == 1);
    }

    @Test
    void aHandlerThatDiesInTheMiddleGetsItAgain() throws InterruptedException {
        var first = new CountDownLatch(1);
        var never = new CountDownLatch(1);
        var seen = new CopyOnWriteArrayList<Long>();
        store.relay(new Handler("fragile", event -> {
            seen.add(event.id());
            first.countDown();
            never.await();
        }));
        tell(ofA, "one");
        first.await();
        // The node crashes: its connections break, whatever the handler did so far.
        store.tamper("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'vm_relay'"
                + " AND datname = current_database()");
        try (TestStore second = store.secondNode()) {
            Outbox outbox = second.relay(new Handler("fragile", event -> seen.add(event.id())));
            assertThat(outbox.await(ofA, LONG)).isTrue();
        } finally {
            never.countDown();
        }
        assertThat(seen).hasSize(2);
        assertThat(Set.copyOf(seen)).hasSize(1);
    }

    @Test
    @Tag("fault-45")
    void twoNodesShareTheWorkAndDeliverOnceEach() {
        int facts = 100;
        var deliveries = new ConcurrentHashMap<Long, AtomicInteger>();
        var byNode = new ConcurrentHashMap<String, AtomicInteger>();
        try (TestStore second = store.secondNode()) {
            Outbox outbox = store.relay(new Handler("shared", event -> count("first", event, deliveries, byNode)));
            second.relay(new Handler("shared", event -> count("second", event, deliveries, byNode)));
            for (int i = 0; i < facts; i++) {
                tell(ofA, "n" + i);
            }
            assertThat(outbox.await(ofA, LONG)).isTrue();
        }
        assertThat(deliveries).hasSize(facts);
        assertThat(deliveries.values()).allMatch(times -> times.get() == 1);
        assertThat(store.look("SELECT count(*) FROM vm.store_delivery WHERE done IS NULL"))
                .isEqualTo("0");
    }

    @Test
    void aFailureIsTriedAgainAndDoesNotHoldUpTheOthers() {
        var tries = new AtomicInteger();
        var good = new CopyOnWriteArrayList<String>();
        Outbox outbox = store.relay(new Handler("moody", event -> {
            String word = String.valueOf(event.event().facts().get("word"));
            if (word.equals("bad") && tries.incrementAndGet() < 3) {
                throw new IllegalStateException("not today");
            }
            good.add(word);
        }));
        tell(ofA, "bad");
        tell(ofA, "good");
        assertThat(outbox.await(ofA, LONG)).isTrue();
        assertThat(good).containsExactlyInAnyOrder("good", "bad");
        assertThat(tries).hasValue(3);
    }

    @Test
    void whatKeepsFailingBecomesADeadLetterOfItsTenant() {
        Outbox outbox = store.relay(new Handler("stubborn", event -> {
            throw new IllegalStateException("never");
        }));
        tell(ofA, "one");
        Await.until("given up", 30, () -> !outbox.deadLetters(ofA).isEmpty());
        DeadLetter letter = outbox.deadLetters(TestStore.superAdmin()).getFirst();
        assertThat(letter.handler()).isEqualTo("stubborn");
        assertThat(letter.attempts()).isEqualTo(4);
        assertThat(letter.lastError()).contains("never");
        assertThat(outbox.deadLetters(TestStore.domainAdmin("130000002"))).isEmpty();
        assertThat(outbox.await(ofA, Duration.ofMillis(1))).isFalse();
        assertThat(new OutboxCheck(new OutboxRepository(store.pools().relay()))
                        .execute()
                        .getStatus())
                .isEqualTo(Result.Status.WARN);
    }

    @Test
    void nobodyWaitsForAHandlerThatIsNoLongerAtWork() {
        Outbox outbox = store.relay(new Handler("here", event -> {}));
        tell(ofA, "one");
        assertThat(outbox.await(ofA, LONG)).isTrue();
        store.tamper("INSERT INTO vm.store_handler VALUES ('gone', '{notes.written}', now() - interval '2 minutes')");
        Caller later = TestStore.domainAdmin(A);
        tell(later, "two");
        assertThat(outbox.await(later, LONG)).isTrue();
        assertThat(store.look("SELECT handler FROM vm.store_delivery WHERE done IS NULL"))
                .isEqualTo("gone");
    }

    @Test
    void anOldHandledFactIsForgotten() throws Exception {
        Outbox outbox = store.relay(new Handler("one", event -> {}));
        tell(ofA, "old");
        assertThat(outbox.await(ofA, LONG)).isTrue();
        store.tamper("UPDATE vm.store_outbox SET queued = queued - interval '31 days'");
        tell(ofA, "new");
        assertThat(outbox.await(ofA, LONG)).isTrue();
        new OutboxRepository(store.pools().relay()).forget(30);
        assertThat(store.look("SELECT string_agg(facts->>'word', ' ') FROM vm.store_outbox"))
                .isEqualTo("new");
    }

    private static void count(
            String node, StoredEvent event, Map<Long, AtomicInteger> deliveries, Map<String, AtomicInteger> byNode) {
        deliveries.computeIfAbsent(event.id(), id -> new AtomicInteger()).incrementAndGet();
        byNode.computeIfAbsent(node, name -> new AtomicInteger()).incrementAndGet();
    }

    private void tell(Caller caller, String word) {
        store.work().write(caller, store.factory("notes"), Act.of("notes.write", word), scope -> {
            scope.publish(new DomainEvent("notes.written", Map.of("word", word, "é", "\"\\,{}")));
            return true;
        });
    }
}
