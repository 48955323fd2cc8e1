package fr.vaguemestre.confiance;

import static org.assertj.core.api.Assertions.assertThat;

import fr.vaguemestre.api.confiance.PeerVerdict;
import fr.vaguemestre.api.confiance.PeerVerdict.Cause;
import fr.vaguemestre.api.confiance.WhiteListDomain;
import fr.vaguemestre.testkit.Await;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PeerBookTest {
    private static final String PAIR = "pair.mssante.test";
    private static final Duration WAIT = Duration.ofSeconds(10);

    private final AtomicInteger looks = new AtomicInteger();
    private volatile Cause found = Cause.READY;
    private volatile CountDownLatch gate = new CountDownLatch(0);
    private volatile TrustState state;
    private TestSpace space;
    private PeerBook book;

    @BeforeEach
    void open() throws Exception {
        space = new TestSpace();
        state = TrustState.empty(space.igc).list(list("digest-1")).crls(space.inForce(), Optional.empty());
        book = new PeerBook(space.clock, () -> state, this::look, domain -> !domain.startsWith("loin."));
    }

    @AfterEach
    void close() {
        space.close();
    }

    @Test
    void aFindingIsKeptForFiveMinutes() {
        assertThat(book.check("Pair.MSSANTE.test", WAIT).isReady()).isTrue();
        space.clock.forward(Duration.ofSeconds(299));
        assertThat(book.check(PAIR, Duration.ZERO).isReady()).isTrue();
        assertThat(looks).hasValue(1);
        space.clock.forward(Duration.ofSeconds(2));
        assertThat(book.check(PAIR, WAIT).isReady()).isTrue();
        assertThat(looks).hasValue(2);
    }

    @Test
    void aChangeOfTheListOrOfTheRevocationListsCallsForANewLook() throws Exception {
        book.check(PAIR, WAIT);
        state = state.list(list("digest-2"));
        found = Cause.DN_MISMATCH;
        assertThat(book.check(PAIR, WAIT).cause()).isEqualTo(Cause.DN_MISMATCH);
        state = state.crls(space.inForce(), Optional.empty());
        found = Cause.REVOKED;
        assertThat(book.check(PAIR, WAIT).cause()).isEqualTo(Cause.REVOKED);
        found = Cause.READY;
        book.forget(PAIR);
        assertThat(book.check(PAIR, WAIT).isReady()).isTrue();
    }

    @Test
    void whoeverDoesNotWaitIsToldWhatIsKnown() {
        gate = new CountDownLatch(1);
        assertThat(book.check(PAIR, Duration.ZERO).cause()).isEqualTo(Cause.PENDING);
        assertThat(book.check(PAIR, Duration.ofMillis(20)).cause()).isEqualTo(Cause.PENDING);
        found = Cause.REVOKED;
        gate.countDown();
        assertThat(book.check(PAIR, WAIT).cause()).isEqualTo(Cause.REVOKED);
        assertThat(looks).as("one look for all who ask").hasValue(1);

        gate = new CountDownLatch(1);
        space.clock.forward(Duration.ofMinutes(2));
        assertThat(book.check(PAIR, Duration.ZERO).cause())
                .as("trouble is told while it is looked at again")
                .isEqualTo(Cause.REVOKED);
        found = Cause.READY;
        gate.countDown();
        assertThat(book.check(PAIR, WAIT).isReady()).isTrue();
    }

    @Test
    void troubleIsLookedAtAgainAsLongAsSomebodyAsks() {
        found = Cause.UNREACHABLE;
        book.check(PAIR, WAIT);
        book.tick();
        assertThat(looks).hasValue(1);
        found = Cause.READY;
        space.clock.forward(Duration.ofMinutes(2));
        book.tick();
        Await.until("a second look", 10, () -> book.check(PAIR, Duration.ZERO).isReady());
        assertThat(looks).hasValue(2);
    }

    @Test
    void nobodyIsLookedAtWhoMayNotGetMail() throws Exception {
        assertThat(book.check("absent.mssante.test", WAIT).cause()).isEqualTo(Cause.DOMAIN_UNLISTED);
        assertThat(book.check("loin.mssante.test", WAIT).cause()).isEqualTo(Cause.OUT_OF_RANGE);
        space.clock.forward(Duration.ofDays(30));
        assertThat(book.check(PAIR, WAIT).cause()).isEqualTo(Cause.CRL_EXPIRED);
        state = TrustState.empty(space.igc);
        assertThat(book.check(PAIR, WAIT).cause()).isEqualTo(Cause.NO_WHITE_LIST);
        assertThat(looks).hasValue(0);
    }

    private PeerVerdict look(String domain, Crls crls, WhiteList.Listed listed) {
        looks.incrementAndGet();
        try {
            gate.await();
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
        return new PeerVerdict(domain, found, "found", List.of(), space.clock.instant());
    }

    private WhiteList list(String digest) {
        var listed = new WhiteList.Listed(new WhiteListDomain(PAIR, List.of(), List.of()), Set.of("id"));
        return new WhiteList(
                space.clock.instant(),
                digest,
                2,
                Map.of(PAIR, listed, "loin.mssante.test", listed),
                Set.of("id"),
                List.of());
    }
}
