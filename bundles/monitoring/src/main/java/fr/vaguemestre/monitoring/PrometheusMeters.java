package fr.vaguemestre.monitoring;

import fr.vaguemestre.api.monitoring.Meters;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.DoubleSupplier;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/**
 * Meters in a registry of our own, for as long as this bundle runs. Without exemplars: they need a tracer, which we have
 * not, and whose absence Prometheus' bundle notices only when it counts.
 */
@Component(service = {Meters.class, PrometheusMeters.class})
public final class PrometheusMeters implements Meters {
    /** Upper bounds of the classes of durations, in seconds: from a cached answer to a stuck one. */
    private static final double[] BOUNDS = {0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10};

    private final PrometheusRegistry registry = new PrometheusRegistry();
    private final Map<String, Counter> counters = new ConcurrentHashMap<>();
    private final Map<String, Timer> timers = new ConcurrentHashMap<>();
    private final Map<String, GaugeWithCallback> gauges = new ConcurrentHashMap<>();

    /** Begins without any meter. */
    @Activate
    public PrometheusMeters() {}

    @Override
    public Counter counter(String name, String help, String... labelNames) {
        return counters.computeIfAbsent(name, absent -> {
            var made = io.prometheus.metrics.core.metrics.Counter.builder()
                    .name(name)
                    .help(help)
                    .labelNames(labelNames)
                    .withoutExemplars()
                    .register(registry);
            return labels -> made.labelValues(labels).inc();
        });
    }

    @Override
    public Timer timer(String name, String help, String... labelNames) {
        return timers.computeIfAbsent(name, absent -> {
            var made = Histogram.builder()
                    .name(name)
                    .help(help)
                    .labelNames(labelNames)
                    .withoutExemplars()
                    .classicOnly()
                    .classicUpperBounds(BOUNDS)
                    .register(registry);
            return (seconds, labels) -> made.labelValues(labels).observe(seconds);
        });
    }

    @Override
    public void gauge(String name, String help, DoubleSupplier value) {
        gauges.compute(name, (same, earlier) -> {
            if (earlier != null) {
                registry.unregister(earlier);
            }
            return GaugeWithCallback.builder()
                    .name(name)
                    .help(help)
                    .callback(reading -> reading.call(value.getAsDouble()))
                    .register(registry);
        });
    }

    /** Every figure as it is now. */
    MetricSnapshots read() {
        return registry.scrape();
    }
}
