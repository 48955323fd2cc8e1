package fr.vaguemestre.confiance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrustWatchTest {
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
    @Tag("OP-20")
    void theListIsLookedAtOnceAnHour() {
        watch.tick();
        assertThat(space.state().list()).isPresent();
        watch.tick();
        world.clock.forward(Duration.ofMinutes(59));
        watch.tick();
        assertThat(world.requests).hasValue(1);
        world.clock.forward(Duration.ofMinutes(1));
        watch.tick();
        assertThat(world.requests).hasValue(2);
    }

    @Test
    void aFailureIsTriedAgainSoonerAndThenLessAndLessOften() {
        world.status = 500;
        watch.tick();
        watch.tick();
        assertThat(world.requests).hasValue(1);
        world.clock.forward(Duration.ofSeconds(10));
        watch.tick();
        assertThat(world.requests).hasValue(2);
        world.clock.forward(Duration.ofSeconds(10));
        watch.tick();
        assertThat(world.requests).hasValue(2);
        world.status = 200;
        world.clock.forward(Duration.ofSeconds(10));
        watch.tick();
        assertThat(space.state().list()).isPresent();
        assertThat(space.state().failure()).isEmpty();
    }

    @Test
    void revocationListsAreRenewedEveryHour() throws Exception {
        watch.tick();
        var first = space.state().crls().end();
        world.clock.forward(Duration.ofMinutes(59));
        world.crls = world.crls(fr.vaguemestre.range.RangeIgc.REVOKED);
        watch.tick();
        assertThat(space.state().crls().end()).isEqualTo(first);
        world.clock.forward(Duration.ofMinutes(1));
        watch.tick();
        assertThat(space.state().crls().end()).isEqualTo(first.map(end -> end.plus(Duration.ofMinutes(59))));
        assertThat(space.state().crlFailure()).isEqualTo(Optional.empty());
    }

    @Test
    @Tag("OP-28")
    void pastHalfOfTheirLifeTheyAreAskedForMoreOften() throws Exception {
        watch.tick();
        var first = space.state().crls().end();
        world.clock.forward(Duration.ofDays(4));
        watch.tick();
        assertThat(space.state().crls().end()).isEqualTo(first);
        world.crls = world.crls(fr.vaguemestre.range.RangeIgc.REVOKED);
        world.clock.forward(Duration.ofSeconds(10));
        watch.tick();
        assertThat(space.state().crls().end()).isEqualTo(first.map(end -> end.plus(Duration.ofDays(4))));
    }

    @Test
    @Tag("fault-41")
    void aClockSetBackDoesNotStopTheWatch() {
        world.clock.forward(Duration.ofDays(5));
        watch.tick();
        world.clock.forward(Duration.ofDays(-5));
        int before = world.requests.get();
        watch.tick();
        assertThat(world.requests.get()).isGreaterThan(before);
    }
}
