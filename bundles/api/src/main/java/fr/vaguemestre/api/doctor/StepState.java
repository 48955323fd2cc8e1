package fr.vaguemestre.api.doctor;

/** What became of a step. */
public enum StepState {
    /** It passed. */
    OK,
    /** It did not. */
    FAILED,
    /** Nobody knows: a step before it failed, or there is nothing to try it with. */
    NOT_TRIED
}
