package fr.vaguemestre.store;

import fr.vaguemestre.api.access.Caller;
import fr.vaguemestre.api.access.Role;
import fr.vaguemestre.api.event.DomainEvent;
import fr.vaguemestre.api.store.Act;
import fr.vaguemestre.api.store.UnitOfWork;
import fr.vaguemestre.api.store.Work;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.WeakHashMap;
import javax.persistence.EntityManager;
import javax.persistence.EntityManagerFactory;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One transaction of one tenant on one connection, in the order that was proven (docs/adr/0004, 0051): begin, unwrap the
 * connection, the tenant together with the first statement of the work (0075), flush, outbox rows, audit row last, commit, wait
 * for the disk.
 */
@Component(service = UnitOfWork.class)
public final class PostgresUnitOfWork implements UnitOfWork {
    private static final Logger LOG = LoggerFactory.getLogger(PostgresUnitOfWork.class);
    private static final String DATA_SOURCE = "javax.persistence.nonJtaDataSource";
    private static final String SHARED_CACHE = "eclipselink.cache.shared.default";

    private static final String EVENT =
            "INSERT INTO vm.store_outbox (tenant, type, facts, correlation) VALUES (?, ?, jsonb_object(?, ?), ?)";

    private final Pools pools;
    private final Set<EntityManagerFactory> checked =
            Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));

    /** Works on those pools. */
    @Activate
    public PostgresUnitOfWork(@Reference Pools pools) {
        this.pools = pools;
    }

    @Override
    public <T> T write(Caller caller, EntityManagerFactory factory, Act act, Work<T> work) {
        String tenant = caller.tenantOrThrow();
        return within(factory, Map.of(), Opening.toWrite(tenant), scope -> {
            T result = work.in(scope);
            scope.entities().flush();
            store(caller, tenant, scope);
            Keeping.keep(scope.connection(), caller, scope.told().orElse(act));
            return result;
        });
    }

    @Override
    public <T> T read(Caller caller, EntityManagerFactory factory, Work<T> work) {
        return within(factory, Map.of(), Opening.toRead(caller.tenantOrThrow()), work::in);
    }

    @Override
    public <T> T readAll(Caller caller, EntityManagerFactory factory, Work<T> work) {
        caller.require(Role.SUPER_ADMIN);
        return within(factory, Map.of(DATA_SOURCE, pools.admin()), Opening.toRead(""), work::in);
    }

    /** The work together with what is written around it. */
    private interface Step<T> {
        T in(TransactionScope scope) throws SQLException;
    }

    private <T> T within(EntityManagerFactory factory, Map<String, Object> properties, Opening opening, Step<T> step) {
        Optional<TransactionScope> scope = Optional.empty();
        EntityManager entities = open(factory, properties);
        try {
            refuseSharedCache(factory);
            entities.getTransaction().begin();
            // Opens the database transaction now: from here on every statement of this entity manager uses this
            // connection.
            Connection connection = entities.unwrap(Connection.class);
            connection.unwrap(Openable.class).openWith(opening);
            TransactionScope running = new TransactionScope(entities, connection, opening.writes());
            scope = Optional.of(running);
            T result = step.in(running);
            entities.getTransaction().commit();
            return result;
        } catch (SQLException | RuntimeException failure) {
            throw SqlFailures.translate(failure, scope);
        } finally {
            end(entities);
        }
    }

    /** The first one of a factory already asks the database. */
    private static EntityManager open(EntityManagerFactory factory, Map<String, Object> properties) {
        try {
            return factory.createEntityManager(properties);
        } catch (RuntimeException failure) {
            throw SqlFailures.translate(failure, Optional.empty());
        }
    }

    /** A shared cache would answer one tenant with rows that another one changed, without asking the database. */
    private void refuseSharedCache(EntityManagerFactory factory) {
        if (checked.contains(factory)) {
            return;
        }
        if (!"false".equals(factory.getProperties().get(SHARED_CACHE))) {
            throw new IllegalStateException("a persistence unit must say " + SHARED_CACHE + "=false");
        }
        checked.add(factory);
    }

    private static void store(Caller caller, String tenant, TransactionScope scope) throws SQLException {
        if (scope.events().isEmpty()) {
            return;
        }
        Connection connection = scope.connection();
        try (PreparedStatement insert = connection.prepareStatement(EVENT)) {
            for (DomainEvent event : scope.events()) {
                var facts = Map.copyOf(event.facts());
                String[] keys = facts.keySet().toArray(String[]::new);
                String[] values = new String[keys.length];
                for (int i = 0; i < keys.length; i++) {
                    values[i] = facts.get(keys[i]);
                }
                insert.setString(1, tenant);
                insert.setString(2, event.type());
                insert.setArray(3, connection.createArrayOf("text", keys));
                insert.setArray(4, connection.createArrayOf("text", values));
                insert.setString(5, caller.correlationId());
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    private static void end(EntityManager entities) {
        try {
            if (entities.getTransaction().isActive()) {
                entities.getTransaction().rollback();
            }
        } catch (RuntimeException broken) {
            // The connection is gone and with it the transaction; the first failure is the one to tell.
            LOG.debug("rollback failed", broken);
        } finally {
            entities.close();
        }
    }
}
