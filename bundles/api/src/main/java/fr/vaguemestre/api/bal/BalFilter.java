package fr.vaguemestre.api.bal;

import java.util.Optional;

/** Which mailboxes are wanted; what is empty does not filter. */
public record BalFilter(Optional<String> domain, Optional<BalType> type, Optional<BalState> state) {
    /** All mailboxes. */
    public static BalFilter all() {
        return new BalFilter(Optional.empty(), Optional.empty(), Optional.empty());
    }
}
