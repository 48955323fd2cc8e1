package fr.vaguemestre.api.audit;

import java.time.Instant;
import java.util.Optional;

/**
 * Which entries are wanted; what is empty does not filter.
 *
 * @param subject exact subject
 * @param action exact action, or its prefix up to a dot
 * @param object exact object
 * @param from not before
 * @param until before
 */
public record AuditQuery(
        Optional<String> subject,
        Optional<String> action,
        Optional<String> object,
        Optional<Instant> from,
        Optional<Instant> until) {
    /** All entries. */
    public static AuditQuery all() {
        return new AuditQuery(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }
}
