package fr.vaguemestre.api.audit;

import java.util.Optional;

/**
 * What a walk along the chain found.
 *
 * @param intact whether every hash fits and no entry is missing
 * @param checked how many entries were read
 * @param firstBad the first entry that does not fit, as {@code tenant/sequence}; empty when intact
 * @param reason why it does not fit, in English; empty when intact
 */
public record AuditVerification(boolean intact, long checked, Optional<String> firstBad, Optional<String> reason) {
    /** All is well. */
    public static AuditVerification intact(long checked) {
        return new AuditVerification(true, checked, Optional.empty(), Optional.empty());
    }
}
