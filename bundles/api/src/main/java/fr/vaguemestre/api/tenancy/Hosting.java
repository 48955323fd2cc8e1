package fr.vaguemestre.api.tenancy;

/** For whom a domain's data is held; third parties call for an HDS certificate (CSP L.1111-8). */
public enum Hosting {
    /** The hospital's own patients. */
    OWN,
    /** Another body's. */
    THIRD_PARTY
}
