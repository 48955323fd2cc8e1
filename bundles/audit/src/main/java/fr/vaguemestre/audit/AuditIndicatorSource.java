package fr.vaguemestre.audit;

import fr.vaguemestre.api.access.Caller;
import fr.vaguemestre.api.indicators.Indicator;
import fr.vaguemestre.api.indicators.IndicatorSource;
import fr.vaguemestre.api.store.UnitOfWork;
import java.time.Instant;
import java.util.List;
import javax.persistence.EntityManagerFactory;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Counts sign-ins to the console and the REST interface in the trail, which is only ever appended to. */
@Component(service = IndicatorSource.class)
public final class AuditIndicatorSource implements IndicatorSource {
    private final UnitOfWork work;
    private final EntityManagerFactory audit;

    /** Counts through that persistence unit. */
    @Activate
    public AuditIndicatorSource(
            @Reference UnitOfWork work, @Reference(target = "(osgi.unit.name=audit)") EntityManagerFactory audit) {
        this.work = work;
        this.audit = audit;
    }

    @Override
    public String name() {
        return "audit";
    }

    @Override
    public List<Indicator> count(String tenant, Instant from, Instant until) {
        return work.read(
                Caller.system(tenant, "indicators"),
                audit,
                scope -> AuditRepository.signIns(scope.connection(), tenant, from, until));
    }
}
