package fr.vaguemestre.api.annuaire;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a search found.
 *
 * @param items this page, best first
 * @param nextCursor where to go on from; empty on the last page
 * @param total how many were found, at most {@value DirectoryService#MOST}
 * @param asOf the oldest knowledge behind this answer; empty while no directory was ever copied
 * @param missing names of the sources that did not answer
 */
public record DirectoryAnswer(
        List<DirectoryPerson> items,
        Optional<String> nextCursor,
        long total,
        Optional<Instant> asOf,
        List<String> missing) {
    /** Keeps unmodifiable copies. */
    public DirectoryAnswer {
        items = List.copyOf(items);
        missing = List.copyOf(missing);
    }
}
