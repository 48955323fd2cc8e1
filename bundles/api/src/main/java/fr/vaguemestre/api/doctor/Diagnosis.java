package fr.vaguemestre.api.doctor;

import java.time.Instant;
import java.util.List;

/**
 * What stands between us and one operator.
 *
 * @param domain lower case
 * @param at when its servers were looked at
 * @param steps each kind once, in its order
 */
public record Diagnosis(String domain, Instant at, List<DoctorStep> steps) {
    /** Keeps an unmodifiable copy. */
    public Diagnosis {
        steps = List.copyOf(steps);
    }

    /** Whether mail can go there: everything up to the certificate passed, and nothing that was tried failed. */
    public boolean isGood() {
        return steps.stream()
                .allMatch(step -> step.state() == StepState.OK
                        || (step.kind() == StepKind.MESSAGE && step.state() == StepState.NOT_TRIED));
    }
}
