package fr.vaguemestre.api.paging;

import fr.vaguemestre.api.problem.Invalid;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.util.Base64;
import java.util.List;
import java.util.function.Function;

/**
 * The place after an item, as {@link Page#nextCursor()} carries it: the values that the list is ordered by, opaque to
 * whoever pages.
 *
 * @param keys sort values of the last item of a page, at least one
 */
public record Cursor(List<String> keys) {
    private static final char SEPARATOR = '\u001f';

    /** Keeps an unmodifiable copy. */
    public Cursor {
        keys = List.copyOf(keys);
    }

    /** The place after the item with these sort values, none of which holds the control character U+001F. */
    public static Cursor after(String... keys) {
        return new Cursor(List.of(keys));
    }

    /**
     * Reads what {@link #encoded()} wrote.
     *
     * @param size how many sort values the list has
     * @throws Invalid {@code paging.cursor} if it is not one of ours
     */
    public static Cursor decoded(String text, int size) {
        try {
            String plain = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8);
            List<String> keys = List.of(plain.split(String.valueOf(SEPARATOR), -1));
            if (keys.size() == size) {
                return new Cursor(keys);
            }
        } catch (IllegalArgumentException notBase64) {
            // Told below, as for a wrong number of values.
        }
        throw notOurs();
    }

    /**
     * One of the sort values, in the type that the list is ordered by: {@code read(0, Instant::parse)}.
     *
     * @param index its place, from 0
     * @param how reads the text, and throws what {@code Long.valueOf}, {@code UUID.fromString} or {@code Instant.parse} do
     * @throws Invalid {@code paging.cursor} if the text is not of that type
     */
    public <T> T read(int index, Function<String, T> how) {
        try {
            return how.apply(keys.get(index));
        } catch (DateTimeException | IllegalArgumentException unreadable) {
            throw notOurs();
        }
    }

    private static Invalid notOurs() {
        return Invalid.field("cursor", "paging.cursor", "this cursor was not given by this list");
    }

    /** The opaque form, of letters, digits, {@code -} and {@code _}. */
    public String encoded() {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(String.join(String.valueOf(SEPARATOR), keys).getBytes(StandardCharsets.UTF_8));
    }
}
