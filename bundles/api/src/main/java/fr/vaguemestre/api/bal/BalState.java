package fr.vaguemestre.api.bal;

/** Life cycle of a mailbox (domain §2.2). */
public enum BalState {
    /** Made, receives mail, not yet used. */
    CREEE,
    /** In use. */
    ACTIVE,
    /** Receives nothing and cannot be opened; may come back. */
    SUSPENDUE,
    /** Closed for good; the address is never given to someone else. */
    FERMEE,
    /** Closed, and its mail removed. */
    PURGEE;

    /** Whether mail is accepted for it and it can be opened. */
    public boolean alive() {
        return this == CREEE || this == ACTIVE;
    }
}
