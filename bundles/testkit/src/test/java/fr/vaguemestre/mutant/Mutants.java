package fr.vaguemestre.mutant;

import fr.vaguemestre.mutant.other.Neighbour;
import java.time.Clock;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.persistence.EntityManager;
import javax.ws.rs.Path;
import org.apache.cxf.Foreign;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One small class for each rule of the house, which breaks that rule. */
public final class Mutants {
    private Mutants() {}

    /** What an edge must not know. */
    public static final class Implementation {}

    static final class KnowsNeighbour {
        final Neighbour neighbour = new Neighbour();
    }

    static final class UsesJpa {
        void write(EntityManager entities) {
            entities.flush();
        }
    }

    static final class FieldReference {
        @Reference
        List<Runnable> runnables = List.of();
    }

    static final class AsksTheTime {
        Instant now() {
            return Instant.now();
        }
    }

    static final class AsksTheDate {
        @SuppressWarnings("JavaUtilDate")
        Object now() {
            return new Date();
        }
    }

    static final class MakesAClock {
        Clock clock() {
            return Clock.systemUTC();
        }
    }

    static final class Sleeps {
        void rest() throws InterruptedException {
            Thread.sleep(1);
        }
    }

    static final class MakesAPool {
        ExecutorService pool() {
            return Executors.newCachedThreadPool();
        }
    }

    static final class Prints {
        void say() {
            System.out.println("hello");
        }
    }

    static final class OpenLogger {
        static final Logger LOG = LoggerFactory.getLogger(OpenLogger.class);
    }

    static final class OtherLogger {
        final java.util.logging.Logger log = java.util.logging.Logger.getLogger("x");
    }

    @Path("/routes")
    static final class Routes {}

    static final class CallManager {}

    static final class CallImpl {}

    static final class StringUtils {}

    abstract static class AbstractCall {}

    static final class KnowsCxf {
        final Foreign foreign = new Foreign();
    }

    /** Breaks nothing: what a rule must leave alone. */
    static final class Faultless {
        private static final Logger LOG = LoggerFactory.getLogger(Faultless.class);

        @Reference
        private volatile List<Runnable> runnables = List.of();

        Instant now(Clock clock) {
            LOG.debug("{}", runnables);
            return Instant.now(clock);
        }
    }
}
