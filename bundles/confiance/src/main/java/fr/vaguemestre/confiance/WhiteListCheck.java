package fr.vaguemestre.confiance;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.apache.felix.hc.api.FormattingResultLog;
import org.apache.felix.hc.api.HealthCheck;
import org.apache.felix.hc.api.Result;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Health of the white list: critical while there is none or the one in force is staler than what is set, warns when it was not confirmed for 24 hours, or when a new one waits
 * for an administrator.
 */
@Component(property = {"hc.name=confiance.whitelist", "hc.tags=vaguemestre"})
public final class WhiteListCheck implements HealthCheck {
    private static final Duration STALE = Duration.ofHours(24);

    private final SignedListConfiance confiance;
    private final Clock clock;

    /** Looks at that trust space. */
    @Activate
    public WhiteListCheck(@Reference SignedListConfiance confiance, @Reference Clock clock) {
        this.confiance = confiance;
        this.clock = clock;
    }

    @Override
    public Result execute() {
        var log = new FormattingResultLog();
        if (!confiance.isSetUp()) {
            log.warn("not set up: the authorities of the trust space are not loaded, so nobody outside is trusted");
            return new Result(log);
        }
        TrustState state = confiance.state();
        if (state.list().isEmpty()) {
            log.critical(
                    "no verified white list: mail from other operators is deferred; {}",
                    state.listFailure().orElse("not fetched yet"));
            return new Result(log);
        }
        Instant confirmed = state.fetchedAt().orElse(Instant.EPOCH);
        if (confiance.decisive().list().isEmpty()) {
            log.critical(
                    "mail with other operators waits, as it was set: the white list was last confirmed on {}: {}",
                    confirmed,
                    state.listFailure().orElse("no failure"));
        } else if (Duration.between(confirmed, clock.instant()).compareTo(STALE) > 0) {
            log.warn(
                    "the white list was last confirmed on {}: {}",
                    confirmed,
                    state.listFailure().orElse("no failure"));
        } else {
            log.info("{} domains, confirmed on {}", state.list().get().domains().size(), confirmed);
        }
        if (state.isListHeld()) {
            log.warn(
                    "a new list is held and waits for an administrator: {}",
                    state.listFailure().orElse(""));
        } else {
            state.listFailure().ifPresent(why -> log.info("last attempt: {}", why));
        }
        return new Result(log);
    }
}
