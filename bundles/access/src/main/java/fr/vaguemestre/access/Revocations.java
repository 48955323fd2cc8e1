package fr.vaguemestre.access;

import fr.vaguemestre.api.access.Caller;
import fr.vaguemestre.api.access.Role;
import fr.vaguemestre.api.cache.Cache;
import fr.vaguemestre.api.problem.Unavailable;
import fr.vaguemestre.api.store.UnitOfWork;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import javax.persistence.EntityManagerFactory;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The sessions that ended while access tokens of them may still be alive, kept in memory so that a request asks nobody.
 * PostgreSQL is the truth; the cache only spares the database looks while nothing has ended. A session ended on this node is
 * refused here at once, on other nodes within {@link #LOOK}, or within {@link #READ} if Redis lost the mark. When the
 * database cannot be read for {@link #TRUST}, no token is accepted any more.
 */
@Component(service = Revocations.class)
public final class Revocations {
    static final Duration LOOK = Duration.ofSeconds(1);
    static final Duration READ = Duration.ofSeconds(5);
    static final Duration TRUST = Duration.ofSeconds(30);

    private static final Logger LOG = LoggerFactory.getLogger(Revocations.class);
    private static final String MARK = "access:revocations";
    private static final Duration LONGEST_TOKEN = Duration.ofMinutes(70);
    private static final Caller READER = new Caller(
            "system", "Vaguemestre", Optional.empty(), Set.of(Role.SUPER_ADMIN), Set.of(), Set.of(), "revocations");

    private final UnitOfWork work;
    private final EntityManagerFactory factory;
    private final Clock clock;
    private final ReentrantLock looking = new ReentrantLock();
    private volatile Known known;

    @Reference
    private volatile List<Cache> caches = List.of();

    /** Knows nothing yet; looks at the first question. */
    @Activate
    public Revocations(
            @Reference UnitOfWork work,
            @Reference(target = "(osgi.unit.name=access)") EntityManagerFactory factory,
            @Reference Clock clock) {
        this.work = work;
        this.factory = factory;
        this.clock = clock;
        long never = System.nanoTime() - TRUST.toNanos() - 1;
        this.known = new Known(Set.of(), Optional.empty(), never, never);
    }

    /**
     * Whether a session has ended.
     *
     * @throws Unavailable {@code access.revocations-unknown} if that could not be asked for too long
     */
    boolean ended(String session) {
        long now = System.nanoTime();
        if (now - known.looked() >= LOOK.toNanos()) {
            look(now);
        }
        Known latest = known;
        if (now - latest.read() > TRUST.toNanos()) {
            throw new Unavailable("access.revocations-unknown", "whether this session has ended cannot be asked now");
        }
        return latest.ended().contains(session);
    }

    /** Those sessions have ended and it is committed; tells this node and the others. */
    void announce(Set<String> sessions) {
        if (sessions.isEmpty()) {
            return;
        }
        looking.lock();
        try {
            Set<String> all = new HashSet<>(known.ended());
            all.addAll(sessions);
            known = new Known(Set.copyOf(all), known.mark(), known.looked(), known.read());
        } finally {
            looking.unlock();
        }
        caches.forEach(cache -> cache.increment(MARK, LONGEST_TOKEN));
    }

    private void look(long now) {
        boolean tooOld = now - known.read() > TRUST.toNanos();
        if (tooOld) {
            looking.lock();
        } else if (!looking.tryLock()) {
            return;
        }
        try {
            Known before = known;
            if (now - before.looked() < LOOK.toNanos()) {
                return;
            }
            Optional<String> mark = mark();
            boolean unchanged = mark.isPresent() && mark.equals(before.mark());
            if (unchanged && now - before.read() < READ.toNanos()) {
                known = new Known(before.ended(), mark, now, before.read());
                return;
            }
            var since = clock.instant().minus(LONGEST_TOKEN);
            Set<String> ended =
                    work.readAll(READER, factory, scope -> SessionRepository.endedAfter(scope.connection(), since));
            known = new Known(Set.copyOf(ended), mark, now, now);
        } catch (Unavailable away) {
            known = new Known(known.ended(), known.mark(), now, known.read());
            LOG.warn("ended sessions could not be read: {}", away.getMessage());
        } finally {
            looking.unlock();
        }
    }

    /** What the nodes share; empty while Redis is away, so that the database is asked. */
    private Optional<String> mark() {
        return caches.stream()
                .findFirst()
                .flatMap(cache -> cache.get(MARK).or(() -> Optional.of("none")).filter(mark -> cache.shared()));
    }

    /**
     * What was known at an instant.
     *
     * @param looked nanoTime of the last look
     * @param read nanoTime of the last look into the database
     */
    private record Known(Set<String> ended, Optional<String> mark, long looked, long read) {}
}
