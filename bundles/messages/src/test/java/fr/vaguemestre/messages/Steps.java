package fr.vaguemestre.messages;

import fr.vaguemestre.api.access.Caller;
import fr.vaguemestre.api.messages.TraceEntry;
import java.time.Instant;
import java.util.Optional;

/** Steps for tests. */
final class Steps {
    static final Instant AT = Instant.parse("2026-11-22T10:00:00Z");

    private Steps() {}

    static TraceEntry step(String sender, String recipient, String cause) {
        return new TraceEntry(
                AT,
                Caller.PLATFORM,
                "policy",
                "refused",
                cause,
                "because of " + recipient,
                "CN=mx",
                Optional.of(sender).filter(text -> !text.isEmpty()),
                Optional.of(recipient).filter(text -> !text.isEmpty()),
                Optional.of("<1@x.test>"),
                Optional.of("4dX"));
    }
}
