package fr.vaguemestre.api.doctor;

import java.time.Instant;
import java.util.Optional;

/**
 * What a round found about one of the most used peers.
 *
 * @param id of this finding
 * @param messages how many messages went to it in the time that the round was chosen by
 * @param diagnosis what stood between us
 * @param worked when a round found it good last, before this one; empty if none did as far back as is kept
 */
public record PeerFinding(String id, long messages, Diagnosis diagnosis, Optional<Instant> worked) {
    /**
     * Whether it worked before, does not now, and its operator must act: what raises the alarm. Trouble of ours says nothing
     * about a peer, and has alarms of its own.
     */
    public boolean isFallen() {
        return worked.isPresent()
                && diagnosis.steps().stream().anyMatch(step -> step.who().equals(Optional.of(StepOwner.THEM)));
    }
}
