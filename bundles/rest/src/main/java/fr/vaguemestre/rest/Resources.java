package fr.vaguemestre.rest;

import fr.vaguemestre.api.rest.RestResource;
import java.util.ArrayList;
import java.util.List;
import javax.ws.rs.Path;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The resources that are there, and the server over them. After a change the next {@link Generation} is swapped in: at once
 * when a resource goes, with the next request when one comes (so that a start makes one server, not one per resource).
 * Requests under way end in their generation, so nobody but the users of a resource that goes notices.
 */
final class Resources {
    private static final Logger LOG = LoggerFactory.getLogger(Resources.class);

    private final DepartedRoutes departed;
    private final List<?> providers;
    private final List<RestResource> resources = new ArrayList<>();
    private final List<RestResource> fresh = new ArrayList<>();
    private volatile boolean behind;
    private volatile @Nullable Generation current;

    Resources(DepartedRoutes departed, List<?> providers) {
        this.departed = departed;
        this.providers = providers;
    }

    /** The server over what is there now; null while nothing is. */
    @Nullable
    Generation current() {
        if (behind) {
            publish();
        }
        return current;
    }

    /** A resource came. */
    synchronized void add(RestResource resource) {
        Path path = resource.getClass().getAnnotation(Path.class);
        if (path == null) {
            LOG.error(
                    "{} has no @Path, it is not published", resource.getClass().getName());
            return;
        }
        resources.add(resource);
        fresh.add(resource);
        departed.came(path.value());
        behind = true;
    }

    /** A resource went. */
    synchronized void remove(RestResource resource) {
        if (resources.remove(resource)) {
            departed.left(resource.getClass().getAnnotation(Path.class).value());
            behind = true;
            publish();
        }
    }

    /** Ends the server. */
    synchronized void close() {
        resources.clear();
        behind = true;
        publish();
    }

    private synchronized void publish() {
        if (!behind) {
            return;
        }
        behind = false;
        long began = System.nanoTime();
        Generation before = current;
        try {
            current = resources.isEmpty() ? null : Generation.of(RestServlet.VERSION, resources, providers);
        } catch (RuntimeException e) {
            leaveOut(e);
            return;
        }
        fresh.clear();
        if (before != null) {
            before.retire();
        }
        LOG.info("{} resources published in {} ms", resources.size(), (System.nanoTime() - began) / 1_000_000);
    }

    /** Leaves out those that came since the last success and cannot be published; if that is none, the server stays as it is. */
    private void leaveOut(RuntimeException failure) {
        List<RestResource> wrong =
                fresh.stream().filter(resource -> !publishable(resource)).toList();
        fresh.clear();
        if (wrong.isEmpty()) {
            LOG.error("the routes cannot be published, the earlier ones stay", failure);
            return;
        }
        LOG.error("{} cannot be published", wrong, failure);
        resources.removeAll(wrong);
        behind = true;
        publish();
    }

    private boolean publishable(RestResource resource) {
        try {
            Generation.of(RestServlet.VERSION, List.of(resource), providers).retire();
            return true;
        } catch (RuntimeException e) {
            return false;
        }
    }
}
