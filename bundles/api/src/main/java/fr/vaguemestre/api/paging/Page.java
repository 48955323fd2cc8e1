package fr.vaguemestre.api.paging;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * One page of a list.
 *
 * @param items the items of this page, in the order asked for
 * @param nextCursor opaque place to go on from; empty on the last page
 * @param total how many items the whole list holds under the same filter
 */
public record Page<T>(List<T> items, Optional<String> nextCursor, long total) {
    /** Keeps an unmodifiable copy of the items. */
    public Page {
        items = List.copyOf(items);
    }

    /** The same page with each item translated. */
    public <R> Page<R> map(Function<? super T, ? extends R> translation) {
        return new Page<>(items.stream().<R>map(translation).toList(), nextCursor, total);
    }
}
