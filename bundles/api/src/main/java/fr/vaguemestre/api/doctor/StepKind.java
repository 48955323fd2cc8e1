package fr.vaguemestre.api.doctor;

/** The steps, in the order in which they are told. */
public enum StepKind {
    /** The domain is on the white list in force. */
    LIST,
    /** The DNS names its mail servers. */
    MX,
    /** A server answers, offers STARTTLS and goes through with it, with our certificate. */
    STARTTLS,
    /** Its certificate is of the IGC-Santé and within its validity. */
    CHAIN,
    /** Its DN is one that the list names for the domain. */
    DN,
    /** Neither it nor its authorities are revoked, by lists that are in force. */
    CRL,
    /** A message was taken there, and its answer came back. */
    MESSAGE
}
