package fr.vaguemestre.api.store;

import fr.vaguemestre.api.access.Caller;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/** What was stored to be told to handlers, and what became of it. */
@ProviderType
public interface Outbox {
    /**
     * Waits until the facts that the last write of this caller's correlation id stored are handled, at most that long.
     *
     * @return whether they are; false means that they are queued and will be tried again
     */
    boolean await(Caller caller, Duration atMost);

    /** Facts whose handler keeps failing, newest first, at most 200; for administrators. */
    List<DeadLetter> deadLetters(Caller caller);

    /**
     * A fact that a handler refused again and again.
     *
     * @param id place in the outbox
     * @param handler name of the handler
     * @param type event type
     * @param attempts how often it was tried
     * @param lastError what the handler said last
     * @param at when it was tried last
     */
    record DeadLetter(long id, String handler, String type, int attempts, String lastError, Instant at) {}
}
