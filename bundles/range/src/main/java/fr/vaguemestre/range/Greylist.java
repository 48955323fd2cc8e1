package fr.vaguemestre.range;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Defers each pair of sender and recipient until it has come back after a while. */
final class Greylist {
    /** What a sender reads that must come back. */
    static final String LATER = "450 4.2.0 liste grise, revenez plus tard / greylisted, come back later";

    private static final int MOST = 10_000;

    private final Clock clock;
    private final Duration wait;
    private final Map<String, Instant> first = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Instant> eldest) {
            return size() > MOST;
        }
    };

    Greylist(Clock clock, Duration wait) {
        this.clock = clock;
        this.wait = wait;
    }

    /** Whether that pair was seen long enough ago. */
    synchronized boolean passes(String sender, String recipient) {
        Instant now = clock.instant();
        Instant seen = first.putIfAbsent((sender + " " + recipient).toLowerCase(Locale.ROOT), now);
        return seen != null && !now.isBefore(seen.plus(wait));
    }
}
