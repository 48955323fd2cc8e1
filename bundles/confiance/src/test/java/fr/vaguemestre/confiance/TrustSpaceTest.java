package fr.vaguemestre.confiance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrustSpaceTest {
    @TempDir
    private Path folder;

    private TestSpace world;
    private final TestSpace.MemoryLists accepted = new TestSpace.MemoryLists();
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
        space.fetchList(TestSpace.admin(), false);
        var took = Duration.ofNanos(System.nanoTime() - start);

        assertThat(space.state().list().orElseThrow().domains()).hasSizeGreaterThan(5_000);
        assertThat(space.state().fetchedAt()).contains(world.clock.instant());
        assertThat(took).isLessThan(Duration.ofSeconds(5));
    }

    @Test
    void anUnchangedListIsOnlyConfirmed() throws Exception {
        world.etag = "\"one\"";
        space.fetchList(TestSpace.admin(), false);
        world.clock.forward(Duration.ofHours(1));
        world.list = new byte[] {1};
        space.fetchList(TestSpace.admin(), false);

        assertThat(space.state().fetchedAt()).contains(world.clock.instant());
        assertThat(space.state().failure()).isEmpty();
        assertThat(world.requests).hasValue(2);
    }

    @Test
    void aRefusedListLeavesTheOldOneInForceAndSaysWhy() throws Exception {
        space.fetchList(TestSpace.admin(), false);
        var before = space.state().list();
        world.clock.forward(Duration.ofMinutes(1));
        for (Fault forgery : Fault.listVariants()) {
            world.list = world.lists.faulty(forgery, world.clock.instant());
            assertThatThrownBy(() -> space.fetchList(TestSpace.admin(), false))
                    .as(forgery.label())
                    .isInstanceOf(ListRefused.class);
            assertThat(space.state().list()).isEqualTo(before);
            assertThat(space.state().listFailure()).isPresent();
        }
    }

    @Test
    void anOlderListIsARollback() throws Exception {
        space.fetchList(TestSpace.admin(), false);
        world.list = world.lists.faulty(Fault.WHITELIST_ROLLBACK, world.clock.instant());

        assertThatThrownBy(() -> space.fetchList(TestSpace.admin(), true)).hasMessageStartingWith("rollback");
    }

    @Test
    void aListThatShrankIsHeldUntilSomebodyAcceptsIt() throws Exception {
        space.fetchList(TestSpace.admin(), false);
        world.clock.forward(Duration.ofMinutes(1));
        world.list = world.lists.faulty(Fault.WHITELIST_SHRINK, world.clock.instant());

        assertThatThrownBy(() -> space.fetchList(TestSpace.admin(), false)).hasMessageStartingWith("shrink");
        space.fetchList(TestSpace.admin(), true);
        assertThat(space.state().list().orElseThrow().generatedAt()).isEqualTo(world.clock.instant());
        assertThat(space.state().failure()).isEmpty();
    }

    @Test
    void aRestartKeepsTheListThoughItsServerIsDown() throws Exception {
        space.fetchList(TestSpace.admin(), false);
        var restarted = world.trustSpace(accepted, folder.resolve("crls.pem"));
        restarted.loadCrls();
        world.status = 500;

        assertThatThrownBy(() -> restarted.fetchList(TestSpace.admin(), false))
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
        space.fetchList(TestSpace.admin(), false);
        other.follow();
        assertThat(other.state().list()).isEqualTo(space.state().list());

        world.clock.forward(Duration.ofMinutes(1));
        var old = world.list;
        world.list = world.lists.signed(world.clock.instant());
        other.fetchList(TestSpace.admin(), false);
        world.list = old;
        assertThatThrownBy(() -> space.fetchList(TestSpace.admin(), false)).hasMessageStartingWith("rollback");
        assertThat(space.state().list()).isEqualTo(other.state().list());
    }

    @Test
    void aForgedListInTheDatabaseIsNotTaken() throws Exception {
        space.fetchList(TestSpace.admin(), false);
        Instant later = world.clock.instant().plusSeconds(60);
        accepted.keep(
                TestSpace.admin(),
                new AcceptedList(world.lists.faulty(Fault.WHITELIST_ALTERED, later), later, "0".repeat(64), later));

        assertThatThrownBy(space::follow).hasMessageStartingWith("altered");
        assertThat(space.state().list().orElseThrow().generatedAt()).isEqualTo(world.clock.instant());
    }

    @Test
    void anythingLargerThanAllowedIsDropped() throws Exception {
        world.list = new byte[20_000_001];

        assertThatThrownBy(() -> space.fetchList(TestSpace.admin(), false)).hasMessageStartingWith("too-large");
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

        assertThatThrownBy(() -> stranger.fetchList(TestSpace.admin(), false)).hasMessageStartingWith("unreachable");
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
