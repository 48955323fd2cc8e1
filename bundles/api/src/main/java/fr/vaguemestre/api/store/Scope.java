package fr.vaguemestre.api.store;

import fr.vaguemestre.api.event.DomainEvent;
import fr.vaguemestre.api.problem.Problem;
import java.sql.Connection;
import java.util.function.Supplier;
import javax.persistence.EntityManager;
import org.osgi.annotation.versioning.ProviderType;

/** What a capability works with inside one transaction of one tenant. Not to be kept after it. */
@ProviderType
public interface Scope {
    /** The capability's entities, on the transaction's own connection. */
    EntityManager entities();

    /** The transaction's own connection, for SQL; never commit, roll back, close or set the tenant. */
    Connection connection();

    /** Adds a fact, stored just before commit; refused in a read. */
    void publish(DomainEvent event);

    /** Replaces what the audit trail will tell, where only the work itself finds the name of the object. */
    void tell(Act act);

    /**
     * Says in the capability's own words what it means when a constraint of its tables stops this transaction, whether at
     * a statement of the work, at the flush or at commit.
     *
     * @param constraint name of the unique, foreign key or check constraint in the database
     * @param problem what the caller gets instead of the database's error
     */
    void refuseAs(String constraint, Supplier<? extends Problem> problem);
}
