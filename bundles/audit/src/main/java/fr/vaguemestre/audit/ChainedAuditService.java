package fr.vaguemestre.audit;

import fr.vaguemestre.api.access.Caller;
import fr.vaguemestre.api.access.Role;
import fr.vaguemestre.api.audit.AuditEntry;
import fr.vaguemestre.api.audit.AuditQuery;
import fr.vaguemestre.api.audit.AuditService;
import fr.vaguemestre.api.audit.AuditVerification;
import fr.vaguemestre.api.paging.Page;
import fr.vaguemestre.api.paging.PageRequest;
import fr.vaguemestre.api.store.Act;
import fr.vaguemestre.api.store.UnitOfWork;
import javax.persistence.EntityManagerFactory;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Reads the trail for administrators and walks its chains. */
@Component(service = AuditService.class)
public final class ChainedAuditService implements AuditService {
    private final UnitOfWork work;
    private final EntityManagerFactory audit;

    /** Reads through that persistence unit. */
    @Activate
    public ChainedAuditService(
            @Reference UnitOfWork work, @Reference(target = "(osgi.unit.name=audit)") EntityManagerFactory audit) {
        this.work = work;
        this.audit = audit;
    }

    @Override
    public Page<AuditEntry> search(Caller caller, AuditQuery query, PageRequest page) {
        caller.require(Role.SUPER_ADMIN, Role.DOMAIN_ADMIN);
        return work.readVisible(caller, audit, scope -> AuditRepository.search(scope.connection(), query, page));
    }

    @Override
    public AuditVerification verify(Caller caller) {
        caller.require(Role.SUPER_ADMIN, Role.DOMAIN_ADMIN);
        return work.readVisible(caller, audit, scope -> AuditRepository.verify(scope.connection()));
    }

    @Override
    public void record(Caller caller, Act act) {
        Caller placed = caller.tenant().isPresent() ? caller : caller.in(Caller.PLATFORM);
        work.write(placed, audit, act, scope -> true);
    }
}
