package fr.vaguemestre.mutant;

import fr.vaguemestre.api.access.Role;
import fr.vaguemestre.api.rest.Anonymous;
import fr.vaguemestre.api.rest.Answers;
import fr.vaguemestre.api.rest.OpenTo;
import fr.vaguemestre.mutant.other.Neighbour;
import java.sql.Connection;
import java.time.Clock;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.persistence.EntityManager;
import javax.persistence.Query;
import javax.sql.DataSource;
import javax.ws.rs.GET;
import javax.ws.rs.POST;
import javax.ws.rs.Path;
import javax.ws.rs.core.Response;
import org.jspecify.annotations.Nullable;
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

    static final class UsesSql {
        @Nullable
        Connection connection;
    }

    static final class UsesDataSources {
        @Nullable
        DataSource source;
    }

    static final class UsesQueries {
        @Nullable
        Query query;
    }

    static final class FieldReference {
        @Reference
        List<Runnable> runnables = List.of();
    }

    static final class ReferenceToOne {
        @Reference
        volatile Runnable runnable = () -> {};
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

    static final class AsksForMillis {
        long now() {
            return System.currentTimeMillis();
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

    static final class LocalLogger {
        private final Logger log = LoggerFactory.getLogger(LocalLogger.class);

        void say() {
            log.debug("hello");
        }
    }

    static final class LooseLogger {
        @SuppressWarnings("NonFinalStaticField")
        private static Logger log = LoggerFactory.getLogger(LooseLogger.class);

        void say() {
            log.debug("hello");
        }
    }

    @Path("/routes")
    static final class Routes {}

    static final class OpenRoute {
        @GET
        public String read() {
            return "";
        }
    }

    static final class VagueRoute {
        @GET
        @OpenTo(Role.USER)
        public Response read() {
            return Response.ok().build();
        }
    }

    static final class CallManager {}

    static final class CallImpl {}

    static final class StringUtil {}

    static final class StringUtils {}

    static final class CallHelper {}

    abstract static class AbstractCall {}

    /** Breaks nothing: what a rule must leave alone. */
    static final class Faultless {
        private static final Logger LOG = LoggerFactory.getLogger(Faultless.class);

        @Reference
        private volatile List<Runnable> runnables = List.of();

        @GET
        @OpenTo(Role.USER)
        @Answers(200)
        public Response read() {
            return Response.ok().build();
        }

        @POST
        @Anonymous
        public String write() {
            return "";
        }

        Instant now(Clock clock) {
            LOG.debug("{}", runnables);
            return Instant.now(clock);
        }
    }
}
