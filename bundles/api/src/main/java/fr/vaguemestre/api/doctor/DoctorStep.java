package fr.vaguemestre.api.doctor;

import fr.vaguemestre.api.annuaire.BothTexts;
import java.util.Optional;

/**
 * One step of a walk.
 *
 * @param kind which
 * @param state what became of it
 * @param cause stable word, as in {@link fr.vaguemestre.api.confiance.PeerVerdict.Cause} or of the doctor's own; always where
 *     it failed, and where it was not tried for a reason of its own
 * @param who must act, where it failed
 * @param advice the cause and what to do about it, in words for people; wherever there is a cause
 * @param detail what was seen, with the names concerned, in English; may be blank
 */
public record DoctorStep(
        StepKind kind,
        StepState state,
        Optional<String> cause,
        Optional<StepOwner> who,
        Optional<BothTexts> advice,
        String detail) {}
