package fr.vaguemestre.ui.registry;

import fr.vaguemestre.api.access.AuthService;
import fr.vaguemestre.api.bal.BalService;
import fr.vaguemestre.api.monitoring.HealthService;
import fr.vaguemestre.api.problem.Unavailable;
import fr.vaguemestre.api.tenancy.TenancyService;
import fr.vaguemestre.api.webmail.WebmailService;
import java.util.List;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The services of the OSGi registry, as they come and go. */
@Component(service = Services.class)
public final class OsgiServices implements Services {
    @Reference
    private volatile List<AuthService> auths = List.of();

    @Reference
    private volatile List<BalService> bals = List.of();

    @Reference
    private volatile List<HealthService> healths = List.of();

    @Reference
    private volatile List<TenancyService> tenancies = List.of();

    @Reference
    private volatile List<WebmailService> webmails = List.of();

    @Override
    public AuthService auth() {
        return first(auths, "ui.access-away");
    }

    @Override
    public BalService bals() {
        return first(bals, "ui.bal-away");
    }

    @Override
    public HealthService health() {
        return first(healths, "ui.health-away");
    }

    @Override
    public TenancyService tenancy() {
        return first(tenancies, "ui.tenancy-away");
    }

    @Override
    public WebmailService webmail() {
        return first(webmails, "ui.webmail-away");
    }

    @Override
    public boolean hasWebmail() {
        return !webmails.isEmpty();
    }

    private static <S> S first(List<S> present, String away) {
        return present.stream()
                .findFirst()
                .orElseThrow(() -> new Unavailable(away, "that part is not running at the moment"));
    }
}
