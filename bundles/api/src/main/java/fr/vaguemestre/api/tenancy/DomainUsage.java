package fr.vaguemestre.api.tenancy;

import fr.vaguemestre.api.access.Caller;
import fr.vaguemestre.api.store.Scope;
import java.sql.SQLException;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Tells what a domain uses; offered by the capability that owns the mailboxes, asked by tenancy inside its own
 * transaction before it lowers a quota or removes a domain.
 */
@ConsumerType
public interface DomainUsage {
    /** How many mailboxes of that domain count against its quota, and how many rows there are in all. */
    Used of(Caller caller, Scope scope, String domain) throws SQLException;

    /**
     * What a domain uses.
     *
     * @param counted mailboxes that count against the quota
     * @param rows mailboxes in every state, closed ones too
     * @param quotaBytes sum of the quotas given to its mailboxes
     */
    record Used(long counted, long rows, long quotaBytes) {}
}
