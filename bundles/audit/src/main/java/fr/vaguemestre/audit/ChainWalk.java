package fr.vaguemestre.audit;

import fr.vaguemestre.api.audit.AuditEntry;
import fr.vaguemestre.api.audit.AuditVerification;
import java.util.HashSet;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Walks chains one after the other, each entry by entry and then its head, and stops at the first thing that does not fit.
 * The same walk for the database and for an exported file.
 */
final class ChainWalk {
    private static final NavigableMap<Long, Anchor> NONE = new TreeMap<>();

    private final Map<String, NavigableMap<Long, Anchor>> anchors;
    private final Set<String> begun = new HashSet<>();
    private Chain chain = new Chain();
    private String tenant = "";
    private boolean headed = true;
    private long checked;
    private Optional<AuditVerification> broken = Optional.empty();

    /** Compares with these anchors, by tenant and place. */
    ChainWalk(Map<String, NavigableMap<Long, Anchor>> anchors) {
        this.anchors = anchors;
    }

    /** Takes the next entry; whether all is well so far. */
    boolean take(AuditEntry entry) {
        if (!at(entry.tenant(), entry.sequence())) {
            return false;
        }
        if (headed) {
            return broken(entry.sequence(), "an entry stands behind the end of its chain");
        }
        if (!chain.accepts(entry)) {
            long expected = chain.sequence() + 1;
            return entry.sequence() == expected
                    ? broken(expected, "its hash does not fit: it was changed, or the one before it")
                    : broken(
                            Math.min(entry.sequence(), expected),
                            "entry " + expected + " is missing here, " + entry.sequence() + " stands in its place");
        }
        Anchor anchor = anchored().get(entry.sequence());
        if (anchor != null && !anchor.hash().equals(entry.hash())) {
            Long before = anchored().lowerKey(entry.sequence());
            return broken(
                    entry.sequence(),
                    "it is not what was anchored at " + anchor.at() + ": the chain was written anew, from entry "
                            + (before == null ? 1 : before + 1) + " on at the earliest");
        }
        checked++;
        return true;
    }

    /** Takes the end of a chain, as its head tells it; whether all is well so far. */
    boolean head(String of, long sequence, String hash) {
        if (!at(of, 1)) {
            return false;
        }
        headed = true;
        if (chain.sequence() < sequence) {
            return broken(chain.sequence() + 1, "it is missing: the chain's head knows " + sequence + " entries");
        }
        if (!chain.endsAt(sequence, hash)) {
            return broken(chain.sequence(), "it is not the one that the chain's head knows as its last");
        }
        return anchored().isEmpty()
                || anchored().lastKey() <= chain.sequence()
                || broken(
                        chain.sequence() + 1,
                        "it is missing: " + anchored().lastKey() + " entries were anchored at "
                                + anchored().lastEntry().getValue().at());
    }

    /** What was found, once everything was taken. */
    AuditVerification end() {
        if (endChain()) {
            anchors.keySet().stream()
                    .filter(anchored -> !begun.contains(anchored))
                    .sorted()
                    .findFirst()
                    .ifPresent(gone -> {
                        tenant = gone;
                        broken(1, "the whole chain is missing, and was anchored");
                    });
        }
        return sofar();
    }

    /** What was found up to here. */
    AuditVerification sofar() {
        return broken.orElseGet(() -> AuditVerification.intact(checked));
    }

    long checked() {
        return checked;
    }

    private boolean at(String of, long sequence) {
        if (broken.isPresent()) {
            return false;
        }
        if (of.equals(tenant)) {
            return true;
        }
        if (!endChain()) {
            return false;
        }
        tenant = of;
        chain = new Chain();
        headed = false;
        return begun.add(of) || broken(sequence, "its chain was begun before, out of its order");
    }

    private boolean endChain() {
        return broken.isEmpty() && (headed || broken(chain.sequence() + 1, "it or the head of its chain is missing"));
    }

    private NavigableMap<Long, Anchor> anchored() {
        return anchors.getOrDefault(tenant, NONE);
    }

    private boolean broken(long sequence, String reason) {
        broken = Optional.of(
                new AuditVerification(false, checked, Optional.of(tenant + "/" + sequence), Optional.of(reason)));
        return false;
    }
}
