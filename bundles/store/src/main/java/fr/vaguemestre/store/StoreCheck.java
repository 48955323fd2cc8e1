package fr.vaguemestre.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import org.apache.felix.hc.api.FormattingResultLog;
import org.apache.felix.hc.api.HealthCheck;
import org.apache.felix.hc.api.Result;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Whether the database answers and every capability's tables are ready. */
@Component(
        service = HealthCheck.class,
        property = {"hc.name=store", "hc.tags=vaguemestre"})
public final class StoreCheck implements HealthCheck {
    private static final int ANSWER_SECONDS = 2;

    private final Pools pools;
    private final Migrations migrations;

    /** Looks at those pools and migrations. */
    @Activate
    public StoreCheck(@Reference Pools pools, @Reference Migrations migrations) {
        this.pools = pools;
        this.migrations = migrations;
    }

    @Override
    public Result execute() {
        var log = new FormattingResultLog();
        try (Connection connection = pools.app().getConnection()) {
            if (connection.isValid(ANSWER_SECONDS)) {
                log.info("database answers");
            } else {
                log.critical("database does not answer");
            }
        } catch (SQLException away) {
            log.critical("database is away: {}", away.getMessage());
        }
        Map<String, String> unready = migrations.unready();
        unready.forEach((name, why) -> log.critical("tables of {} are not ready: {}", name, why));
        return new Result(log);
    }
}
