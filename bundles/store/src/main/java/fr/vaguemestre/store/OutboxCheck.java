package fr.vaguemestre.store;

import fr.vaguemestre.store.OutboxRepository.Figures;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.apache.felix.hc.api.FormattingResultLog;
import org.apache.felix.hc.api.HealthCheck;
import org.apache.felix.hc.api.Result;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Whether facts reach their handlers: a dead letter, or one that waits for minutes, wants somebody to look. */
@Component(
        service = HealthCheck.class,
        property = {"hc.name=outbox", "hc.tags=vaguemestre"})
public final class OutboxCheck implements HealthCheck {
    private static final double LONG_SECONDS = 300;

    private final OutboxRepository outbox;

    /**
     * Looks at the outbox.
     *
     * @param tables published by the store itself once the outbox's tables are there
     */
    @Activate
    public OutboxCheck(
            @Reference Pools pools, @Reference(target = "(osgi.jndi.service.name=vm-store)") DataSource tables) {
        this(new OutboxRepository(pools.relay()));
    }

    OutboxCheck(OutboxRepository outbox) {
        this.outbox = outbox;
    }

    @Override
    public Result execute() {
        var log = new FormattingResultLog();
        try {
            Figures figures = outbox.figures();
            log.info("{} facts to be told", figures.open());
            if (figures.dead() > 0) {
                log.warn("{} dead letters: see store:dead-letters", figures.dead());
            }
            if (figures.oldestSeconds() > LONG_SECONDS) {
                log.warn("the oldest waits for {} s", Math.round(figures.oldestSeconds()));
            }
        } catch (SQLException away) {
            log.critical("the outbox cannot be read: {}", away.getMessage());
        }
        return new Result(log);
    }
}
