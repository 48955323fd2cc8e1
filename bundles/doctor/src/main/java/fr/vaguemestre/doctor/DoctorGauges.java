package fr.vaguemestre.doctor;

import fr.vaguemestre.api.monitoring.Meters;
import java.time.Clock;
import java.time.Duration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Shows what the last round found to Prometheus. */
@Component(service = DoctorGauges.class, immediate = true)
public final class DoctorGauges {
    /** Shows it as soon as there are meters. */
    @Activate
    public DoctorGauges(@Reference NightJob night, @Reference Meters meters, @Reference Clock clock) {
        meters.gauge(
                "vaguemestre_doctor_peers_fallen",
                "Peers that worked before and failed in the last round.",
                () -> night.standing().fallen().size());
        meters.gauge(
                "vaguemestre_doctor_round_age_seconds",
                "Time since the last round over the most used peers.",
                () -> night.standing()
                        .ended()
                        .map(at -> Duration.between(at, clock.instant()).toMillis() / 1000.0)
                        .orElse(Double.NaN));
    }
}
