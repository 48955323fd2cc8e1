package fr.vaguemestre.api.bal;

/** Kind of mailbox, nomenclature TRE_R257-TypeBAL (OID 1.2.250.1.213.3.3.55). */
public enum BalType {
    /** Personnelle: bound to one professional. */
    PER,
    /** Organisationnelle: a service or team; a structure is responsible. */
    ORG,
    /** Applicative: software or a machine; opened by certificate, never by password. */
    APP,
    /** Cabinet: carried by a practitioner. */
    CAB
}
