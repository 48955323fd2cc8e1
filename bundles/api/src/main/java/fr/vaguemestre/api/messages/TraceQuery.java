package fr.vaguemestre.api.messages;

import java.time.Instant;
import java.util.Optional;

/** Which steps are wanted; what is empty does not filter. Address means sender or recipient. */
public record TraceQuery(
        Optional<String> messageId,
        Optional<String> address,
        Optional<String> outcome,
        Optional<String> cause,
        Optional<Instant> from,
        Optional<Instant> until) {}
