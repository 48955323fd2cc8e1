package fr.vaguemestre.store;

import fr.vaguemestre.api.store.SchemaSource;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import javax.sql.DataSource;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Migrates each capability's tables as it comes, after those it refers to, then publishes its data source. Works on a thread of
 * its own and tries again while PostgreSQL is away, so that no bundle waits at its start.
 */
@Component(service = Migrations.class, immediate = true)
public final class Migrations {
    private static final Logger LOG = LoggerFactory.getLogger(Migrations.class);
    private static final long RETRY_MILLIS = 2_000;

    private final Migration migration;
    private final Function<String, Runnable> publish;
    private final Thread worker;
    private final Map<String, SchemaSource> sources = new TreeMap<>();
    private final Map<String, Runnable> published = new HashMap<>();
    private final Map<String, String> failures = new TreeMap<>();
    private boolean running = true;

    /** Starts to wait for capabilities. */
    @Activate
    public Migrations(BundleContext bundle, @Reference Pools pools) {
        this(new Migration(pools.migrations()), name -> register(bundle, pools, name));
    }

    Migrations(Migration migration, Function<String, Runnable> publish) {
        this.migration = migration;
        this.publish = publish;
        worker = new Thread(this::work, "store-migrations");
        worker.setDaemon(true);
        worker.start();
    }

    /** Takes every data source back. */
    @Deactivate
    public void close() throws InterruptedException {
        synchronized (this) {
            running = false;
            notifyAll();
        }
        worker.join();
        withdrawAll().forEach(Runnable::run);
    }

    /** Each is withdrawn once: a capability that goes with its data source takes its tables back itself. */
    private synchronized List<Runnable> withdrawAll() {
        List<Runnable> all = List.copyOf(published.values());
        published.clear();
        return all;
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    synchronized void addSource(SchemaSource source) {
        sources.put(source.name(), source);
        notifyAll();
    }

    synchronized void removeSource(SchemaSource source) {
        if (sources.remove(source.name(), source)) {
            failures.remove(source.name());
            Runnable withdraw = published.remove(source.name());
            if (withdraw != null) {
                withdraw.run();
            }
        }
    }

    /** Why a capability's tables are not ready, by its word; empty when all are. */
    synchronized Map<String, String> unready() {
        var unready = new TreeMap<String, String>();
        for (String name : sources.keySet()) {
            if (!published.containsKey(name)) {
                unready.put(name, failures.getOrDefault(name, "waits for its turn"));
            }
        }
        return unready;
    }

    private static Runnable register(BundleContext bundle, Pools pools, String name) {
        var properties = Map.of("osgi.jndi.service.name", "vm-" + name, "dataSourceName", "vm-" + name);
        return bundle.registerService(DataSource.class, pools.app(), FrameworkUtil.asDictionary(properties))
                ::unregister;
    }

    private void work() {
        while (true) {
            Optional<SchemaSource> next = next();
            if (next.isEmpty()) {
                return;
            }
            migrate(next.get());
        }
    }

    /** The next capability whose predecessors are done; waits for one; empty at the end. */
    private synchronized Optional<SchemaSource> next() {
        var tried = new HashSet<>(failures.keySet());
        while (running) {
            for (SchemaSource source : sources.values()) {
                if (!published.containsKey(source.name())
                        && !tried.contains(source.name())
                        && published.keySet().containsAll(before(source))) {
                    return Optional.of(source);
                }
            }
            try {
                // What failed is tried again after a while, what is new at once.
                wait(tried.isEmpty() ? 0 : RETRY_MILLIS);
            } catch (InterruptedException stop) {
                return Optional.empty();
            }
            tried.clear();
        }
        return Optional.empty();
    }

    /** Whatever a capability says, its tables come after the schemas and the trail that each write ends with. */
    private static Set<String> before(SchemaSource source) {
        var before = new HashSet<>(source.after());
        if (!source.name().equals(StoreSchema.NAME)) {
            before.add(StoreSchema.NAME);
            if (!source.name().equals("audit")) {
                before.add("audit");
            }
        }
        return before;
    }

    private void migrate(SchemaSource source) {
        String name = source.name();
        try {
            long start = System.nanoTime();
            migration.run(source);
            LOG.info("tables of {} are up to date, {} ms", name, (System.nanoTime() - start) / 1_000_000);
            publish(source);
        } catch (SQLException | RuntimeException failed) {
            String why = String.valueOf(failed.getMessage());
            synchronized (this) {
                if (source.equals(sources.get(name)) && !why.equals(failures.put(name, why))) {
                    LOG.warn("tables of {} are not ready, trying again: {}", name, why);
                    LOG.debug("cause", failed);
                }
            }
        }
    }

    private synchronized void publish(SchemaSource source) {
        if (running && source.equals(sources.get(source.name()))) {
            failures.remove(source.name());
            published.put(source.name(), publish.apply(source.name()));
        }
    }
}
