package fr.vaguemestre.indicators;

import fr.vaguemestre.api.monitoring.HealthFinding;
import fr.vaguemestre.api.monitoring.HealthService;
import fr.vaguemestre.api.monitoring.HealthStatus;
import java.time.Duration;
import java.util.Comparator;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/** Writes down each minute how the appliance is; the worst of its checks counts. */
@Component(service = MinuteJob.class, immediate = true)
public final class MinuteJob {
    private static final Duration EVERY = Duration.ofSeconds(30);

    private final HealthService health;
    private final RecordRepository record;
    private final Watch watch;

    /** Starts to look. */
    @Activate
    public MinuteJob(@Reference HealthService health, @Reference RecordRepository record) {
        this.health = health;
        this.record = record;
        this.watch = new Watch("indicators-minute", EVERY, this::note);
    }

    /** Stops. */
    @Deactivate
    public void close() throws InterruptedException {
        watch.stop();
    }

    private void note() {
        HealthStatus worst = health.findings().stream()
                .map(HealthFinding::status)
                .max(Comparator.naturalOrder())
                .orElse(HealthStatus.DOWN);
        record.add(record.now(), worst.name());
    }
}
