package fr.vaguemestre.doctor;

import fr.vaguemestre.api.doctor.DoctorStep;
import fr.vaguemestre.api.doctor.PeerFinding;
import fr.vaguemestre.api.doctor.StepState;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What the last round found.
 *
 * @param ended when; empty while there was none
 * @param fallen the peers that worked before and did not then
 */
record Standing(Optional<Instant> ended, List<PeerFinding> fallen) {
    /** Before the database was asked. */
    static final Standing UNKNOWN = new Standing(Optional.empty(), List.of());

    private static final int TOLD = 5;

    /** The first few of the fallen, each with its cause. */
    String names() {
        String first = fallen.stream()
                .limit(TOLD)
                .map(finding -> finding.diagnosis().domain() + " (" + cause(finding) + ")")
                .collect(Collectors.joining(", "));
        return fallen.size() > TOLD ? first + " and " + (fallen.size() - TOLD) + " more" : first;
    }

    private static String cause(PeerFinding finding) {
        return finding.diagnosis().steps().stream()
                .filter(step -> step.state() == StepState.FAILED)
                .findFirst()
                .flatMap(DoctorStep::cause)
                .orElse("unknown");
    }
}
