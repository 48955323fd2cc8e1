package fr.vaguemestre.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import javax.sql.DataSource;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.metatype.annotations.Designate;

/**
 * A pool per login role; never {@code SET ROLE}. Opens no connection until one is asked for, so it stands while PostgreSQL is
 * away, and asks again each time.
 */
@Component(service = Pools.class, configurationPid = StoreConfig.PID, configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = StoreConfig.class)
public final class Pools {
    private static final int WAIT_MILLIS = 3_000;
    private static final int ANSWER_SECONDS = 30;
    private static final int IDLE_MILLIS = 120_000;
    private static final int ADMIN_CONNECTIONS = 8;
    private static final int RELAY_CONNECTIONS = 10;

    private final HikariDataSource app;
    private final HikariDataSource admin;
    private final HikariDataSource relay;
    private final HikariDataSource jobs;
    private final RoleDataSource listener;
    private final RoleDataSource migrations;

    /** Prepares the pools; no connection yet. */
    @Activate
    public Pools(StoreConfig config) {
        app = pool(new RoleDataSource(config, "vm_app").openable(), "vm_app", config.connections());
        admin = pool(new RoleDataSource(config, "vm_admin").openable(), "vm_admin", ADMIN_CONNECTIONS);
        // That a delivery was handled may be lost with the last milliseconds before a crash: it is made again, at least
        // once.
        relay = pool(new RoleDataSource(config, "vm_relay").losingLittle(), "vm_relay", RELAY_CONNECTIONS);
        jobs = pool(new RoleDataSource(config, "vm_jobs"), "vm_jobs", 2);
        listener = new RoleDataSource(config, "vm_relay");
        migrations = new RoleDataSource(config, "vm_migrate");
    }

    /** Ends every connection. */
    @Deactivate
    public void close() {
        app.close();
        admin.close();
        relay.close();
        jobs.close();
    }

    /** One tenant at a time. */
    DataSource app() {
        return app;
    }

    /** Reads every tenant, writes nothing. */
    DataSource admin() {
        return admin;
    }

    /** The outbox of every tenant. */
    DataSource relay() {
        return relay;
    }

    /** The list of tenants. */
    DataSource jobs() {
        return jobs;
    }

    /** Connections of the relay outside its pool, to listen on. */
    DataSource listener() {
        return listener;
    }

    /** Connections that change tables, one at a time, closed after use. */
    DataSource migrations() {
        return migrations;
    }

    /** Connections in use, waiters for one, and how many there may be, of the capabilities' pool. */
    int[] load() {
        HikariPoolMXBean pool = app.getHikariPoolMXBean();
        return new int[] {pool.getActiveConnections(), pool.getThreadsAwaitingConnection(), app.getMaximumPoolSize()};
    }

    private static HikariDataSource pool(RoleDataSource connections, String name, int size) {
        var pool = new HikariConfig();
        pool.setPoolName(name);
        pool.setDataSource(connections.answersWithin(ANSWER_SECONDS));
        pool.setMaximumPoolSize(size);
        pool.setMinimumIdle(1);
        pool.setIdleTimeout(IDLE_MILLIS);
        pool.setConnectionTimeout(WAIT_MILLIS);
        pool.setValidationTimeout(WAIT_MILLIS - 500);
        pool.setInitializationFailTimeout(-1);
        return new HikariDataSource(pool);
    }
}
