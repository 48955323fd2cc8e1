package fr.vaguemestre.ui.bal;

import static org.assertj.core.api.Assertions.assertThat;

import fr.vaguemestre.api.access.Caller;
import fr.vaguemestre.api.access.Role;
import fr.vaguemestre.api.bal.Bal;
import fr.vaguemestre.api.bal.BalState;
import fr.vaguemestre.api.bal.BalType;
import fr.vaguemestre.api.paging.PageRequest;
import fr.vaguemestre.api.problem.Unavailable;
import fr.vaguemestre.ui.list.ListSource;
import fr.vaguemestre.ui.registry.LiveList;
import fr.vaguemestre.ui.server.MemoryBals;
import fr.vaguemestre.ui.server.MemoryServices;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BalsSourceTest {
    private static final Caller ADMIN =
            new Caller("a", "A", Optional.empty(), Set.of(Role.SUPER_ADMIN), Set.of(), Set.of(), "t");

    private final MemoryServices services = new MemoryServices();
    private final ListSource<Bal> list = BalsPage.source(services, () -> ADMIN);

    @BeforeEach
    void fill() {
        for (int i = 0; i < 120; i++) {
            put("b" + (100 + i), 0);
        }
    }

    private void put(String local, long used) {
        services.bals.put(MemoryBals.bal(local + "@chu.test", BalType.PER, "N " + local, used, BalState.ACTIVE)
                .build());
    }

    @Test
    void aSearchNarrowsTheList() {
        list.show(Map.of(ListSource.SEARCH, " b10 "));
        assertThat(list.count()).isEqualTo(10);
        assertThat(list.narrowed()).isTrue();
        list.show(Map.of(ListSource.SEARCH, ""));
        assertThat(list.count()).isEqualTo(120);
        assertThat(list.narrowed()).isFalse();
    }

    @Test
    void aSortTurnsTheListRound() {
        list.sortBy("-displayName");
        assertThat(list.read(0, 1).get(0).address()).isEqualTo("b219@chu.test");
    }

    @Test
    void movedFiguresAreFoundInPlace() {
        list.read(0, 50);
        put("b103", 4096);
        var moves = list.renew();
        assertThat(moves.all()).isFalse();
        assertThat(moves.changed()).extracting(Bal::usedBytes).containsExactly(4096L);
        assertThat(list.renew().changed()).isEmpty();
    }

    @Test
    void aNewMailboxIsFoundWhereverItIs() {
        list.read(0, 50);
        put("a-first", 0);
        assertThat(list.renew().all()).isTrue();
        list.read(0, 50);
        put("z-last", 0);
        assertThat(list.renew().all()).isTrue();
        assertThat(list.count()).isEqualTo(122);
    }

    @Test
    void whatWasReadStaysWhileTheDatabaseIsAway() {
        list.count();
        list.read(0, 50);
        list.read(60, 20);
        services.bals.failWith(new Unavailable("store.unavailable", "no database"));
        int asked = services.bals.calls();
        assertThat(list.renew().all()).isFalse();
        assertThat(list.problem()).isPresent();
        assertThat(list.count()).isEqualTo(120);
        assertThat(list.read(0, 50)).hasSize(50);
        assertThat(list.read(60, 20)).as("what was scrolled to").hasSize(20);
        assertThat(list.placeOf("b100@chu.test")).isEmpty();
        assertThat(services.bals.calls())
                .as("asked once, for each question may wait long")
                .isEqualTo(asked + 1);
        assertThat(list.renew().all()).isFalse();
        assertThat(services.bals.calls()).isEqualTo(asked + 2);
        assertThat(list.read(60, 20)).hasSize(20);
        services.bals.failWith(null);
        assertThat(list.renew().all()).isTrue();
        assertThat(list.problem()).isEmpty();
    }

    @Test
    void aMailboxHasAPlaceUnderFilterAndSort() {
        assertThat(list.placeOf("b219@chu.test")).hasValue(119);
        for (int i = 0; i < 250; i++) {
            put("a" + (100 + i), 0);
        }
        assertThat(list.placeOf("b219@chu.test")).hasValue(369);
        list.sortBy("-displayName");
        assertThat(list.placeOf("b219@chu.test")).hasValue(0);
        list.show(Map.of(ListSource.SEARCH, "b10"));
        assertThat(list.placeOf("b219@chu.test")).isEmpty();
        assertThat(list.placeOf("b100@chu.test")).hasValue(9);
    }

    @Test
    void aMailboxFarDownIsNotLookedForWithoutEnd() {
        for (int i = 0; i < LiveList.REACH; i++) {
            put("a" + (10_000 + i), 0);
        }
        int asked = services.bals.calls();
        assertThat(list.placeOf("b100@chu.test")).isEmpty();
        assertThat(services.bals.calls() - asked).isEqualTo(LiveList.REACH / PageRequest.MAX_LIMIT);
    }

    @Test
    void aServiceThatIsReplacedInTheMiddleOfACallIsAway() {
        var broken = BalsPage.source(services, () -> {
            throw new IllegalStateException("the bundle is stopped");
        });
        assertThat(broken.read(0, 50)).isEmpty();
        assertThat(broken.problem())
                .get()
                .extracting(problem -> problem.status())
                .isEqualTo(503);
    }

    @Test
    void aReplacedServiceIsUsedAtOnce() {
        services.balsAway(true);
        assertThat(list.count()).isZero();
        assertThat(list.problem()).get().extracting(problem -> problem.code()).isEqualTo("ui.bal-away");
        services.balsAway(false);
        assertThat(list.renew().all()).isTrue();
        assertThat(list.count()).isEqualTo(120);
    }
}
