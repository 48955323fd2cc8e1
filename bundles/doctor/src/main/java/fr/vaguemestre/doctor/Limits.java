package fr.vaguemestre.doctor;

import fr.vaguemestre.api.access.Caller;
import fr.vaguemestre.api.cache.Cache;
import fr.vaguemestre.api.problem.TooMany;
import java.time.Duration;

/** Keeps the doctor from being used to knock at others' doors again and again. */
final class Limits {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration MESSAGE = Duration.ofMinutes(5);

    private final Cache cache;

    /** Counts in that cache: on all nodes while it is shared. */
    Limits(Cache cache) {
        this.cache = cache;
    }

    /**
     * Counts one look of a person.
     *
     * @param perMinute how many there may be
     * @throws TooMany {@code doctor.too-many} if it is one too many in this minute
     */
    void count(Caller caller, int perMinute) {
        if (cache.increment("doctor:caller:" + caller.subject(), MINUTE) > perMinute) {
            throw new TooMany(
                    "doctor.too-many", "at most " + perMinute + " listed domains are looked at in a minute", MINUTE);
        }
    }

    /** Whether what was found about a domain may be forgotten, so that its servers are knocked at: once a minute. */
    boolean mayKnock(String domain) {
        return cache.increment("doctor:knock:" + domain, MINUTE) == 1;
    }

    /** Whether a test message may go to a domain: once in five minutes. */
    boolean mayWrite(String domain) {
        return cache.increment("doctor:message:" + domain, MESSAGE) == 1;
    }
}
