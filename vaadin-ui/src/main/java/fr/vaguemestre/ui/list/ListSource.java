package fr.vaguemestre.ui.list;

import fr.vaguemestre.api.access.Caller;
import fr.vaguemestre.api.paging.Page;
import fr.vaguemestre.api.paging.PageRequest;
import fr.vaguemestre.api.problem.Problem;
import fr.vaguemestre.ui.registry.LiveList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/** What a page's list shows, without its looks: one filtered, sorted list of a service. */
public final class ListSource<T> {
    /** The name of the search text among the filters. */
    public static final String SEARCH = "q";

    private final Reader<T> reader;
    private final Supplier<Caller> caller;
    private final Function<T, String> id;
    private final LiveList<T> live;
    private volatile Map<String, String> filter = Map.of();
    private volatile String sort = "";

    /** A service that lists. */
    @FunctionalInterface
    public interface Reader<T> {
        /**
         * A page of the list.
         *
         * @param filter what is filtered by, without the search text, which is in the request; never blank values
         */
        Page<T> page(Caller caller, Map<String, String> filter, PageRequest request);
    }

    /**
     * A list of what the service gives.
     *
     * @param caller asked anew for each page
     * @param id by which an item is known again
     * @param away code of the problem to tell where the service fails without one
     */
    public ListSource(Supplier<Caller> caller, Reader<T> reader, Function<T, String> id, String away) {
        this.reader = reader;
        this.caller = caller;
        this.id = id;
        live = new LiveList<>(this::page, id, away);
    }

    private Page<T> page(int limit, Optional<String> cursor) {
        Map<String, String> wanted = new TreeMap<>(filter);
        Optional<String> text = Optional.ofNullable(wanted.remove(SEARCH));
        return reader.page(caller.get(), wanted, new PageRequest(limit, cursor, text, Optional.of(sort)));
    }

    /** Shows other items from now on; blank values filter nothing. */
    public void show(Map<String, String> wanted) {
        Map<String, String> kept = new TreeMap<>(wanted);
        kept.replaceAll((name, value) -> value.strip());
        kept.values().removeIf(String::isEmpty);
        filter = kept;
        restart();
    }

    /** Sorts by that field, {@code -} in front for descending, empty for the list's own order. */
    public void sortBy(String field) {
        if (!field.equals(sort)) {
            sort = field;
            restart();
        }
    }

    /** What it is sorted by. */
    public String sort() {
        return sort;
    }

    /** What it is filtered by. */
    public Map<String, String> filter() {
        return Map.copyOf(filter);
    }

    /** Whether something narrows the list. */
    public boolean narrowed() {
        return !filter.isEmpty();
    }

    /** How many items there are under the filter. */
    public int count() {
        return live.count();
    }

    /** The items from that place on. */
    public List<T> read(int offset, int limit) {
        return live.read(offset, limit);
    }

    /**
     * Hands over each item under filter and sort, read anew; safe in any thread.
     *
     * @param most how many at most
     * @return whether that was all
     */
    public boolean each(int most, Consumer<T> use) {
        Optional<String> cursor = Optional.empty();
        int left = most;
        while (left > 0) {
            Page<T> page = page(Math.min(left, PageRequest.MAX_LIMIT), cursor);
            page.items().forEach(use);
            left -= page.items().size();
            cursor = page.nextCursor();
            if (cursor.isEmpty() || page.items().isEmpty()) {
                return true;
            }
        }
        return false;
    }

    /** By what that item is known again. */
    public String idOf(T item) {
        return id.apply(item);
    }

    /** At which place of the list that item is now, as {@link LiveList#placeOf} tells. */
    public OptionalInt placeOf(String item) {
        return live.placeOf(item);
    }

    /** Puts an item in place of the one with its id, where that was read. */
    public void put(T item) {
        live.put(item);
    }

    /** Why the list may be old or empty. */
    public Optional<Problem> problem() {
        return live.problem();
    }

    /** Forgets what was read; the next read asks anew. */
    public void restart() {
        live.restart();
    }

    /** What moved since the list was read. */
    public LiveList.Moves<T> renew() {
        return live.renew();
    }
}
