package fr.vaguemestre.api.event;

import java.util.Set;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Reacts to facts after their commit, at least once and in no promised order, so handling must be idempotent. Register it
 * as a service. What throws is tried again with back-off, then kept as a dead letter that the console shows.
 */
@ConsumerType
public interface DomainEventHandler {
    /** Stable name of this handler, kept with what it has done and failed to do. */
    String name();

    /** The event types that it wants, for example {@code bal.created}. */
    Set<String> types();

    /** Reacts; called on a thread of the relay, never twice at once for one handler on one node. */
    void handle(StoredEvent event) throws Exception;
}
