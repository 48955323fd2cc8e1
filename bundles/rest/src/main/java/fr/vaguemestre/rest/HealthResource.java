package fr.vaguemestre.rest;

import fr.vaguemestre.api.access.AuthService;
import fr.vaguemestre.api.rest.Anonymous;
import fr.vaguemestre.api.rest.RestResource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.ws.rs.GET;
import javax.ws.rs.Path;
import javax.ws.rs.Produces;
import javax.ws.rs.core.MediaType;
import javax.ws.rs.core.Response;
import org.apache.felix.hc.api.HealthCheck;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * {@code GET /health}: what the checks of every bundle say (services {@code HealthCheck} with tag {@code vaguemestre}).
 * Answers 200 while the appliance does its work, even poorly, and 503 with the same body when it does not.
 */
@Component(service = RestResource.class)
@Path("/health")
@Produces(MediaType.APPLICATION_JSON)
public final class HealthResource implements RestResource {
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final Checkup checkup = new Checkup(PATIENCE);

    @Reference(service = HealthCheck.class, target = "(" + HealthCheck.TAGS + "=vaguemestre)")
    private volatile List<Map.Entry<Map<String, Object>, HealthCheck>> checks = List.of();

    @Reference
    private volatile List<AuthService> access = List.of();

    /** Begins without any check. */
    @Activate
    public HealthResource() {}

    /** How the appliance is. */
    @GET
    @Anonymous
    public Response health() {
        List<Checkup.Finding> findings = new ArrayList<>(checkup.of(checks));
        findings.add(
                access.isEmpty()
                        ? new Checkup.Finding("sign-in", Checkup.Status.DOWN, "nobody can sign in")
                        : new Checkup.Finding("sign-in", Checkup.Status.UP, ""));
        var worst = findings.stream().map(Checkup.Finding::status).max(Checkup.Status::compareTo);
        var status = worst.orElse(Checkup.Status.UP);
        return Response.status(status == Checkup.Status.DOWN ? 503 : 200)
                .entity(new Health(status, findings))
                .build();
    }

    /**
     * The whole (contract §2).
     *
     * @param status the worst of the checks
     */
    record Health(Checkup.Status status, List<Checkup.Finding> checks) {}
}
