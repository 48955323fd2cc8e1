package fr.vaguemestre.confiance;

import fr.vaguemestre.api.confiance.WhiteListChange;
import fr.vaguemestre.api.confiance.WhiteListChange.Kind;
import fr.vaguemestre.api.confiance.WhiteListFigures;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a list changes against the one before it.
 *
 * @param after the newer list
 * @param previous digest of the older one; empty where there is none to compare with, and so no changes
 * @param changes by domain; another spelling of the same DN is none
 */
record ListDiff(WhiteList after, Optional<String> previous, List<WhiteListChange> changes) {
    ListDiff {
        changes = List.copyOf(changes);
    }

    /** Compares by domain: who came, who went, and for whom other certificates count now. */
    static ListDiff between(Optional<WhiteList> before, WhiteList after) {
        if (before.isEmpty()) {
            return new ListDiff(after, Optional.empty(), List.of());
        }
        WhiteList old = before.get();
        var changes = new ArrayList<WhiteListChange>();
        old.domains().forEach((name, listed) -> {
            var now = after.domains().get(name);
            if (now == null) {
                changes.add(new WhiteListChange(name, Kind.REMOVED, dns(listed), List.of()));
            } else if (!now.peers().equals(listed.peers())) {
                changes.add(new WhiteListChange(name, Kind.CHANGED, dns(listed), dns(now)));
            }
        });
        Set<String> known = old.domains().keySet();
        after.domains().forEach((name, listed) -> {
            if (!known.contains(name)) {
                changes.add(new WhiteListChange(name, Kind.ADDED, List.of(), dns(listed)));
            }
        });
        changes.sort(Comparator.comparing(WhiteListChange::domain));
        return new ListDiff(after, Optional.of(old.digest()), changes);
    }

    /** How many changes are of that kind. */
    long count(Kind kind) {
        return changes.stream().filter(change -> change.kind() == kind).count();
    }

    /** The newer list in figures. */
    WhiteListFigures figures(Instant fetchedAt) {
        return new WhiteListFigures(
                after.digest(),
                after.generatedAt(),
                fetchedAt,
                after.domains().size(),
                after.entries(),
                previous,
                count(Kind.ADDED),
                count(Kind.REMOVED),
                count(Kind.CHANGED));
    }

    private static List<String> dns(WhiteList.Listed listed) {
        return listed.shown().certificateDns();
    }
}
