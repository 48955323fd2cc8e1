package fr.vaguemestre.api.doctor;

/** Who must act. */
public enum StepOwner {
    /** We, the operator of this appliance. */
    US,
    /** The operator of the domain. */
    THEM,
    /** The national agency, which keeps the white list and the authorities. */
    ANS
}
