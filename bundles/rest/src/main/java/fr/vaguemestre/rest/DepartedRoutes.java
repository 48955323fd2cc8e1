package fr.vaguemestre.rest;

import fr.vaguemestre.api.problem.Unavailable;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Roots whose resource went a moment ago, most likely to be replaced: for {@link #HOPE} a client is told to come back (503)
 * rather than that the route does not exist (404).
 */
final class DepartedRoutes {
    static final Duration HOPE = Duration.ofSeconds(60);

    private final Map<String, Long> roots = new ConcurrentHashMap<>();
    private final LongSupplier nanos;

    /** Begins empty, with a monotonic clock in nanoseconds. */
    DepartedRoutes(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /** The resource of that {@code @Path} went. */
    void left(String path) {
        roots.put(root(path), nanos.getAsLong());
    }

    /** A resource of that {@code @Path} is there again. */
    void came(String path) {
        roots.remove(root(path));
    }

    /** Whether the resource of that path of a request, {@code /v1/...}, went a moment ago. */
    boolean covers(@Nullable String path) {
        if (path == null || roots.isEmpty()) {
            return false;
        }
        long now = nanos.getAsLong();
        roots.values().removeIf(left -> now - left > HOPE.toNanos());
        String inside = path.substring(Math.min(path.length(), RestServlet.VERSION.length())) + "/";
        return roots.keySet().stream().anyMatch(inside::startsWith);
    }

    /** What to tell a client meanwhile. */
    Unavailable problem() {
        return new Unavailable("rest.route-away", "what answers here is being replaced");
    }

    private static String root(String path) {
        int variable = path.indexOf('{');
        String fixed = variable < 0 ? path : path.substring(0, variable);
        return ("/" + fixed + "/").replaceAll("/+", "/");
    }
}
