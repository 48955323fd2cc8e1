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
import java.util.OptionalInt;
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

    /** How far into the list a mailbox is looked for. */
    static final int REACH = 4_000;

    private final Services services;
    private final Supplier<Caller> caller;
    private BalFilter filter = BalFilter.all();
    private String query = "";
    private String sort = "";
    private CursorPages<Bal> pages;
    private List<Bal> lastRead = List.of();
    private long lastTotal;
    private @Nullable Problem problem;
    private boolean failureTold;

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
        List<Bal> items = guarded(() -> pages.read(offset, limit), List.of());
        if (problem != null) {
            return stale(offset, limit);
        }
        if (offset == 0) {
            lastRead = List.copyOf(items);
        }
        return items;
    }

    private List<Bal> stale(int offset, int limit) {
        List<Bal> kept = pages.kept(offset, limit);
        return kept.isEmpty() && offset < lastRead.size()
                ? lastRead.subList(offset, Math.min(lastRead.size(), offset + limit))
                : kept;
    }

    /**
     * At which place of the list that mailbox is now; nowhere if the filter hides it, if it is further down than {@value
     * #REACH} places, or if the list cannot be read.
     */
    OptionalInt placeOf(String address) {
        return guarded(() -> find(address), OptionalInt.empty());
    }

    private OptionalInt find(String address) {
        Caller who = caller.get();
        Optional<String> cursor = Optional.empty();
        for (int at = 0; at < REACH; ) {
            var request = new PageRequest(PageRequest.MAX_LIMIT, cursor, Optional.of(query), Optional.of(sort));
            Page<Bal> page = services.bals().list(who, filter, request);
            int index = addresses(page.items()).indexOf(address);
            if (index >= 0) {
                return OptionalInt.of(at + index);
            }
            cursor = page.nextCursor();
            at += page.items().size();
            if (cursor.isEmpty()) {
                break;
            }
        }
        return OptionalInt.empty();
    }

    /** Why the list may be old or empty. */
    Optional<Problem> problem() {
        return Optional.ofNullable(problem);
    }

    /** Forgets what was read; the next read asks anew. */
    void restart() {
        problem = null;
        pages = new CursorPages<>(this::load);
    }

    /** What moved since the list was read: nothing, some mailboxes in place, or their number or order. */
    Moves renew() {
        if (problem != null) {
            return retried();
        }
        long total = lastTotal;
        Map<Integer, List<Bal>> before = pages.recent();
        List<Bal> changed = new ArrayList<>();
        boolean moved = guarded(() -> compare(before, changed), false);
        if (problem != null) {
            return Moves.NONE; // what is in sight stays in sight
        }
        if (moved || lastTotal != total) {
            restart();
            return Moves.ALL;
        }
        return new Moves(false, List.copyOf(changed));
    }

    private Moves retried() {
        problem = null;
        var anew = new CursorPages<Bal>(this::load);
        guarded(anew::total, lastTotal);
        if (problem != null) {
            return Moves.NONE;
        }
        pages = anew;
        return Moves.ALL;
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

    /** Asks nothing while a problem stands: each question to a service that is away may keep the person waiting as long again. */
    private <R> R guarded(Supplier<R> reading, R otherwise) {
        if (problem != null) {
            return otherwise;
        }
        try {
            R read = reading.get();
            failureTold = false;
            return read;
        } catch (Unauthenticated ended) {
            throw ended;
        } catch (Problem e) {
            problem = e;
            return otherwise;
        } catch (RuntimeException e) {
            // a bundle that is replaced in the middle of a call fails in any way; told once, and tried again
            if (!failureTold) {
                LOG.warn("the list of mailboxes cannot be read", e);
                failureTold = true;
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
