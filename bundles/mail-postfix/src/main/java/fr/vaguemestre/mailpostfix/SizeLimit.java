package fr.vaguemestre.mailpostfix;

import fr.vaguemestre.api.access.Caller;
import fr.vaguemestre.api.messages.TraceEntry;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;

/**
 * Refuses what is larger than we take, in words that people read: what is announced with the sender at each recipient, and the whole
 * message at its end, since nobody has to announce anything. Postfix has a limit of its own above this one, without such words.
 */
final class SizeLimit {
    /** The stable cause in the trace. */
    static final String CAUSE = "too-large";

    private final Clock clock;
    private final Journal journal;
    private final Tally tally;
    private final long maxBytes;

    /** Takes so many bytes on the wire. */
    SizeLimit(Clock clock, Journal journal, Tally tally, long maxBytes) {
        this.clock = clock;
        this.journal = journal;
        this.tally = tally;
        this.maxBytes = maxBytes;
    }

    /** Whether Postfix asks about a message that is there, not about one that is to come. */
    static boolean isWhole(Map<String, String> request) {
        return "END-OF-MESSAGE".equals(request.get("protocol_state"));
    }

    /** Whether the message that the request is about is too large; an announcement may be missing. */
    boolean isExceededBy(Map<String, String> request) {
        String size = request.getOrDefault("size", "0");
        return size.length() > 18
                || (size.chars().allMatch(Character::isDigit) && !size.isEmpty() && Long.parseLong(size) > maxBytes);
    }

    /** What the trace tells of a message that is too large. */
    String detail(Map<String, String> request) {
        return (isWhole(request) ? "" : "announced ") + request.get("size") + " bytes, at most " + maxBytes;
    }

    /**
     * What Postfix shall do with a message, as far as its size goes; a refusal is traced.
     *
     * @param door who asks, as in the trace
     * @param peer who sends it, as in the trace
     */
    String action(String door, Map<String, String> request, String peer) {
        long start = System.nanoTime();
        if (!isExceededBy(request)) {
            return PolicyTalk.PASS;
        }
        tally.decided(door, CAUSE, System.nanoTime() - start);
        journal.record(new TraceEntry(
                clock.instant(),
                Caller.PLATFORM,
                door,
                "refused",
                CAUSE,
                detail(request),
                peer,
                some(request, "sender"),
                some(request, "recipient"),
                Optional.empty(),
                some(request, "queue_id")));
        return Words.TOO_LARGE.line();
    }

    /** An attribute that Postfix leaves empty where it has none. */
    private static Optional<String> some(Map<String, String> request, String attribute) {
        return Optional.ofNullable(request.get(attribute)).filter(given -> !given.isEmpty());
    }
}
