package fr.vaguemestre.api.confiance;

import java.time.Instant;
import java.util.Optional;

/**
 * A white list that passed every check but one: too many domains are gone from it. It waits for a person.
 *
 * @param figures what it holds, and what would change
 * @param domainsInForce how many domains the list in force holds
 * @param heldAt since when it waits
 * @param refusedBy subject of whoever refused it; empty while nobody decided
 * @param refusedAt when
 */
public record HeldWhiteList(
        WhiteListFigures figures,
        long domainsInForce,
        Instant heldAt,
        Optional<String> refusedBy,
        Optional<Instant> refusedAt) {
    /** Whether a person still has to decide. */
    public boolean isWaiting() {
        return refusedBy.isEmpty();
    }
}
