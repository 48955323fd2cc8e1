package fr.vaguemestre.api.confiance;

import java.util.List;

/**
 * What became of one domain between two white lists.
 *
 * @param domain lower case
 * @param kind what became of it
 * @param before DN of the certificates that could send for it on the older list, as written; none where it came
 * @param after the same on the newer list; none where it went
 */
public record WhiteListChange(String domain, Kind kind, List<String> before, List<String> after) {
    /** Keeps unmodifiable copies. */
    public WhiteListChange {
        before = List.copyOf(before);
        after = List.copyOf(after);
    }

    /** What became of a domain. */
    public enum Kind {
        /** It was not on the older list. */
        ADDED,
        /** It is not on the newer list. */
        REMOVED,
        /** It stands on both, with other certificates. */
        CHANGED
    }
}
