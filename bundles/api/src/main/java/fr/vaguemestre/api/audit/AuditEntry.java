package fr.vaguemestre.api.audit;

import java.time.Instant;

/**
 * One link of a tenant's chain.
 *
 * @param sequence place in the tenant's chain, from 1, without gaps
 * @param tenant FINESS EJ of the tenant; {@link fr.vaguemestre.api.access.Caller#PLATFORM} for acts on the platform itself
 * @param at when it was committed
 * @param subject who did it
 * @param action {@code <capability>.<verb>}
 * @param object what it was done to
 * @param detail more for a reader; may be blank
 * @param correlationId id of the request
 * @param hash hex SHA-256 over this entry and the hash before it
 */
public record AuditEntry(
        long sequence,
        String tenant,
        Instant at,
        String subject,
        String action,
        String object,
        String detail,
        String correlationId,
        String hash) {}
