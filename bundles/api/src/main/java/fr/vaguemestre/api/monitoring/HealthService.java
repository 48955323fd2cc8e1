package fr.vaguemestre.api.monitoring;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/** How the appliance is, check by check: what {@code GET /health} answers, for other bundles. */
@ProviderType
public interface HealthService {
    /** What each check says now, ordered by name. Asks them side by side and waits two seconds at most. */
    List<HealthFinding> findings();
}
