package fr.vaguemestre.api.audit;

import fr.vaguemestre.api.access.Caller;
import fr.vaguemestre.api.paging.Page;
import fr.vaguemestre.api.paging.PageRequest;
import fr.vaguemestre.api.store.Act;
import org.osgi.annotation.versioning.ProviderType;

/** Reads and verifies the trail. Writes come with the unit of work; only acts without rows are told here. */
@ProviderType
public interface AuditService {
    /** Entries of the caller's tenant, or of all for a super administrator; newest first. */
    Page<AuditEntry> search(Caller caller, AuditQuery query, PageRequest page);

    /** Walks the chain of the caller's tenant, or every chain for a super administrator. */
    AuditVerification verify(Caller caller);

    /** Keeps an act that changes no row, such as a refused sign-in, in the caller's tenant or on the platform's chain. */
    void record(Caller caller, Act act);
}
