package fr.vaguemestre.doctor.rest;

import fr.vaguemestre.api.annuaire.BothTexts;
import fr.vaguemestre.api.doctor.Diagnosis;
import fr.vaguemestre.api.doctor.PeerFinding;
import fr.vaguemestre.api.doctor.StepKind;
import fr.vaguemestre.api.doctor.StepOwner;
import fr.vaguemestre.api.doctor.StepState;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What the doctor's routes answer. */
public final class Bodies {
    private Bodies() {}

    /**
     * One step.
     *
     * @param step which
     * @param ok whether it passed; false also where it was not tried
     * @param state what became of it
     * @param cause stable word, where it failed or was not tried for a reason of its own
     * @param who must act, where it failed
     * @param advice the cause and what to do about it, in both languages
     * @param detail what was seen, in English
     */
    public record WalkedStep(
            StepKind step,
            boolean ok,
            StepState state,
            Optional<String> cause,
            Optional<StepOwner> who,
            Optional<BothTexts> advice,
            String detail) {
        static List<WalkedStep> of(Diagnosis diagnosis) {
            return diagnosis.steps().stream()
                    .map(step -> new WalkedStep(
                            step.kind(),
                            step.state() == StepState.OK,
                            step.state(),
                            step.cause(),
                            step.who(),
                            step.advice(),
                            step.detail()))
                    .toList();
        }
    }

    /**
     * A walk.
     *
     * @param domain lower case
     * @param at when its servers were looked at
     * @param ok whether mail can go there
     * @param steps in their order
     */
    public record Walked(String domain, Instant at, boolean ok, List<WalkedStep> steps) {
        static Walked of(Diagnosis diagnosis) {
            return new Walked(diagnosis.domain(), diagnosis.at(), diagnosis.isGood(), WalkedStep.of(diagnosis));
        }
    }

    /**
     * What a round found about a peer.
     *
     * @param id of this finding
     * @param domain lower case
     * @param at when its servers were looked at
     * @param ok whether mail could go there
     * @param fallen whether it worked before and its operator must act
     * @param worked when a round found it good last, before this one
     * @param messages how many messages went there in the time that the round was chosen by
     * @param steps in their order
     */
    public record RoundFinding(
            String id,
            String domain,
            Instant at,
            boolean ok,
            boolean fallen,
            Optional<Instant> worked,
            long messages,
            List<WalkedStep> steps) {
        static RoundFinding of(PeerFinding finding) {
            Diagnosis diagnosis = finding.diagnosis();
            return new RoundFinding(
                    finding.id(),
                    diagnosis.domain(),
                    diagnosis.at(),
                    diagnosis.isGood(),
                    finding.isFallen(),
                    finding.worked(),
                    finding.messages(),
                    WalkedStep.of(diagnosis));
        }
    }
}
