package fr.vaguemestre.ui.registry;

import fr.vaguemestre.api.paging.Page;
import fr.vaguemestre.api.paging.PageRequest;
import fr.vaguemestre.api.problem.Problem;
import fr.vaguemestre.api.problem.Unauthenticated;
import fr.vaguemestre.api.problem.Unavailable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a table shows of a service's list, without its looks. While the list cannot be read, it keeps showing what was read
 * last and says so; it then asks once for each {@link #renew}, for each question to a service that is away may keep the
 * person waiting for seconds.
 */
public final class LiveList<T> {
    /** How far into the list an item is looked for. */
    public static final int REACH = 4_000;

    private static final Logger LOG = LoggerFactory.getLogger(LiveList.class);

    private final Source<T> source;
    private final Function<T, String> id;
    private final String away;
    private CursorPages<T> pages;
    private List<T> lastRead = List.of();
    private long lastTotal;
    private @Nullable Problem problem;
    private boolean failureTold;

    /** Where the items come from. */
    @FunctionalInterface
    public interface Source<T> {
        /** A page of at most that many items from that place on; from the start without a cursor. */
        Page<T> page(int limit, Optional<String> cursor);
    }

    /**
     * A list of what the source gives.
     *
     * @param id by which an item is known again
     * @param away code of the problem to tell where the source fails without one
     */
    public LiveList(Source<T> source, Function<T, String> id, String away) {
        this.source = source;
        this.id = id;
        this.away = away;
        pages = new CursorPages<>(this::load);
    }

    /** How many items there are. */
    public int count() {
        return (int) Math.min(Integer.MAX_VALUE, guarded(() -> pages.total(), lastTotal));
    }

    /** The items from that place on. */
    public List<T> read(int offset, int limit) {
        List<T> items = guarded(() -> pages.read(offset, limit), List.of());
        if (problem != null) {
            return stale(offset, limit);
        }
        if (offset == 0) {
            lastRead = List.copyOf(items);
        }
        return items;
    }

    private List<T> stale(int offset, int limit) {
        List<T> kept = pages.kept(offset, limit);
        return kept.isEmpty() && offset < lastRead.size()
                ? lastRead.subList(offset, Math.min(lastRead.size(), offset + limit))
                : kept;
    }

    /**
     * At which place of the list that item is now; nowhere if the list does not hold it, if it is further down than {@value
     * #REACH} places, or if the list cannot be read.
     */
    public OptionalInt placeOf(String wanted) {
        return guarded(() -> find(wanted), OptionalInt.empty());
    }

    private OptionalInt find(String wanted) {
        Optional<String> cursor = Optional.empty();
        for (int at = 0; at < REACH; ) {
            Page<T> page = source.page(PageRequest.MAX_LIMIT, cursor);
            int index = ids(page.items()).indexOf(wanted);
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
    public Optional<Problem> problem() {
        return Optional.ofNullable(problem);
    }

    /** Forgets what was read; the next read asks anew. */
    public void restart() {
        problem = null;
        pages = new CursorPages<>(this::load);
    }

    /** Puts an item in place of the one with its id, where that was read. */
    public void put(T item) {
        pages.replace(known -> id.apply(known).equals(id.apply(item)), item);
    }

    /** What moved since the list was read: nothing, some items in place, or their number or order. */
    public Moves<T> renew() {
        if (problem != null) {
            return retried();
        }
        long total = lastTotal;
        Map<Integer, List<T>> before = pages.recent();
        List<T> changed = new ArrayList<>();
        boolean moved = guarded(() -> compare(before, changed), false);
        if (problem != null) {
            return new Moves<>(false, List.of()); // what is in sight stays in sight
        }
        if (moved || lastTotal != total) {
            restart();
            return new Moves<>(true, List.of());
        }
        return new Moves<>(false, changed);
    }

    private Moves<T> retried() {
        problem = null;
        var anew = new CursorPages<T>(this::load);
        guarded(anew::total, lastTotal);
        if (problem == null) {
            pages = anew;
        }
        return new Moves<>(problem == null, List.of());
    }

    private boolean compare(Map<Integer, List<T>> before, List<T> changed) {
        if (before.isEmpty()) {
            pages.total();
            return false;
        }
        for (var page : before.entrySet()) {
            List<T> now = pages.again(page.getKey());
            if (!ids(now).equals(ids(page.getValue()))) {
                return true;
            }
            now.stream().filter(item -> !page.getValue().contains(item)).forEach(changed::add);
        }
        return false;
    }

    private List<String> ids(List<T> items) {
        return items.stream().map(id).toList();
    }

    private Page<T> load(Optional<String> cursor) {
        Page<T> page = source.page(CursorPages.PAGE, cursor);
        lastTotal = page.total();
        return page;
    }

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
                LOG.warn("a list cannot be read", e);
                failureTold = true;
            }
            problem = new Unavailable(away, "the service failed", e);
            return otherwise;
        }
    }

    /**
     * What moved.
     *
     * @param all whether the list must be shown anew
     * @param changed items to show anew in their place
     */
    public record Moves<T>(boolean all, List<T> changed) {
        /** Keeps an unmodifiable copy. */
        public Moves {
            changed = List.copyOf(changed);
        }
    }
}
