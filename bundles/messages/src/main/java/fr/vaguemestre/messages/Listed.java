package fr.vaguemestre.messages;

import fr.vaguemestre.api.paging.Cursor;
import fr.vaguemestre.api.paging.Page;
import fr.vaguemestre.api.paging.PageRequest;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * Pages of messages of the mail server, oldest first.
 *
 * @param at since when one is there
 * @param id its queue id
 * @param shown as people may see it
 */
record Listed<M>(Function<M, Instant> at, Function<M, String> id, UnaryOperator<M> shown) {
    /** That page of those messages, of which a text is wanted or not. */
    Page<M> page(List<M> visible, PageRequest page) {
        List<M> all = visible.stream()
                .filter(message ->
                        page.query().isEmpty() || holds(message, page.query().get()))
                .toList();
        List<M> rest = page.cursor()
                .map(cursor -> after(all, Cursor.decoded(cursor, 2)))
                .orElse(all);
        List<M> items = rest.stream().limit(page.limit()).toList();
        Optional<String> next = rest.size() > page.limit()
                ? Optional.of(Cursor.after(at.apply(items.getLast()).toString(), id.apply(items.getLast()))
                        .encoded())
                : Optional.empty();
        return new Page<>(items.stream().map(shown).toList(), next, all.size());
    }

    private boolean holds(M message, String text) {
        return message.toString().toLowerCase(Locale.ROOT).contains(text.toLowerCase(Locale.ROOT));
    }

    private List<M> after(List<M> all, Cursor cursor) {
        Instant then = cursor.read(0, Instant::parse);
        String last = cursor.keys().get(1);
        return all.stream()
                .filter(message -> at.apply(message).isAfter(then)
                        || (at.apply(message).equals(then) && id.apply(message).compareTo(last) > 0))
                .toList();
    }
}
