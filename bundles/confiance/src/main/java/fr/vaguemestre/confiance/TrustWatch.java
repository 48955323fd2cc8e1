package fr.vaguemestre.confiance;

import fr.vaguemestre.api.confiance.AcceptedWhiteList.Way;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * When lists are looked at: the white list and the revocation lists hourly, a revocation list past half of its life more
 * often, until it is renewed; what other nodes accepted every few seconds.
 */
final class TrustWatch {
    private static final Logger log = LoggerFactory.getLogger(TrustWatch.class);
    private static final Duration FOLLOW = Duration.ofSeconds(15);
    private static final Duration FIRST_RETRY = Duration.ofSeconds(5);

    private final TrustSpace space;
    private final Clock clock;
    private final Duration every;
    private Instant listDue = Instant.MIN;
    private Instant crlDue = Instant.MIN;
    private Instant crlRetryDue = Instant.MIN;
    private Instant followDue = Instant.MIN;
    private Duration listRetry = FIRST_RETRY;
    private Duration crlRetry = FIRST_RETRY;

    TrustWatch(TrustSpace space, Clock clock, Duration every) {
        this.space = space;
        this.clock = clock;
        this.every = every;
    }

    /** Does what is due; to be called every few seconds, by one thread. */
    void tick() {
        Instant now = clock.instant();
        if (due(followDue, now)) {
            followDue = now.plus(FOLLOW);
            follow();
        }
        boolean overdue = !space.state().crls().renewal().isAfter(now);
        if (due(overdue ? crlRetryDue : crlDue, now)) {
            space.fetchCrls();
            boolean renewed = space.state().crls().renewal().isAfter(now);
            crlRetry = renewed ? FIRST_RETRY : longer(crlRetry);
            crlRetryDue = renewed ? now : now.plus(crlRetry);
            crlDue = now.plus(every);
        }
        if (due(listDue, now)) {
            listDue = now.plus(fetch() ? every : listRetry);
        }
    }

    private void follow() {
        try {
            space.follow();
        } catch (ListRefused refused) {
            log.warn("The accepted white list cannot be taken: {}", refused.getMessage());
        }
    }

    private boolean fetch() {
        try {
            space.fetchList(AcceptedListRepository.platform(), Way.FETCHED);
            listRetry = FIRST_RETRY;
            return true;
        } catch (ListRefused refused) {
            listRetry = longer(listRetry);
            log.warn("White list not renewed, {}; next try in {} s", refused.getMessage(), listRetry.toSeconds());
            return false;
        }
    }

    private Duration longer(Duration retry) {
        Duration twice = retry.multipliedBy(2);
        return twice.compareTo(every) > 0 ? every : twice;
    }

    /** Also due when the clock was set back and the moment has gone out of reach. */
    private boolean due(Instant moment, Instant now) {
        return !moment.isAfter(now) || moment.isAfter(now.plus(every));
    }
}
