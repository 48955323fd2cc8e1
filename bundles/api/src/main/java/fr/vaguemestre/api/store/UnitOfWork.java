package fr.vaguemestre.api.store;

import fr.vaguemestre.api.access.Caller;
import fr.vaguemestre.api.problem.Forbidden;
import fr.vaguemestre.api.problem.Unavailable;
import javax.persistence.EntityManagerFactory;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The one place where the database is read and written, and where tenants are kept apart (design §7): rows, facts and
 * the audit entry commit together or not at all, under PostgreSQL row security of the caller's tenant. What {@link #write}
 * returns from is on the disk.
 */
@ProviderType
public interface UnitOfWork {
    /**
     * Writes in the caller's tenant.
     *
     * @param factory the capability's own persistence unit
     * @param act what the audit trail will tell
     * @throws Forbidden {@code access.tenant-unset} if the caller has no tenant
     * @throws Unavailable {@code store.unavailable} if the database is away; nothing was changed. {@code store.outcome-unknown}
     *     if it went away while the change was kept: all of it is there, or nothing
     */
    <T> T write(Caller caller, EntityManagerFactory factory, Act act, Work<T> work);

    /** Reads in the caller's tenant; a write inside is refused by the database. Throws as {@link #write}. */
    <T> T read(Caller caller, EntityManagerFactory factory, Work<T> work);

    /**
     * Reads across tenants.
     *
     * @throws Forbidden {@code access.role} if the caller is no super administrator
     * @throws Unavailable {@code store.unavailable} if the database is away
     */
    <T> T readAll(Caller caller, EntityManagerFactory factory, Work<T> work);

    /** {@link #readAll} for a super administrator that has named no tenant, {@link #read} for everybody else. */
    default <T> T readVisible(Caller caller, EntityManagerFactory factory, Work<T> work) {
        return caller.tenant().isEmpty() ? readAll(caller, factory, work) : read(caller, factory, work);
    }
}
