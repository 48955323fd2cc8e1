package fr.vaguemestre.confiance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fr.vaguemestre.api.confiance.AcceptedWhiteList.Way;
import fr.vaguemestre.api.confiance.WhiteListChange.Kind;
import fr.vaguemestre.api.problem.Conflict;
import fr.vaguemestre.api.problem.NotFound;
import fr.vaguemestre.range.Fault;
import fr.vaguemestre.range.RangeIgc;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrustSpaceTest {
    @TempDir
    private Path folder;

    private TestSpace world;
    private final MemoryLists accepted = new MemoryLists();
    private TrustSpace space;

    @BeforeEach
    void open() throws Exception {
        world = new TestSpace();
        world.list = world.lists.signed(world.clock.instant());
        space = world.trustSpace(accepted, folder.resolve("crls.pem"));
        space.fetchCrls();
    }

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void theNationalListIsLiveWithinFiveSeconds() throws Exception {
        long start = System.nanoTime();
        space.fetchList(TestSpace.admin(), Way.ASKED);
        var took = Duration.ofNanos(System.nanoTime() - start);

        assertThat(space.state().list().orElseThrow().domains()).hasSizeGreaterThan(5_000);
        assertThat(space.state().fetchedAt()).contains(world.clock.instant());
        assertThat(took).isLessThan(Duration.ofSeconds(5));
    }

    @Test
    @Tag("OP-20")
    void anUnchangedListIsOnlyConfirmed() throws Exception {
        world.etag = "\"one\"";
        space.fetchList(TestSpace.admin(), Way.ASKED);
        world.clock.forward(Duration.ofHours(1));
        world.list = new byte[] {1};
        space.fetchList(TestSpace.admin(), Way.ASKED);

        assertThat(space.state().fetchedAt()).contains(world.clock.instant());
        assertThat(space.state().failure()).isEmpty();
        assertThat(world.requests).hasValue(2);
    }

    @Test
    void aRefusedListLeavesTheOldOneInForceAndSaysWhy() throws Exception {
        space.fetchList(TestSpace.admin(), Way.ASKED);
        var before = space.state().list();
        world.clock.forward(Duration.ofMinutes(1));
        for (Fault forgery : Fault.listVariants()) {
            world.list = world.lists.faulty(forgery, world.clock.instant());
            assertThatThrownBy(() -> space.fetchList(TestSpace.admin(), Way.ASKED))
                    .as(forgery.label())
                    .isInstanceOf(ListRefused.class);
            assertThat(space.state().list()).isEqualTo(before);
            assertThat(space.state().listFailure()).isPresent();
        }
    }

    @Test
    @Tag("OP-22")
    void anOlderListIsARollback() throws Exception {
        space.fetchList(TestSpace.admin(), Way.ASKED);
        world.list = world.lists.faulty(Fault.WHITELIST_ROLLBACK, world.clock.instant());

        assertThatThrownBy(() -> space.fetchList(TestSpace.admin(), Way.ASKED)).hasMessageStartingWith("rollback");
    }

    @Test
    @Tag("OP-26")
    void aListThatShrankIsHeldUntilSomebodyAcceptsThatVeryOne() throws Exception {
        space.fetchList(TestSpace.admin(), Way.FETCHED);
        String digest = holdHalfAList();

        assertThat(space.state().isListHeld()).isTrue();
        assertThatThrownBy(() -> space.acceptHeld(TestSpace.admin(), "0".repeat(64)))
                .isInstanceOf(Conflict.class)
                .hasMessageContaining("another list");
        String later = holdHalfAList();
        assertThatThrownBy(() -> space.acceptHeld(TestSpace.admin(), digest)).isInstanceOf(Conflict.class);

        world.status = 500;
        space.acceptHeld(TestSpace.admin(), later);
        assertThat(space.state().list().map(WhiteList::digest)).contains(later);
        assertThat(space.state().failure()).isEmpty();
        assertThat(accepted.ways).containsExactly(Way.FETCHED, Way.CONFIRMED);
        assertThat(accepted.diffs.getLast().count(Kind.REMOVED)).isGreaterThan(1_000);
        assertThat(accepted.diffs.getLast().count(Kind.ADDED)).isZero();
        assertThatThrownBy(() -> space.acceptHeld(TestSpace.admin(), later)).isInstanceOf(NotFound.class);
    }

    @Test
    void aListThatWasRefusedIsNotAskedAboutAgainUntilADifferentOneComes() throws Exception {
        space.fetchList(TestSpace.admin(), Way.FETCHED);
        var before = space.state().list();
        String digest = holdHalfAList();

        assertThat(space.refuseHeld(TestSpace.admin(), digest).isWaiting()).isFalse();
        assertThatThrownBy(() -> space.fetchList(TestSpace.admin(), Way.ASKED)).hasMessageStartingWith("refused");
        assertThat(space.state().isListHeld()).isFalse();
        assertThat(space.state().list()).isEqualTo(before);
        assertThat(accepted.held()).isPresent();

        holdHalfAList();
        assertThat(accepted.held().orElseThrow().isWaiting()).isTrue();
        world.clock.forward(Duration.ofMinutes(1));
        world.list = world.lists.signed(world.clock.instant());
        space.fetchList(TestSpace.admin(), Way.ASKED);
        assertThat(accepted.held()).as("a list came that need not be held").isEmpty();
    }

    @Test
    void aHeldListThatIsPublishedNoMoreIsLetGo() throws Exception {
        var usual = world.list;
        space.fetchList(TestSpace.admin(), Way.FETCHED);
        holdHalfAList();
        world.list = usual;
        space.fetchList(TestSpace.admin(), Way.ASKED);
        assertThat(accepted.held()).isEmpty();
        assertThat(space.state().failure()).isEmpty();
    }

    private String holdHalfAList() throws Exception {
        world.clock.forward(Duration.ofMinutes(1));
        world.list = world.lists.faulty(Fault.WHITELIST_SHRINK, world.clock.instant());
        assertThatThrownBy(() -> space.fetchList(TestSpace.admin(), Way.ASKED)).hasMessageStartingWith("shrink");
        return accepted.held().orElseThrow().figures().digest();
    }

    @Test
    void anAcceptedListWhoseSignerIsTrustedNoMoreKeepsNoNewerOneOut() throws Exception {
        Instant earlier = world.clock.instant().minusSeconds(60);
        accepted.put(new AcceptedList(
                world.lists.faulty(Fault.WHITELIST_REVOKEDSIGNER, earlier), earlier, "0".repeat(64), earlier));
        assertThatThrownBy(space::follow).hasMessageStartingWith("revoked-signer");

        space.fetchList(TestSpace.admin(), Way.FETCHED);

        assertThat(space.state().list()).isPresent();
        world.clock.forward(Duration.ofMinutes(1));
        accepted.put(new AcceptedList(
                world.lists.faulty(
                        Fault.WHITELIST_REVOKEDSIGNER, world.clock.instant().plusSeconds(60)),
                world.clock.instant().plusSeconds(60),
                "1".repeat(64),
                world.clock.instant()));
        world.list = world.lists.signed(world.clock.instant());
        assertThatThrownBy(() -> space.fetchList(TestSpace.admin(), Way.FETCHED))
                .as("no way around the date of the accepted one")
                .hasMessageStartingWith("rollback");
    }

    @Test
    void whatOneListChangedIsToldByDomain() throws Exception {
        space.fetchList(TestSpace.admin(), Way.FETCHED);
        assertThat(accepted.diffs.getFirst().changes())
                .as("nothing to compare with")
                .isEmpty();
        world.clock.forward(Duration.ofHours(1));
        world.list = world.lists.faulty(Fault.OWN_UNLISTED, world.clock.instant());
        space.fetchList(TestSpace.admin(), Way.FETCHED);

        assertThat(accepted.diffs.getLast().changes()).singleElement().satisfies(change -> {
            assertThat(change.domain()).isEqualTo("operateur.mssante.test");
            assertThat(change.kind()).isEqualTo(Kind.REMOVED);
            assertThat(change.before()).singleElement().asString().contains("CN=mx.operateur.mssante.test");
            assertThat(change.after()).isEmpty();
        });
        world.clock.forward(Duration.ofHours(1));
        world.list = world.lists.faulty(Fault.OWN_UNLISTED, world.clock.instant());
        space.fetchList(TestSpace.admin(), Way.FETCHED);
        assertThat(accepted.diffs.getLast().changes()).as("another date only").isEmpty();
    }

    @Test
    void aRestartKeepsTheListThoughItsServerIsDown() throws Exception {
        space.fetchList(TestSpace.admin(), Way.ASKED);
        var restarted = world.trustSpace(accepted, folder.resolve("crls.pem"));
        restarted.loadCrls();
        world.status = 500;

        assertThatThrownBy(() -> restarted.fetchList(TestSpace.admin(), Way.ASKED))
                .hasMessageStartingWith("unreachable")
                .hasMessageContaining("500");
        assertThat(restarted.state().list().map(WhiteList::digest))
                .isEqualTo(space.state().list().map(WhiteList::digest));
        assertThat(restarted.state().crls().end()).isPresent();
    }

    @Test
    void twoNodesAgree() throws Exception {
        var other = world.trustSpace(accepted, folder.resolve("other.pem"));
        other.fetchCrls();
        space.fetchList(TestSpace.admin(), Way.ASKED);
        other.follow();
        assertThat(other.state().list()).isEqualTo(space.state().list());

        world.clock.forward(Duration.ofMinutes(1));
        var old = world.list;
        world.list = world.lists.signed(world.clock.instant());
        other.fetchList(TestSpace.admin(), Way.ASKED);
        world.list = old;
        assertThatThrownBy(() -> space.fetchList(TestSpace.admin(), Way.ASKED)).hasMessageStartingWith("rollback");
        assertThat(space.state().list()).isEqualTo(other.state().list());
    }

    @Test
    void aForgedListInTheDatabaseIsNotTaken() throws Exception {
        space.fetchList(TestSpace.admin(), Way.ASKED);
        Instant later = world.clock.instant().plusSeconds(60);
        accepted.put(
                new AcceptedList(world.lists.faulty(Fault.WHITELIST_ALTERED, later), later, "0".repeat(64), later));

        assertThatThrownBy(space::follow).hasMessageStartingWith("altered");
        assertThat(space.state().list().orElseThrow().generatedAt()).isEqualTo(world.clock.instant());
    }

    @Test
    void anythingLargerThanAllowedIsDropped() throws Exception {
        world.list = new byte[20_000_001];

        assertThatThrownBy(() -> space.fetchList(TestSpace.admin(), Way.ASKED)).hasMessageStartingWith("too-large");
    }

    @Test
    void aServerOfNoAuthorityOfOursIsNotAsked() throws Exception {
        var stranger = new TrustSpace(
                world.clock,
                world.igc,
                world.verifier(),
                accepted,
                new TrustSpace.Sources(
                        new Download(javax.net.ssl.SSLContext.getDefault(), Duration.ofSeconds(5), 1_000),
                        Optional.of(world.listUri()),
                        List.of(),
                        20),
                new CrlFile(folder.resolve("x.pem")));

        assertThatThrownBy(() -> stranger.fetchList(TestSpace.admin(), Way.ASKED))
                .hasMessageStartingWith("unreachable");
        assertThat(world.requests).hasValue(0);
    }

    @Test
    void theEdgesFileHoldsBothRevocationListsAndIsLeftAloneWhileNothingChanges() throws Exception {
        Path file = folder.resolve("crls.pem");
        assertThat(Files.readString(file)).containsPattern("(?s)BEGIN X509 CRL.*BEGIN X509 CRL");
        Object before = Files.readAttributes(file, java.nio.file.attribute.BasicFileAttributes.class)
                .fileKey();

        space.fetchCrls();

        assertThat(Files.readAttributes(file, java.nio.file.attribute.BasicFileAttributes.class)
                        .fileKey())
                .isEqualTo(before);
    }

    @Test
    void anEndedRevocationListDoesNotReplaceACurrentOne() throws Exception {
        var end = space.state().crls().end();
        world.clock.forward(Duration.ofHours(1));
        world.crls =
                world.range.crls(RangeIgc.REVOKED, world.clock.instant().minusSeconds(600), Duration.ofSeconds(60));
        space.fetchCrls();

        assertThat(space.state().crls().end()).isEqualTo(end);
        assertThat(space.state().crlFailure())
                .hasValueSatisfying(why -> assertThat(why).contains("crl-expired"));
    }
}
