package fr.vaguemestre.api.indicators;

import java.time.Instant;
import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Counts what one capability has recorded. Register it as a service. The same interval of the past must always give the
 * same figures: count what is appended and never changed.
 */
@ConsumerType
public interface IndicatorSource {
    /** The capability's word; a report without one of its usual sources is not made. */
    String name();

    /**
     * Figures of one structure between two moments, usually a day; an order is not asked for.
     *
     * @param tenant FINESS EJ, or {@link fr.vaguemestre.api.access.Caller#PLATFORM} for what belongs to no structure
     * @param from first moment that counts
     * @param until first moment that counts no more
     */
    List<Indicator> count(String tenant, Instant from, Instant until);
}
