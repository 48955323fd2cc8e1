package fr.vaguemestre.ui.registry;

import fr.vaguemestre.api.paging.Page;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Turns a list that is read by cursor into one that is read by place, as scrolling needs it: remembers the cursors that it
 * passed and the last few pages.
 */
public final class CursorPages<T> {
    /** How many items it asks for at once. */
    public static final int PAGE = 50;

    private static final int KEPT = 4;

    private final Function<Optional<String>, Page<T>> source;
    private final List<Optional<String>> cursors = new ArrayList<>();
    private final LinkedHashMap<Integer, List<T>> pages = new LinkedHashMap<>(16, 0.75f, true);
    private long total = -1;

    /** Reads from that source: a cursor (none for the first page) to a page of {@value #PAGE} items. */
    public CursorPages(Function<Optional<String>, Page<T>> source) {
        this.source = source;
        cursors.add(Optional.empty());
    }

    /** How many items there are in all; reads the first page if nothing was read yet. */
    public long total() {
        if (total < 0) {
            page(0);
        }
        return total;
    }

    /** The items from that place on, fewer at the end of the list. */
    public List<T> read(int offset, int limit) {
        List<T> items = new ArrayList<>(limit);
        for (int at = offset; at < offset + limit; ) {
            List<T> page = page(at / PAGE);
            int from = at % PAGE;
            if (from >= page.size()) {
                break;
            }
            int to = Math.min(page.size(), from + offset + limit - at);
            items.addAll(page.subList(from, to));
            at += to - from;
        }
        return items;
    }

    /** The pages that were read last, by number. */
    public Map<Integer, List<T>> recent() {
        return Map.copyOf(pages);
    }

    /** What is still known of the items from that place on, without asking; fewer where something between is not known. */
    public List<T> kept(int offset, int limit) {
        List<T> items = new ArrayList<>();
        for (int at = offset; at < offset + limit; at++) {
            List<T> page = pages.getOrDefault(at / PAGE, List.of());
            if (at % PAGE >= page.size()) {
                break;
            }
            items.add(page.get(at % PAGE));
        }
        return items;
    }

    /** Puts an item in place of those that are meant, on the pages that are kept. */
    public void replace(Predicate<T> meant, T item) {
        pages.replaceAll((number, page) ->
                page.stream().map(known -> meant.test(known) ? item : known).toList());
    }

    /** Reads a page anew that was read before, and the total with it; keeps what it has if that fails. */
    public List<T> again(int number) {
        return fetch(number);
    }

    private List<T> page(int number) {
        List<T> kept = pages.get(number);
        if (kept != null) {
            return kept;
        }
        while (cursors.size() <= number) {
            int last = cursors.size() - 1;
            fetch(last);
            if (cursors.size() - 1 == last) {
                return List.of();
            }
        }
        return fetch(number);
    }

    private List<T> fetch(int number) {
        Page<T> page = source.apply(cursors.get(number));
        total = page.total();
        if (number == cursors.size() - 1 && page.nextCursor().isPresent()) {
            cursors.add(page.nextCursor());
        }
        pages.put(number, page.items());
        if (pages.size() > KEPT) {
            pages.remove(pages.keySet().iterator().next());
        }
        return page.items();
    }
}
