package fr.vaguemestre.api.bal;

import java.time.Instant;
import java.util.Optional;

/**
 * Where the publication to the national directory stands.
 *
 * @param code return code of the directory, where it gave one
 * @param detail its words
 * @param at when the state was reached
 */
public record Publication(State state, Optional<String> code, Optional<String> detail, Optional<Instant> at) {
    /** States of a publication (contract §3). */
    public enum State {
        /** Red list, or a kind that is not published. */
        NON_PUBLIABLE,
        /** Waits to be deposited. */
        A_PUBLIER,
        /** Deposited, no report yet. */
        DEPOSEE,
        /** In the directory. */
        ACCEPTEE,
        /** Refused by the directory. */
        REFUSEE,
        /** Refused for a reason that a person must mend. */
        A_CORRIGER,
        /** Taken out of the directory. */
        RETIREE
    }
}
