package fr.vaguemestre.api.annuaire;

import fr.vaguemestre.api.bal.Publication;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Where the publication of one mailbox stands.
 *
 * @param id opaque
 * @param version of the mailbox that it is about
 * @param wanted whether the mailbox shall be in the directory
 * @param code stable word of the last answer
 * @param detail the directory's words
 * @param fix what a person can do about it; empty where nothing is to be done
 * @param attempts how often it was tried since the last change
 * @param nextAttemptAt when it is tried by itself; empty where it waits for a report, for a person or for nothing
 * @param at when the state was reached
 * @param lines what happened so far, newest first, at most 50; empty in lists
 */
public record DirectoryPublication(
        String id,
        String address,
        String domain,
        long version,
        boolean wanted,
        Publication.State state,
        Optional<String> code,
        Optional<String> detail,
        Optional<BothTexts> fix,
        int attempts,
        Optional<Instant> nextAttemptAt,
        Instant at,
        List<Line> lines) {
    /** Keeps an unmodifiable copy. */
    public DirectoryPublication {
        lines = List.copyOf(lines);
    }

    /**
     * One line of the report.
     *
     * @param state reached by it
     * @param code stable word; empty where the directory had nothing to say
     * @param fix what a person can do about it
     */
    public record Line(
            Instant at,
            Publication.State state,
            Optional<String> code,
            Optional<String> detail,
            Optional<BothTexts> fix) {}
}
