package fr.vaguemestre.confiance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fr.vaguemestre.api.access.Caller;
import fr.vaguemestre.api.confiance.AcceptedWhiteList;
import fr.vaguemestre.api.confiance.AcceptedWhiteList.Way;
import fr.vaguemestre.api.confiance.WhiteListChange;
import fr.vaguemestre.api.confiance.WhiteListChange.Kind;
import fr.vaguemestre.api.confiance.WhiteListDomain;
import fr.vaguemestre.api.paging.Page;
import fr.vaguemestre.api.paging.PageRequest;
import fr.vaguemestre.api.store.Work;
import fr.vaguemestre.audit.AuditSchema;
import fr.vaguemestre.confiance.AcceptedListRepository.Bounds;
import fr.vaguemestre.confiance.AcceptedLists.Kept;
import fr.vaguemestre.store.TestStore;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AcceptedListRepositoryTest {
    private static final TestStore STORE = TestStore.with(new AuditSchema(), new ConfianceSchema());
    private static final Instant MADE = Instant.parse("2026-11-22T10:00:00Z");

    private final AcceptedLists lists = lists(new Bounds(100, Duration.ofDays(30)));

    private static AcceptedLists lists(Bounds bounds) {
        return new AcceptedListRepository(STORE.work(), STORE.factory("confiance"), bounds);
    }

    @AfterAll
    static void end() {
        STORE.close();
    }

    @BeforeEach
    void empty() {
        STORE.tamper("TRUNCATE vm.confiance_list, vm.confiance_history, vm.confiance_change, vm.confiance_held,"
                + " vm.confiance_held_change");
    }

    @Test
    void whatIsKeptComesBackAsItWas() {
        assertThat(lists.load()).isEmpty();
        assertThat(lists.digest()).isEmpty();
        assertThat(keep(Optional.empty(), list("a", MADE, Map.of()))).isEqualTo(Kept.KEPT);

        assertThat(lists.digest()).contains("a".repeat(64));
        var kept = lists.load().orElseThrow();
        assertThat(kept.signed()).containsExactly(1, 2, 3);
        assertThat(kept.generatedAt()).isEqualTo(MADE);
        assertThat(kept.acceptedAt()).isEqualTo(MADE.plusSeconds(60));
    }

    @Test
    void anOlderListNeverReplacesANewerOneAndTheTrailTellsWhoAccepted() {
        WhiteList first = list("a", MADE, Map.of());
        keep(Optional.empty(), first);
        assertThat(keep(Optional.of(first), list("b", MADE.minusSeconds(1), Map.of())))
                .isEqualTo(Kept.OLDER);
        assertThat(lists.digest()).contains("a".repeat(64));
        assertThat(trail()).endsWith("not taken: the list in force came first");
        assertThat(keep(Optional.of(first), list("c", MADE.plusSeconds(1), Map.of())))
                .isEqualTo(Kept.KEPT);
        assertThat(lists.digest()).contains("c".repeat(64));
        assertThat(trail()).startsWith("cli:test " + "c".repeat(64));
    }

    @Test
    void aListThatWasComparedWithAnotherThanTheOneInForceIsNotKept() {
        WhiteList first = list("a", MADE, Map.of());
        WhiteList second = list("b", MADE.plusSeconds(1), Map.of());
        keep(Optional.empty(), first);
        keep(Optional.of(first), second);

        assertThat(keep(Optional.of(first), list("c", MADE.plusSeconds(2), Map.of())))
                .isEqualTo(Kept.OVERTAKEN);
        assertThat(keep(Optional.empty(), list("c", MADE.plusSeconds(2), Map.of())))
                .isEqualTo(Kept.OVERTAKEN);
        assertThat(lists.digest()).contains("b".repeat(64));
        assertThat(history(PageRequest.first()).total()).isEqualTo(2);
    }

    @Test
    void eachListIsKeptAsWhatItChanged() {
        WhiteList first = list("a", MADE, Map.of("stays.test", "x", "goes.test", "x", "changes.test", "x"));
        WhiteList second =
                list("b", MADE.plusSeconds(1), Map.of("stays.test", "x", "comes.test", "y", "changes.test", "y"));
        keep(Optional.empty(), first);
        keep(Optional.of(first), second);

        List<AcceptedWhiteList> all = history(PageRequest.first()).items();
        assertThat(all).extracting(list -> list.figures().digest()).containsExactly("b".repeat(64), "a".repeat(64));
        var figures = all.getFirst().figures();
        assertThat(figures.previous()).contains("a".repeat(64));
        assertThat(List.of(figures.added(), figures.removed(), figures.changed()))
                .containsOnly(1L);
        assertThat(all.getFirst().way()).isEqualTo(Way.ASKED);
        assertThat(all.getFirst().acceptedBy()).isEqualTo("cli:test");
        assertThat(changes(all.getFirst(), Optional.empty(), PageRequest.first())
                        .items())
                .containsExactly(
                        new WhiteListChange("changes.test", Kind.CHANGED, List.of("CN=x"), List.of("CN=y")),
                        new WhiteListChange("comes.test", Kind.ADDED, List.of(), List.of("CN=y")),
                        new WhiteListChange("goes.test", Kind.REMOVED, List.of("CN=x"), List.of()));
        assertThat(all.getLast().figures().previous()).isEmpty();
        assertThat(changes(all.getLast(), Optional.empty(), PageRequest.first()).total())
                .as("the first one has nothing to be compared with")
                .isZero();
    }

    @Test
    void changesAreReadPageByPageByKindAndByWords() {
        WhiteList first = list("a", MADE, Map.of());
        var many = new TreeMap<String, String>();
        for (int i = 100; i < 105; i++) {
            many.put("d" + i + ".test", i == 102 ? "Mixte" : "x");
        }
        keep(Optional.empty(), first);
        keep(Optional.of(first), list("b", MADE.plusSeconds(1), many));
        AcceptedWhiteList list = history(PageRequest.first()).items().getFirst();

        var page = changes(
                list, Optional.empty(), new PageRequest(2, Optional.empty(), Optional.empty(), Optional.empty()));
        assertThat(page.items()).extracting(WhiteListChange::domain).containsExactly("d100.test", "d101.test");
        assertThat(page.total()).isEqualTo(5);
        page = changes(
                list,
                Optional.of(Kind.ADDED),
                new PageRequest(4, page.nextCursor(), Optional.empty(), Optional.empty()));
        assertThat(page.items())
                .extracting(WhiteListChange::domain)
                .containsExactly("d102.test", "d103.test", "d104.test");
        assertThat(page.nextCursor()).isEmpty();
        assertThat(changes(list, Optional.of(Kind.REMOVED), PageRequest.first()).total())
                .isZero();
        assertThat(found(list, "MIXTE")).containsExactly("d102.test");
        assertThat(found(list, "104")).containsExactly("d104.test");
    }

    @Test
    void theHistoryIsBoundedByNumberAndByAge() {
        var few = lists(new Bounds(3, Duration.ofDays(30)));
        WhiteList before = list("0", MADE, Map.of());
        keep(few, Optional.empty(), before);
        for (int i = 1; i < 6; i++) {
            WhiteList next = list(Integer.toString(i), MADE.plusSeconds(i), Map.of("d" + i + ".test", "x"));
            keep(few, Optional.of(before), next);
            before = next;
        }
        var page = history(new PageRequest(2, Optional.empty(), Optional.empty(), Optional.empty()));
        assertThat(page.total()).isEqualTo(3);
        assertThat(page.items())
                .extracting(list -> list.figures().digest().charAt(0))
                .containsExactly('5', '4');
        var rest = history(new PageRequest(2, page.nextCursor(), Optional.empty(), Optional.empty()));
        assertThat(rest.items())
                .extracting(list -> list.figures().digest().charAt(0))
                .containsExactly('3');
        assertThat(STORE.look("SELECT count(DISTINCT list) FROM vm.confiance_change"))
                .isEqualTo("3");

        keep(Optional.of(before), list("6", MADE.plus(Duration.ofDays(31)), Map.of()));
        assertThat(history(PageRequest.first()).items()).hasSize(1);
    }

    @Test
    void aHeldListWaitsIsRefusedOnceAndGoesWithTheNextAcceptedOne() {
        WhiteList first = list("a", MADE, Map.of("goes.test", "x", "stays.test", "x"));
        WhiteList half = list("b", MADE.plusSeconds(1), Map.of("stays.test", "x"));
        keep(Optional.empty(), first);
        lists.hold(TestStore.superAdmin(), new byte[] {4}, ListDiff.between(Optional.of(first), half), 2, MADE);

        var held = lists.held().orElseThrow();
        assertThat(held.figures().digest()).isEqualTo("b".repeat(64));
        assertThat(held.figures().removed()).isEqualTo(1);
        assertThat(held.domainsInForce()).isEqualTo(2);
        assertThat(held.isWaiting()).isTrue();
        assertThat(lists.heldFile("b".repeat(64)).orElseThrow()).containsExactly(4);
        assertThat(lists.heldFile("c".repeat(64))).isEmpty();
        assertThat(trail()).startsWith("cli:test " + "b".repeat(64));

        assertThat(lists.refuse(TestStore.superAdmin(), "c".repeat(64), MADE)).isFalse();
        assertThat(lists.refuse(TestStore.superAdmin(), "b".repeat(64), MADE)).isTrue();
        assertThat(lists.refuse(TestStore.superAdmin(), "b".repeat(64), MADE)).isFalse();
        assertThat(lists.held().orElseThrow().refusedBy()).contains("cli:test");

        lists.hold(
                TestStore.superAdmin(),
                new byte[] {5},
                ListDiff.between(Optional.of(first), list("d", MADE.plusSeconds(2), Map.of())),
                2,
                MADE);
        assertThat(lists.held().orElseThrow().isWaiting()).as("a different one").isTrue();
        keep(Optional.of(first), list("e", MADE.plusSeconds(3), Map.of()));
        assertThat(lists.held()).isEmpty();
        assertThat(STORE.look("SELECT count(*) FROM vm.confiance_held_change")).isEqualTo("0");
    }

    @Test
    void aTenantNeitherSeesNorReplacesIt() throws Exception {
        keep(Optional.empty(), list("a", MADE, Map.of()));
        try (var connection = STORE.as("vm_app")) {
            connection.setAutoCommit(false);
            TestStore.first(connection, "SELECT set_config('vm.tenant', '310000000', true)");
            assertThat(TestStore.first(connection, "SELECT count(*) FROM vm.confiance_list"))
                    .isEqualTo("0");
            assertThat(TestStore.first(connection, "SELECT count(*) FROM vm.confiance_history"))
                    .isEqualTo("0");
            assertThatThrownBy(() -> connection
                            .createStatement()
                            .execute("INSERT INTO vm.confiance_list VALUES ('310000000', now(), '" + "b".repeat(64)
                                    + "', '\\x00', now(), 'x')"))
                    .hasMessageContaining("row");
        }
    }

    @Test
    void theHistoryIsNeverRewritten() throws Exception {
        keep(Optional.empty(), list("a", MADE, Map.of()));
        try (var connection = STORE.as("vm_app")) {
            assertThatThrownBy(() -> connection
                            .createStatement()
                            .execute("UPDATE vm.confiance_history SET accepted_by = 'somebody else'"))
                    .hasMessageContaining("permission denied");
        }
    }

    private Kept keep(Optional<WhiteList> replaces, WhiteList next) {
        return keep(lists, replaces, next);
    }

    private static Kept keep(AcceptedLists lists, Optional<WhiteList> replaces, WhiteList next) {
        var list = new AcceptedList(
                new byte[] {1, 2, 3},
                next.generatedAt(),
                next.digest(),
                next.generatedAt().plusSeconds(60));
        return lists.keep(
                TestStore.superAdmin(),
                list,
                Way.ASKED,
                replaces.map(WhiteList::digest),
                ListDiff.between(replaces, next),
                next.generatedAt());
    }

    private static Page<AcceptedWhiteList> history(PageRequest page) {
        return read(scope -> ListHistoryRepository.page(scope, page));
    }

    private static Page<WhiteListChange> changes(AcceptedWhiteList list, Optional<Kind> kind, PageRequest page) {
        return read(scope -> ListChangeRepository.ACCEPTED.page(scope, Long.parseLong(list.id()), kind, page));
    }

    private static List<String> found(AcceptedWhiteList list, String words) {
        var page = new PageRequest(50, Optional.empty(), Optional.of(words), Optional.empty());
        return changes(list, Optional.empty(), page).items().stream()
                .map(WhiteListChange::domain)
                .toList();
    }

    private static <T> T read(Work<T> work) {
        return STORE.work().read(TestStore.superAdmin().in(Caller.PLATFORM), STORE.factory("confiance"), work);
    }

    private static String trail() {
        return STORE.look(
                "SELECT subject || ' ' || object || ' ' || detail FROM vm.audit_entry WHERE action LIKE 'confiance.%'"
                        + " ORDER BY sequence DESC LIMIT 1");
    }

    /** A list of that digest; each domain with the CN that may send for it. */
    private static WhiteList list(String digit, Instant generatedAt, Map<String, String> domains) {
        var listed = new TreeMap<String, WhiteList.Listed>();
        domains.forEach((name, cn) -> listed.put(
                name, new WhiteList.Listed(new WhiteListDomain(name, List.of("_"), List.of("CN=" + cn)), Set.of(cn))));
        return new WhiteList(
                generatedAt, digit.repeat(64), listed.size(), listed, Set.copyOf(domains.values()), List.of());
    }
}
