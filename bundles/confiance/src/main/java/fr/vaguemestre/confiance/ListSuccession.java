package fr.vaguemestre.confiance;

import fr.vaguemestre.api.access.Caller;
import fr.vaguemestre.api.confiance.HeldWhiteList;
import fr.vaguemestre.api.problem.Conflict;
import fr.vaguemestre.api.problem.NotFound;
import fr.vaguemestre.api.problem.Problem;
import fr.vaguemestre.confiance.ListRefused.Why;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whether a verified list may follow the one in force, or has to wait for a person. */
final class ListSuccession {
    private static final Logger log = LoggerFactory.getLogger(ListSuccession.class);

    private final AcceptedLists lists;
    private final int shrinkPercent;

    /** Holds a list that lacks more than that share of the domains of the one in force, in percent. */
    ListSuccession(AcceptedLists lists, int shrinkPercent) {
        this.lists = lists;
        this.shrinkPercent = shrinkPercent;
    }

    /** Refuses a list that was made before the one in force. */
    static void checkAge(Optional<WhiteList> current, WhiteList fetched) throws ListRefused {
        if (current.isPresent() && fetched.generatedAt().isBefore(current.get().generatedAt())) {
            throw new ListRefused(
                    Why.ROLLBACK,
                    "made on " + fetched.generatedAt() + ", the one in force on "
                            + current.get().generatedAt());
        }
    }

    /** Refuses a list from which too many domains are gone, and holds it, so that a person can look at it and decide. */
    void checkSize(Caller by, WhiteList current, WhiteList fetched, byte[] signed, Instant now) throws ListRefused {
        int domains = current.domains().size();
        long vanished = current.vanishedIn(fetched);
        if (vanished * 100 <= (long) shrinkPercent * domains) {
            return;
        }
        try {
            Optional<HeldWhiteList> before =
                    lists.held().filter(held -> held.figures().digest().equals(fetched.digest()));
            if (before.filter(held -> !held.isWaiting()).isPresent()) {
                throw refusal(before.get());
            }
            if (before.isEmpty()) {
                lists.hold(by, signed, ListDiff.between(Optional.of(current), fetched), domains, now);
            }
        } catch (Problem away) {
            log.warn("A list is held, and could not be kept for a person to look at: {}", away.getMessage());
        }
        throw new ListRefused(
                Why.SHRINK,
                vanished + " of " + domains + " domains are gone; held until an administrator accepts or refuses it");
    }

    /**
     * The list that is held under that digest.
     *
     * @throws NotFound {@code confiance.none-held}
     * @throws Conflict {@code confiance.held-other}
     */
    HeldWhiteList held(String digest) {
        HeldWhiteList held = lists.held()
                .orElseThrow(() -> new NotFound("confiance.none-held", "no list is held: look at the one in force"));
        if (!held.figures().digest().equals(digest)) {
            throw otherHeld(digest);
        }
        return held;
    }

    /** Notes that a person refused the list held under that digest; throws as {@link #held}. */
    HeldWhiteList refuse(Caller by, String digest, Instant now) {
        if (held(digest).isWaiting()) {
            lists.refuse(by, digest, now);
        }
        return held(digest);
    }

    /** Lets go of a held list that is published no more: what was fetched is in force. */
    void release(Caller by) {
        try {
            lists.held().ifPresent(held -> lists.release(by, held.figures().digest()));
        } catch (Problem away) {
            log.warn("The list that was held could not be let go: {}", away.getMessage());
        }
    }

    /** What it means that a person looked at another list than the one that is held. */
    static Conflict otherHeld(String digest) {
        return new Conflict(
                "confiance.held-other", "another list is held by now than " + digest + ": look at that one");
    }

    /** Why a list that a person refused is not taken. */
    static ListRefused refusal(HeldWhiteList held) {
        return new ListRefused(
                Why.REFUSED,
                "the list of " + held.figures().generatedAt() + ", from which "
                        + held.figures().removed() + " domains are gone, was refused by "
                        + held.refusedBy().orElse("") + " on "
                        + held.refusedAt().map(Instant::toString).orElse(""));
    }
}
