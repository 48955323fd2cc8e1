package fr.vaguemestre.api.event;

import java.time.Instant;

/**
 * A fact as the relay delivers it.
 *
 * @param id place in the outbox, unique; the same id may be delivered twice
 * @param tenant FINESS EJ of the tenant that it belongs to
 * @param at when it was committed
 * @param event the fact
 */
public record StoredEvent(long id, String tenant, Instant at, DomainEvent event) {}
