package fr.vaguemestre.store;

import fr.vaguemestre.api.access.Caller;
import fr.vaguemestre.api.access.Role;
import fr.vaguemestre.api.event.DomainEventHandler;
import fr.vaguemestre.api.problem.Unavailable;
import fr.vaguemestre.api.store.Outbox;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.postgresql.PGConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells handlers what was stored, each at its own pace, at least once. Wakes at PostgreSQL's notice, and once a second for what
 * became due. Several nodes share the work: a row is locked by whoever handles it.
 */
@Component(
        service = Outbox.class,
        immediate = true,
        configurationPid = StoreConfig.PID,
        configurationPolicy = ConfigurationPolicy.REQUIRE)
public final class OutboxRelay implements Outbox {
    private static final Logger LOG = LoggerFactory.getLogger(OutboxRelay.class);
    private static final int POLL_MILLIS = 1_000;
    private static final long LOOK_MILLIS = 50;
    private static final long FORGET_EVERY_NANOS = TimeUnit.HOURS.toNanos(1);

    private final OutboxRepository outbox;
    private final DataSource listener;
    private final int keepDays;
    private final Backoff backoff;
    private final Map<DomainEventHandler, HandlerWorker> workers = new HashMap<>();
    private final Thread thread;
    private final Object progress = new Object();
    private volatile boolean running = true;
    private long nextForget = System.nanoTime();

    /**
     * Starts to relay.
     *
     * @param tables published by the store itself once the outbox's tables are there
     */
    @Activate
    public OutboxRelay(
            StoreConfig config,
            @Reference Pools pools,
            @Reference(target = "(osgi.jndi.service.name=vm-store)") DataSource tables) {
        this(new OutboxRepository(pools.relay()), pools.listener(), config.keep_days(), Backoff.STANDARD);
    }

    OutboxRelay(OutboxRepository outbox, DataSource listener, int keepDays, Backoff backoff) {
        this.outbox = outbox;
        this.listener = listener;
        this.keepDays = keepDays;
        this.backoff = backoff;
        thread = new Thread(this::listen, "store-relay");
        thread.setDaemon(true);
        thread.start();
    }

    /** Ends after what is being handled. */
    @Deactivate
    public void close() throws InterruptedException {
        running = false;
        thread.interrupt();
        List<HandlerWorker> left;
        synchronized (workers) {
            left = List.copyOf(workers.values());
            workers.clear();
        }
        left.forEach(HandlerWorker::stop);
        thread.join();
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void addHandler(DomainEventHandler handler) {
        synchronized (workers) {
            workers.put(handler, new HandlerWorker(handler, outbox, backoff, this::progressed));
        }
    }

    void removeHandler(DomainEventHandler handler) {
        HandlerWorker worker;
        synchronized (workers) {
            worker = workers.remove(handler);
        }
        if (worker != null) {
            worker.stop();
        }
    }

    @Override
    public boolean await(Caller caller, Duration atMost) {
        long deadline = System.nanoTime() + atMost.toNanos();
        try {
            while (!outbox.settled(caller.correlationId())) {
                long left = deadline - System.nanoTime();
                if (left <= 0) {
                    return false;
                }
                synchronized (progress) {
                    // Also looks without a sign: another node may have handled it.
                    progress.wait(Math.clamp(TimeUnit.NANOSECONDS.toMillis(left), 1, LOOK_MILLIS));
                }
            }
            return true;
        } catch (SQLException away) {
            LOG.warn("cannot see whether facts were handled: {}", away.getMessage());
            return false;
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public List<DeadLetter> deadLetters(Caller caller) {
        caller.require(Role.SUPER_ADMIN, Role.DOMAIN_ADMIN);
        Optional<String> tenant = caller.is(Role.SUPER_ADMIN) ? caller.tenant() : Optional.of(caller.tenantOrThrow());
        try {
            return outbox.deadLetters(tenant);
        } catch (SQLException away) {
            throw new Unavailable("store.unavailable", "the database is away for the moment", away);
        }
    }

    private void progressed() {
        synchronized (progress) {
            progress.notifyAll();
        }
    }

    private void listen() {
        boolean told = false;
        while (running) {
            try (Connection connection = listener.getConnection();
                    Statement sql = connection.createStatement()) {
                sql.execute("LISTEN vm_outbox");
                told = false;
                relayWhile(connection.unwrap(PGConnection.class));
            } catch (SQLException away) {
                if (running && !told) {
                    LOG.warn("relay has no database, trying again: {}", away.getMessage());
                    told = true;
                }
                pause();
            }
        }
    }

    private void relayWhile(PGConnection notices) throws SQLException {
        while (running) {
            boolean more = outbox.makeDeliveries() > 0;
            synchronized (workers) {
                workers.values().forEach(HandlerWorker::wake);
            }
            progressed();
            forgetOldOnes();
            if (!more) {
                notices.getNotifications(POLL_MILLIS);
            }
        }
    }

    private void forgetOldOnes() throws SQLException {
        if (System.nanoTime() - nextForget >= 0) {
            outbox.forget(keepDays);
            nextForget = System.nanoTime() + FORGET_EVERY_NANOS;
        }
    }

    private void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
        } catch (InterruptedException stop) {
            // The loop looks whether it is to go on.
        }
    }
}
