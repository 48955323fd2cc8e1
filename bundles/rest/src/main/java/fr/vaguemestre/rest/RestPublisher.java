package fr.vaguemestre.rest;

import com.fasterxml.jackson.databind.ObjectMapper;
import fr.vaguemestre.api.access.AuthService;
import fr.vaguemestre.api.cache.Cache;
import fr.vaguemestre.api.monitoring.Meters;
import fr.vaguemestre.api.rest.RestResource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import javax.servlet.ServletException;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.http.HttpService;
import org.osgi.service.http.NamespaceException;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.util.tracker.BundleTracker;

/** Puts the server on the HTTP service, and follows the resources, the titles and the services that it can do without. */
@Component(configurationPid = "fr.vaguemestre.rest", service = RestPublisher.class, immediate = true)
@Designate(ocd = RestConfig.class)
public final class RestPublisher {
    private final HttpService http;
    private final ProblemTitles titles = new ProblemTitles();
    private final Resources resources;
    private final BundleTracker<String> bundles;

    @Reference
    private volatile List<AuthService> access = List.of();

    @Reference
    private volatile List<Cache> caches = List.of();

    @Reference
    private volatile List<Meters> meters = List.of();

    @Reference
    private volatile List<IdempotencyRepository> replays = List.of();

    /** Begins to serve, with no resource yet. */
    @Activate
    public RestPublisher(@Reference HttpService http, RestConfig config, BundleContext framework)
            throws ServletException, NamespaceException {
        this.http = http;
        ObjectMapper json = Json.mapper();
        var problems = new ProblemWriter(json, titles);
        var departed = new DepartedRoutes(System::nanoTime);
        this.resources = new Resources(departed, providers(json, problems, departed, config));
        this.bundles = new BundleTracker<>(framework, Bundle.ACTIVE, null) {
            @Override
            public String addingBundle(Bundle bundle, BundleEvent event) {
                return follow(bundle);
            }

            @Override
            public void removedBundle(Bundle bundle, BundleEvent event, String area) {
                titles.put(area, Map.of());
            }
        };
        bundles.open();
        http.registerServlet(
                RestServlet.ALIAS,
                new RestServlet(
                        resources::current,
                        problems,
                        limit("address", config.requestsPerAddress()),
                        () -> first(meters),
                        config.maxBodyBytes(),
                        RestServlet.LARGE_PATIENCE),
                null,
                null);
    }

    private List<Object> providers(
            ObjectMapper json, ProblemWriter problems, DepartedRoutes departed, RestConfig config) {
        return List.of(
                new JsonProvider(json),
                new PageRequestProvider(),
                new VisitProvider(),
                new LocationFilter(),
                new ProblemMapper(problems, departed),
                new AuthenticationFilter(
                        new Routes(),
                        () -> first(access),
                        limit("subject", config.requestsPerSubject()),
                        limit("anonymous", config.anonymousPerAddress())),
                new ParameterFilter(),
                new IdempotencyFilter(() -> first(replays)));
    }

    /** Stops serving. */
    @Deactivate
    public void stop() {
        http.unregister(RestServlet.ALIAS);
        bundles.close();
        resources.close();
    }

    /** A resource came. */
    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    public void add(RestResource resource) {
        resources.add(resource);
    }

    /** A resource went. */
    public void remove(RestResource resource) {
        resources.remove(resource);
    }

    /** Takes the titles that a bundle brings; the area that they are for. */
    private String follow(Bundle bundle) {
        Map<String, Properties> found = ProblemTitles.read(bundle::getEntry);
        if (found.isEmpty()) {
            return "";
        }
        String area =
                bundle.getSymbolicName().substring(bundle.getSymbolicName().lastIndexOf('.') + 1);
        titles.put(area, found);
        return area;
    }

    private RateLimit limit(String name, int perMinute) {
        return new RateLimit(name, perMinute, () -> first(caches), System::currentTimeMillis);
    }

    private static <T> Optional<T> first(List<T> services) {
        List<T> now = services;
        return now.isEmpty() ? Optional.empty() : Optional.of(now.getFirst());
    }
}
