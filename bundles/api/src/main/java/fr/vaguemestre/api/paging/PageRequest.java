package fr.vaguemestre.api.paging;

import fr.vaguemestre.api.problem.Invalid;
import java.util.Optional;

/**
 * Which page of a list is wanted.
 *
 * @param limit how many items at most, 1 to {@value #MAX_LIMIT}
 * @param cursor where to go on from: {@link Page#nextCursor()} of the page before; empty for the first page
 * @param query free text that the items must contain, without regard to case; empty for all
 * @param sort field to sort by, with a leading {@code -} for descending; empty for the list's own order
 */
public record PageRequest(int limit, Optional<String> cursor, Optional<String> query, Optional<String> sort) {
    /** The most items that one page may hold. */
    public static final int MAX_LIMIT = 200;

    /** How many items a page holds when the caller does not say. */
    public static final int DEFAULT_LIMIT = 50;

    /**
     * Checks the limit and drops blank texts.
     *
     * @throws Invalid {@code paging.limit} if the limit is out of range
     */
    public PageRequest {
        if (limit < 1 || limit > MAX_LIMIT) {
            throw Invalid.field("limit", "paging.limit", "limit must be between 1 and " + MAX_LIMIT);
        }
        cursor = cursor.filter(text -> !text.isBlank());
        query = query.map(String::strip).filter(text -> !text.isEmpty());
        sort = sort.map(String::strip).filter(text -> !text.isEmpty());
    }

    /** The first page of the whole list, in its own order. */
    public static PageRequest first() {
        return new PageRequest(DEFAULT_LIMIT, Optional.empty(), Optional.empty(), Optional.empty());
    }
}
