package fr.vaguemestre.ui.bal;

import fr.vaguemestre.api.access.Caller;
import fr.vaguemestre.api.bal.Bal;
import fr.vaguemestre.api.bal.BalFilter;
import fr.vaguemestre.api.paging.PageRequest;
import fr.vaguemestre.api.problem.Problem;
import fr.vaguemestre.ui.registry.LiveList;
import fr.vaguemestre.ui.registry.Services;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;

/** What the mailboxes page shows, without its looks: one filtered, sorted list. */
final class BalList {
    private final LiveList<Bal> live;
    private BalFilter filter = BalFilter.all();
    private String query = "";
    private String sort = "";

    BalList(Services services, Supplier<Caller> caller) {
        live = new LiveList<>(
                (limit, cursor) -> services.bals()
                        .list(
                                caller.get(),
                                filter,
                                new PageRequest(limit, cursor, Optional.of(query), Optional.of(sort))),
                Bal::address,
                "ui.bal-away");
    }

    /** Shows other mailboxes from now on. */
    void show(BalFilter wanted, String text) {
        filter = wanted;
        query = text.strip();
        restart();
    }

    /** Sorts by that field, {@code -} in front for descending, empty for the list's own order. */
    void sortBy(String field) {
        if (!field.equals(sort)) {
            sort = field;
            restart();
        }
    }

    /** Whether something narrows the list. */
    boolean narrowed() {
        return !query.isEmpty() || !filter.equals(BalFilter.all());
    }

    /** How many mailboxes there are under the filter. */
    int count() {
        return live.count();
    }

    /** The mailboxes from that place on. */
    List<Bal> read(int offset, int limit) {
        return live.read(offset, limit);
    }

    /** At which place of the list that mailbox is now, as {@link LiveList#placeOf} tells. */
    OptionalInt placeOf(String address) {
        return live.placeOf(address);
    }

    /** Why the list may be old or empty. */
    Optional<Problem> problem() {
        return live.problem();
    }

    /** Forgets what was read; the next read asks anew. */
    void restart() {
        live.restart();
    }

    /** What moved since the list was read. */
    LiveList.Moves<Bal> renew() {
        return live.renew();
    }
}
