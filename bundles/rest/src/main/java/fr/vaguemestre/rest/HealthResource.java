package fr.vaguemestre.rest;

import fr.vaguemestre.api.access.AuthService;
import fr.vaguemestre.api.monitoring.HealthFinding;
import fr.vaguemestre.api.monitoring.HealthService;
import fr.vaguemestre.api.monitoring.HealthStatus;
import fr.vaguemestre.api.rest.Anonymous;
import fr.vaguemestre.api.rest.Answers;
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
@Component(service = {RestResource.class, HealthService.class})
@Path("/health")
@Produces(MediaType.APPLICATION_JSON)
public final class HealthResource implements RestResource, HealthService {
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
    @Answers(value = 200, body = Health.class)
    public Response health() {
        List<HealthFinding> findings = findings();
        var worst = findings.stream().map(HealthFinding::status).max(HealthStatus::compareTo);
        var status = worst.orElse(HealthStatus.UP);
        return Response.status(status == HealthStatus.DOWN ? 503 : 200)
                .entity(new Health(status, findings))
                .build();
    }

    @Override
    public List<HealthFinding> findings() {
        List<HealthFinding> findings = new ArrayList<>(checkup.of(checks));
        findings.add(
                access.isEmpty()
                        ? new HealthFinding("sign-in", HealthStatus.DOWN, "nobody can sign in")
                        : new HealthFinding("sign-in", HealthStatus.UP, ""));
        return List.copyOf(findings);
    }

    /**
     * The whole (contract §2).
     *
     * @param status the worst of the checks
     */
    record Health(HealthStatus status, List<HealthFinding> checks) {}
}
