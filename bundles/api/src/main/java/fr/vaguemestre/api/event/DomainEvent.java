package fr.vaguemestre.api.event;

import java.util.Map;

/**
 * A fact in the past tense, to be stored with the change that it tells of.
 *
 * @param type {@code <capability>.<past participle>}, for example {@code bal.created}
 * @param facts what a handler needs to know, never the content of a message nor a secret
 */
public record DomainEvent(String type, Map<String, String> facts) {
    /** Keeps an unmodifiable copy. */
    public DomainEvent {
        facts = Map.copyOf(facts);
    }
}
