package fr.vaguemestre.store;

import fr.vaguemestre.api.monitoring.Meters;
import fr.vaguemestre.store.OutboxRepository.Figures;
import java.sql.SQLException;
import java.util.function.ToDoubleFunction;
import javax.sql.DataSource;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Figures of the pool and of the outbox, for Prometheus. */
@Component(service = StoreMeters.class, immediate = true)
public final class StoreMeters {
    private final OutboxRepository outbox;

    /**
     * Offers the figures as long as somebody measures.
     *
     * @param tables published by the store itself once the outbox's tables are there
     */
    @Activate
    public StoreMeters(
            @Reference Meters meters,
            @Reference Pools pools,
            @Reference(target = "(osgi.jndi.service.name=vm-store)") DataSource tables) {
        outbox = new OutboxRepository(pools.relay());
        meters.gauge(
                "vaguemestre_store_connections_active",
                "Database connections of the capabilities in use",
                () -> pools.load()[0]);
        meters.gauge(
                "vaguemestre_store_connections_waiting",
                "Requests that wait for a database connection",
                () -> pools.load()[1]);
        meters.gauge(
                "vaguemestre_store_connections_limit",
                "Database connections of the capabilities at most",
                () -> pools.load()[2]);
        meters.gauge("vaguemestre_store_outbox_open", "Facts to be told", () -> figure(Figures::open));
        meters.gauge("vaguemestre_store_outbox_dead", "Dead letters", () -> figure(Figures::dead));
        meters.gauge(
                "vaguemestre_store_outbox_age_seconds",
                "Age of the oldest fact that is still to be told",
                () -> figure(Figures::oldestSeconds));
    }

    /** Not a number while the database is away. */
    private double figure(ToDoubleFunction<Figures> which) {
        try {
            return which.applyAsDouble(outbox.figures());
        } catch (SQLException away) {
            return Double.NaN;
        }
    }
}
