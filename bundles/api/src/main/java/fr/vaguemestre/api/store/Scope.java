package fr.vaguemestre.api.store;

import fr.vaguemestre.api.event.DomainEvent;
import java.sql.Connection;
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
}
