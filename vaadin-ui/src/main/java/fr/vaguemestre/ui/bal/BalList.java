package fr.vaguemestre.ui.bal;

import fr.vaguemestre.api.access.Caller;
import fr.vaguemestre.api.bal.Bal;
import fr.vaguemestre.api.bal.BalFilter;
import fr.vaguemestre.api.paging.Page;
import fr.vaguemestre.api.paging.PageRequest;
import fr.vaguemestre.api.problem.Problem;
import fr.vaguemestre.api.problem.Unauthenticated;
import fr.vaguemestre.api.problem.Unavailable;
import fr.vaguemestre.ui.registry.CursorPages;
import fr.vaguemestre.ui.registry.Services;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the mailboxes page shows, without its looks: one filtered, sorted list. While it cannot be read, it keeps showing
 * what was read last and says so.
 */
final class BalList {
    private static final Logger LOG = LoggerFactory.getLogger(BalList.class);

    private final Services services;
    private final Supplier<Caller> caller;
    private BalFilter filter = BalFilter.all();
    private String query = "";
    private String sort = "";
    private CursorPages<Bal> pages;
    private List<Bal> lastRead = List.of();
    private long lastTotal;
    private @Nullable Problem problem;

    BalList(Services services, Supplier<Caller> caller) {
        this.services = services;
        this.caller = caller;
        pages = new CursorPages<>(this::load);
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
        return (int) Math.min(Integer.MAX_VALUE, guarded(pages::total, lastTotal));
    }

    /** The mailboxes from that place on. */
    List<Bal> read(int offset, int limit) {
        List<Bal> stale = offset < lastRead.size()
                ? lastRead.subList(offset, Math.min(lastRead.size(), offset + limit))
                : List.of();
        List<Bal> items = guarded(() -> pages.read(offset, limit), stale);
        if (offset == 0 && problem == null) {
            lastRead = List.copyOf(items);
        }
        return items;
    }

    /** Why the list may be old or empty. */
    Optional<Problem> problem() {
        return Optional.ofNullable(problem);
    }

    /** Forgets what was read; the next read asks anew. */
    void restart() {
        pages = new CursorPages<>(this::load);
    }

    /** What moved since the list was read: nothing, some mailboxes in place, or their number or order. */
    Moves renew() {
        boolean troubled = problem != null;
        if (troubled) {
            restart();
        }
        long total = lastTotal;
        Map<Integer, List<Bal>> before = pages.recent();
        List<Bal> changed = new ArrayList<>();
        boolean moved = guarded(() -> compare(before, changed), false);
        if (problem != null) {
            return troubled ? Moves.NONE : Moves.ALL;
        }
        if (troubled || moved || pages.total() != total) {
            restart();
            return Moves.ALL;
        }
        return new Moves(false, List.copyOf(changed));
    }

    private boolean compare(Map<Integer, List<Bal>> before, List<Bal> changed) {
        if (before.isEmpty()) {
            pages.total();
            return false;
        }
        for (var page : before.entrySet()) {
            List<Bal> now = pages.again(page.getKey());
            if (!addresses(now).equals(addresses(page.getValue()))) {
                return true;
            }
            now.stream().filter(bal -> !page.getValue().contains(bal)).forEach(changed::add);
        }
        return false;
    }

    private static List<String> addresses(List<Bal> bals) {
        return bals.stream().map(Bal::address).toList();
    }

    private Page<Bal> load(Optional<String> cursor) {
        var request = new PageRequest(CursorPages.PAGE, cursor, Optional.of(query), Optional.of(sort));
        var page = services.bals().list(caller.get(), filter, request);
        lastTotal = page.total();
        return page;
    }

    private <R> R guarded(Supplier<R> reading, R otherwise) {
        try {
            R read = reading.get();
            problem = null;
            return read;
        } catch (Unauthenticated ended) {
            throw ended;
        } catch (Problem e) {
            problem = e;
            return otherwise;
        } catch (RuntimeException e) {
            // a bundle that is replaced in the middle of a call fails in any way; told once, and tried again
            if (problem == null) {
                LOG.warn("the list of mailboxes cannot be read", e);
            }
            problem = new Unavailable("ui.bal-away", "the mailbox service failed", e);
            return otherwise;
        }
    }

    /**
     * What moved.
     *
     * @param all whether the list must be shown anew
     * @param changed mailboxes to show anew in their place
     */
    record Moves(boolean all, List<Bal> changed) {
        static final Moves NONE = new Moves(false, List.of());
        static final Moves ALL = new Moves(true, List.of());
    }
}
