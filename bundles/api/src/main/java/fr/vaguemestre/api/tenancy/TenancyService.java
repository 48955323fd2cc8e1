package fr.vaguemestre.api.tenancy;

import fr.vaguemestre.api.access.Caller;
import fr.vaguemestre.api.paging.Page;
import fr.vaguemestre.api.paging.PageRequest;
import fr.vaguemestre.api.problem.Conflict;
import fr.vaguemestre.api.problem.Forbidden;
import fr.vaguemestre.api.problem.Invalid;
import fr.vaguemestre.api.problem.NotFound;
import fr.vaguemestre.api.store.Scope;
import java.sql.SQLException;
import org.osgi.annotation.versioning.ProviderType;

/** Makes and reads structures and their domains. */
@ProviderType
public interface TenancyService {
    /** The structures that the caller sees: all for a super administrator, its own for a domain administrator. */
    Page<Tenant> tenants(Caller caller, PageRequest page);

    /** The domains that the caller administers. */
    Page<Domain> domains(Caller caller, PageRequest page);

    /**
     * One domain.
     *
     * @throws NotFound {@code tenancy.domain-unknown} if there is none that the caller administers
     */
    Domain domain(Caller caller, String name);

    /**
     * The domain of that name for the caller's own mailbox or administration, whatever its role; used to find the tenant
     * that an address belongs to.
     *
     * @throws NotFound {@code tenancy.domain-unknown} if there is none in the caller's reach
     */
    Domain domainInReach(Caller caller, String name);

    /**
     * Locks a domain until the caller's transaction ends, so that what is counted against its quota stays true; every
     * creation in that domain and every change of its quota waits here, on whichever node it runs.
     *
     * @param scope the running transaction of the capability that asks, in the domain's tenant
     * @throws NotFound {@code tenancy.domain-unknown} if there is none in that tenant
     */
    Domain lock(Scope scope, String name) throws SQLException;

    /**
     * Makes a domain, alive in SMTP when this returns.
     *
     * @throws Forbidden {@code access.role} unless the caller is a super administrator
     * @throws Invalid {@code tenancy.domain-invalid} with the refused fields
     * @throws Conflict {@code tenancy.domain-taken} if the name is in use
     */
    Domain create(Caller caller, NewDomain wanted);

    /** Changes a domain; a quota below what is used is refused with {@code tenancy.quota-below-use}. */
    Domain change(Caller caller, String name, DomainChange change);

    /**
     * Removes a domain that holds no mailbox.
     *
     * @throws Conflict {@code tenancy.domain-in-use} while mailboxes, even closed ones, are left
     */
    void delete(Caller caller, String name);
}
