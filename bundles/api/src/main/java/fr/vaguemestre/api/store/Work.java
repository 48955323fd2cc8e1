package fr.vaguemestre.api.store;

import java.sql.SQLException;

/** What is done inside one transaction. */
@FunctionalInterface
public interface Work<T> {
    /** Does it; whatever is thrown rolls everything back. */
    T in(Scope scope) throws SQLException;
}
