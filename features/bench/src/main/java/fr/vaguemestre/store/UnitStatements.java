package fr.vaguemestre.store;

import fr.vaguemestre.api.access.Caller;
import fr.vaguemestre.api.store.Act;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * What the unit of work sends around the work, by its own classes: a benchmark that had these statements once more would
 * measure them long after the product had changed. Objects of JPA and of the pool are not in it.
 */
public final class UnitStatements {
    private UnitStatements() {}

    /** A connection as the application's pool makes it. */
    public static Connection pooled(Connection connection) {
        return OpenableConnection.over(connection);
    }

    /** Begins a write of that tenant on such a connection. */
    public static void begin(Connection pooled, String tenant) {
        ((Openable) pooled).openWith(Opening.toWrite(tenant));
    }

    /** Ends it, with its entry in the trail, once it is on the disk. */
    public static void keep(Connection pooled, Caller caller, Act act) throws SQLException {
        Keeping.keep(pooled, caller, act);
    }
}
