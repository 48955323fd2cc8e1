package fr.vaguemestre.store;

import fr.vaguemestre.api.access.Caller;
import fr.vaguemestre.api.access.Role;
import fr.vaguemestre.api.event.DomainEventHandler;
import fr.vaguemestre.api.store.Outbox;
import fr.vaguemestre.api.store.SchemaSource;
import fr.vaguemestre.api.store.UnitOfWork;
import fr.vaguemestre.testkit.Configs;
import fr.vaguemestre.testkit.PostgresCluster;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import javax.persistence.EntityManagerFactory;
import javax.persistence.Persistence;
import javax.sql.DataSource;

/**
 * The real store on a fresh database of a real PostgreSQL, without OSGi: the same pools, migrations, unit of work and relay.
 * For the tests of every capability that has tables.
 */
public final class TestStore implements AutoCloseable {
    private final PostgresCluster cluster;
    private final String database;
    private final Pools pools;
    private final PostgresUnitOfWork work;
    private final Map<String, EntityManagerFactory> factories = new HashMap<>();
    private final List<OutboxRelay> relays = new ArrayList<>();

    private TestStore(PostgresCluster cluster, String database) {
        this.cluster = cluster;
        this.database = database;
        pools = new Pools(config());
        work = new PostgresUnitOfWork(pools);
    }

    /** Migrates the store's tables and then those, in that order. */
    public static TestStore with(SchemaSource... sources) {
        return on(PostgresCluster.shared(), sources);
    }

    static TestStore on(PostgresCluster cluster, SchemaSource... sources) {
        TestStore store = new TestStore(cluster, cluster.newDatabase());
        try {
            Migration migration = new Migration(store.pools.migrations());
            migration.run(new StoreSchema());
            for (SchemaSource source : sources) {
                migration.run(source);
            }
            return store;
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }

    /** A second node on the same database. */
    public TestStore secondNode() {
        return new TestStore(cluster, database);
    }

    /** The unit of work. */
    public UnitOfWork work() {
        return work;
    }

    /** The persistence unit of that name on the pool of role vm_app. */
    public EntityManagerFactory factory(String unit) {
        return factories.computeIfAbsent(
                unit,
                name -> Persistence.createEntityManagerFactory(
                        name,
                        Map.of(
                                "javax.persistence.nonJtaDataSource",
                                pools.app(),
                                "eclipselink.session-name",
                                name + UUID.randomUUID())));
    }

    /** The pool of role vm_app, as capabilities get it. */
    public DataSource pool() {
        return pools.app();
    }

    /** Starts a relay for those handlers, with short waits. */
    public Outbox relay(DomainEventHandler... handlers) {
        var backoff = new Backoff(Duration.ofMillis(20), Duration.ofMillis(100), 4);
        var relay = new OutboxRelay(new OutboxRepository(pools.relay()), pools.listener(), 30, backoff);
        for (DomainEventHandler handler : handlers) {
            relay.addHandler(handler);
        }
        relays.add(relay);
        return relay;
    }

    /** A connection that no row security holds back; close it. */
    public Connection superuser() throws SQLException {
        return cluster.superuser(database);
    }

    /** A connection of that login role; close it. */
    public Connection as(String role) throws SQLException {
        return cluster.as(role, database);
    }

    /** The first column of the first row, as text, read past row security. */
    public String look(String query) {
        try (Connection connection = superuser()) {
            return first(connection, query);
        } catch (SQLException refused) {
            throw new IllegalStateException(refused);
        }
    }

    /** Runs one statement past row security. */
    public void tamper(String statement) {
        try (Connection connection = superuser();
                Statement sql = connection.createStatement()) {
            sql.execute(statement);
        } catch (SQLException refused) {
            throw new IllegalStateException(refused);
        }
    }

    /** The first column of the first row, as text, on that connection. */
    public static String first(Connection connection, String query) throws SQLException {
        try (Statement sql = connection.createStatement();
                ResultSet rows = sql.executeQuery(query)) {
            return rows.next() ? String.valueOf(rows.getString(1)) : "no row";
        }
    }

    /** A super administrator that named no tenant. */
    public static Caller superAdmin() {
        return Caller.operator("test", UUID.randomUUID().toString());
    }

    /** A domain administrator. */
    public static Caller domainAdmin(String tenant, String... domains) {
        return new Caller(
                "admin-of-" + tenant,
                "Admin",
                Optional.of(tenant),
                Set.of(Role.DOMAIN_ADMIN),
                Set.of(domains),
                Set.of(),
                UUID.randomUUID().toString());
    }

    /** A user that opens those mailboxes. */
    public static Caller user(String tenant, String... mailboxes) {
        return new Caller(
                "user-of-" + tenant,
                "User",
                Optional.of(tenant),
                Set.of(Role.USER),
                Set.of(),
                Set.of(mailboxes),
                UUID.randomUUID().toString());
    }

    Pools pools() {
        return pools;
    }

    String database() {
        return database;
    }

    StoreConfig config() {
        return Configs.of(
                StoreConfig.class,
                Map.of(
                        "port", cluster.port(),
                        "database", database,
                        "secrets", cluster.secrets().toString()));
    }

    @Override
    public void close() {
        for (OutboxRelay relay : relays) {
            try {
                relay.close();
            } catch (InterruptedException stop) {
                Thread.currentThread().interrupt();
            }
        }
        factories.values().forEach(EntityManagerFactory::close);
        pools.close();
    }
}
