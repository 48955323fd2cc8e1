package fr.vaguemestre.confiance;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.apache.felix.hc.api.FormattingResultLog;
import org.apache.felix.hc.api.HealthCheck;
import org.apache.felix.hc.api.Result;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Health of the revocation lists: warns when a renewal is overdue, critical once one ended and everybody is refused. */
@Component(property = {"hc.name=confiance.crl", "hc.tags=vaguemestre"})
public final class CrlCheck implements HealthCheck {
    /** Grace for a renewal that became due just now. */
    private static final Duration GRACE = Duration.ofMinutes(10);

    private final SignedListConfiance confiance;
    private final Clock clock;

    /** Looks at that trust space. */
    @Activate
    public CrlCheck(@Reference SignedListConfiance confiance, @Reference Clock clock) {
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
        Instant now = clock.instant();
        Optional<Instant> end = state.crls().end();
        if (end.isEmpty()) {
            log.critical(
                    "there is no revocation list: mail from other operators is deferred; {}",
                    state.crlFailure().orElse("not fetched yet"));
        } else if (end.get().isBefore(now)) {
            log.critical(
                    "a revocation list ended on {}: mail from other operators is deferred; {}",
                    end.get(),
                    state.crlFailure().orElse(""));
        } else if (!state.crls().missing().isEmpty()) {
            log.warn(
                    "no revocation list of {}: mail from operators whose certificate it issued is deferred; {}",
                    String.join("; ", state.crls().missing()),
                    state.crlFailure().orElse("its address is not among the settings"));
        } else if (state.crls().renewal().plus(GRACE).isBefore(now)) {
            log.warn(
                    "no newer revocation list since {}; the one in force ends on {}; {}",
                    state.crls().renewal(),
                    end.get(),
                    state.crlFailure().orElse("its authority has published none"));
        } else if (state.crlFailure().isPresent()) {
            log.warn(
                    "current until {}; what was fetched since was not taken: {}",
                    end.get(),
                    state.crlFailure().get());
        } else {
            log.info("current until {}", end.get());
        }
        return new Result(log);
    }
}
