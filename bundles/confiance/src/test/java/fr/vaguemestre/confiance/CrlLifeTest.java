package fr.vaguemestre.confiance;

import static org.assertj.core.api.Assertions.assertThat;

import fr.vaguemestre.api.confiance.AcceptedWhiteList.Way;
import fr.vaguemestre.api.confiance.Verdict.Cause;
import fr.vaguemestre.range.RangeIgc;
import fr.vaguemestre.range.RangeLeaf;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the life of revocation lists means for whoever writes to us. */
class CrlLifeTest {
    @TempDir
    private Path folder;

    private TestSpace world;
    private TrustSpace space;
    private TrustWatch watch;

    @BeforeEach
    void open() throws Exception {
        world = new TestSpace();
        world.list = world.lists.signed(world.clock.instant());
        space = world.trustSpace(new MemoryLists(), folder.resolve("crls.pem"));
        watch = new TrustWatch(space, world.clock, Duration.ofHours(1));
    }

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void whoIsClearedByANewerListPassesAgain() throws Exception {
        world.crls = world.crls(withValide());
        watch.tick();
        assertThat(verdict()).isEqualTo(Cause.REVOKED);

        world.clock.forward(Duration.ofHours(1));
        world.crls = world.crls(RangeIgc.REVOKED);
        watch.tick();
        assertThat(verdict()).isEqualTo(Cause.MATCH);
    }

    @Test
    void anOlderListClearsNobody() throws Exception {
        var older = world.crls(RangeIgc.REVOKED);
        world.clock.forward(Duration.ofMinutes(10));
        world.crls = world.crls(withValide());
        watch.tick();
        assertThat(verdict()).isEqualTo(Cause.REVOKED);

        world.clock.forward(Duration.ofHours(1));
        world.crls = older;
        watch.tick();
        assertThat(verdict()).isEqualTo(Cause.REVOKED);
        assertThat(space.state().crlFailure())
                .hasValueSatisfying(why -> assertThat(why).contains("rollback"));
    }

    @Test
    @Tag("fault-39")
    @Tag("OP-28")
    void afterItsEndNobodyPassesUntilANewerOneIsThereThatIsAskedForByItself() throws Exception {
        watch.tick();
        assertThat(verdict()).isEqualTo(Cause.MATCH);
        world.clock.forward(Duration.ofDays(7).minusSeconds(2));
        watch.tick();
        assertThat(verdict()).as("until its last second").isEqualTo(Cause.MATCH);
        world.clock.forward(Duration.ofSeconds(10));
        watch.tick();
        assertThat(verdict()).isEqualTo(Cause.CRL_EXPIRED);
        assertThat(space.state().list()).as("the white list stays").isPresent();

        world.crls = world.crls(RangeIgc.REVOKED);
        world.clock.forward(Duration.ofSeconds(40));
        watch.tick();
        assertThat(verdict()).isEqualTo(Cause.MATCH);
    }

    @Test
    void aRestartReadsTheRevocationListsBeforeAnythingIsFetched() throws Exception {
        world.crls = world.crls(withValide());
        watch.tick();
        var kept = new MemoryLists();
        var restarted = world.trustSpace(kept, folder.resolve("crls.pem"));
        restarted.loadCrls();
        restarted.fetchList(TestSpace.admin(), Way.FETCHED);

        assertThat(verdict(restarted)).isEqualTo(Cause.REVOKED);
    }

    private static Set<RangeLeaf> withValide() {
        Set<RangeLeaf> revoked = EnumSet.copyOf(RangeIgc.REVOKED);
        revoked.add(RangeLeaf.VALIDE);
        return revoked;
    }

    private Cause verdict() throws Exception {
        return verdict(space);
    }

    private Cause verdict(TrustSpace judged) throws Exception {
        return new Judge(world.igc)
                .judge(
                        judged.state(),
                        world.clock.instant(),
                        Optional.of(world.certificate(RangeLeaf.VALIDE)),
                        "anyone@valide.mssante.test")
                .cause();
    }
}
