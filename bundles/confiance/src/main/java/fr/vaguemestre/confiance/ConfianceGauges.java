package fr.vaguemestre.confiance;

import fr.vaguemestre.api.monitoring.Meters;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Shows the ages of the lists to Prometheus. */
@Component(service = ConfianceGauges.class, immediate = true)
public final class ConfianceGauges {
    /** Shows them as soon as there are meters. */
    @Activate
    public ConfianceGauges(@Reference SignedListConfiance confiance, @Reference Meters meters, @Reference Clock clock) {
        meters.gauge("vaguemestre_confiance_domains", "Domains on the white list in force.", () -> confiance
                .state()
                .list()
                .map(list -> list.domains().size())
                .orElse(0));
        meters.gauge(
                "vaguemestre_confiance_list_age_seconds",
                "Time since the white list was fetched or confirmed.",
                () -> seconds(confiance.state().fetchedAt(), clock.instant()));
        meters.gauge(
                "vaguemestre_confiance_list_failing",
                "1 while the last attempt to renew the white list failed.",
                () -> confiance.state().listFailure().isPresent() ? 1 : 0);
        meters.gauge(
                "vaguemestre_confiance_crl_left_seconds",
                "Time until the first revocation list ends.",
                () -> -seconds(confiance.state().crls().end(), clock.instant()));
    }

    private static double seconds(Optional<Instant> since, Instant now) {
        return since.map(at -> Duration.between(at, now).toMillis() / 1000.0).orElse(Double.NaN);
    }
}
