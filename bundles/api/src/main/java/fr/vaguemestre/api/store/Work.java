package fr.vaguemestre.api.store;

import java.sql.SQLException;
import org.osgi.annotation.versioning.ConsumerType;

/** What is done inside one transaction. */
@ConsumerType
@FunctionalInterface
public interface Work<T> {
    /** Does it; whatever is thrown rolls everything back. */
    T in(Scope scope) throws SQLException;
}
