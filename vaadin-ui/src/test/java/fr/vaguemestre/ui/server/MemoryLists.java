package fr.vaguemestre.ui.server;

import fr.vaguemestre.api.access.Caller;
import fr.vaguemestre.api.access.Role;
import fr.vaguemestre.api.confiance.AcceptedWhiteList;
import fr.vaguemestre.api.confiance.AcceptedWhiteList.Way;
import fr.vaguemestre.api.confiance.HeldWhiteList;
import fr.vaguemestre.api.confiance.OwnListing;
import fr.vaguemestre.api.confiance.WhiteListChange;
import fr.vaguemestre.api.confiance.WhiteListChange.Kind;
import fr.vaguemestre.api.confiance.WhiteListFigures;
import fr.vaguemestre.api.confiance.WhiteListService;
import fr.vaguemestre.api.confiance.WhiteListStatus;
import fr.vaguemestre.api.paging.Page;
import fr.vaguemestre.api.paging.PageRequest;
import fr.vaguemestre.api.problem.Conflict;
import fr.vaguemestre.api.problem.NotFound;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** Lists in memory: those that were in force, one that waits where a test says so, and how our domains stand. */
public final class MemoryLists implements WhiteListService {
    private static final Instant NOW = Instant.parse("2026-11-22T09:30:00Z");
    private static final List<WhiteListChange> CHANGES = List.of(
            new WhiteListChange("arrive.mssante.test", Kind.ADDED, List.of(), List.of("CN=mx.arrive.test,O=CH,C=FR")),
            new WhiteListChange(
                    "change.mssante.test",
                    Kind.CHANGED,
                    List.of("CN=ancien.test,O=CH,C=FR"),
                    List.of("CN=nouveau.test,O=CH,C=FR")),
            new WhiteListChange("parti.mssante.test", Kind.REMOVED, List.of("CN=mx.parti.test,O=CH,C=FR"), List.of()));

    /** Those that were in force, the newest first. */
    public final List<AcceptedWhiteList> accepted = new CopyOnWriteArrayList<>();

    /** How our domains stand. */
    public volatile List<OwnListing> own = List.of();

    /** What was asked, for tests. */
    public final List<String> decisions = new CopyOnWriteArrayList<>();

    private volatile Optional<HeldWhiteList> held = Optional.empty();

    /** One more list in force, compared with another unless it is the first. */
    public void add(Way way, String by) {
        String digest = Integer.toString(accepted.size() + 1).repeat(64).substring(0, 64);
        var figures = figures(digest, accepted.isEmpty() ? Optional.empty() : Optional.of("0".repeat(64)));
        accepted.addFirst(new AcceptedWhiteList(Integer.toString(accepted.size() + 1), figures, way, by, NOW));
    }

    /** A list waits, in place of any other. */
    public void hold(String digit) {
        held = Optional.of(new HeldWhiteList(
                figures(digit.repeat(64), Optional.of("0".repeat(64))), 6554, NOW, Optional.empty(), Optional.empty()));
    }

    /** What the page of the trust space shows as the cause. */
    Optional<String> failure() {
        return held.map(list -> (list.isWaiting() ? "shrink" : "refused") + ": 1500 of 6554 domains are gone");
    }

    private static WhiteListFigures figures(String digest, Optional<String> previous) {
        long some = previous.isPresent() ? 1 : 0;
        return new WhiteListFigures(
                digest, NOW.minus(Duration.ofHours(7)), NOW, 5054, 5300, previous, some, some * 1500, some);
    }

    @Override
    public Page<AcceptedWhiteList> history(Caller caller, PageRequest page) {
        caller.require(Role.SUPER_ADMIN);
        List<AcceptedWhiteList> found = accepted.stream()
                .filter(list ->
                        page.query().map(list.figures().digest()::contains).orElse(true))
                .toList();
        return new Page<>(found, Optional.empty(), found.size());
    }

    @Override
    public AcceptedWhiteList accepted(Caller caller, String id) {
        caller.require(Role.SUPER_ADMIN);
        return accepted.stream()
                .filter(list -> list.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new NotFound("confiance.list-unknown", "none"));
    }

    @Override
    public Page<WhiteListChange> changes(Caller caller, String id, Optional<Kind> kind, PageRequest page) {
        accepted(caller, id);
        List<WhiteListChange> found = CHANGES.stream()
                .filter(change -> kind.map(change.kind()::equals).orElse(true))
                .filter(change -> page.query()
                        .map(text -> change.toString().toLowerCase(Locale.ROOT).contains(text.toLowerCase(Locale.ROOT)))
                        .orElse(true))
                .toList();
        return new Page<>(found, Optional.empty(), found.size());
    }

    @Override
    public Optional<HeldWhiteList> held(Caller caller) {
        caller.require(Role.SUPER_ADMIN);
        return held;
    }

    @Override
    public Page<WhiteListChange> heldChanges(Caller caller, Optional<Kind> kind, PageRequest page) {
        return held.isPresent()
                ? changes(caller, accepted.getFirst().id(), kind, page)
                : new Page<>(List.of(), Optional.empty(), 0);
    }

    @Override
    public WhiteListStatus accept(Caller caller, String digest) {
        check(caller, digest);
        held = Optional.empty();
        decisions.add("accept " + digest.charAt(0));
        return new WhiteListStatus(Optional.of(NOW), Optional.of(NOW), 5054, 5300, digest, List.of(), Optional.empty());
    }

    @Override
    public HeldWhiteList refuse(Caller caller, String digest) {
        HeldWhiteList list = check(caller, digest);
        var refused = new HeldWhiteList(
                list.figures(), list.domainsInForce(), list.heldAt(), Optional.of("Admin"), Optional.of(NOW));
        held = Optional.of(refused);
        decisions.add("refuse " + digest.charAt(0));
        return refused;
    }

    private HeldWhiteList check(Caller caller, String digest) {
        HeldWhiteList list = held(caller).orElseThrow(() -> new NotFound("confiance.none-held", "none"));
        if (!list.figures().digest().equals(digest)) {
            throw new Conflict("confiance.held-other", "another");
        }
        return list;
    }

    @Override
    public List<OwnListing> own(Caller caller) {
        caller.require(Role.SUPER_ADMIN);
        return own;
    }
}
