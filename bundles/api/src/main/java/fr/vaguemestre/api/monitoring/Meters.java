package fr.vaguemestre.api.monitoring;

import java.util.function.DoubleSupplier;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Makes or finds meters by name; asking twice for the same name gives the same meter. Names follow Prometheus
 * ({@code vaguemestre_<capability>_<what>_<unit>}); label values must be few and never personal.
 */
@ProviderType
public interface Meters {
    /** A number that only grows. */
    Counter counter(String name, String help, String... labelNames);

    /** Durations, in seconds. */
    Timer timer(String name, String help, String... labelNames);

    /** A number read when Prometheus asks; a later supplier of the same name replaces the earlier one. */
    void gauge(String name, String help, DoubleSupplier value);

    /** A number that only grows. */
    interface Counter {
        /** Adds one, under those label values. */
        void increment(String... labelValues);
    }

    /** Durations, in seconds. */
    interface Timer {
        /** Adds one duration, in seconds, under those label values. */
        void observe(double seconds, String... labelValues);
    }
}
