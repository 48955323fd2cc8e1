package fr.vaguemestre.store;

import fr.vaguemestre.api.access.Caller;
import fr.vaguemestre.api.store.Act;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/**
 * The end of a write: audit entry, commit, wait for the disk. PostgreSQL refuses the entry when an earlier error of the work was
 * swallowed; a commit alone would roll back and report success. The wait is on the same session: another one might be of a
 * server that was begun anew in between and never had the change. Sessions that wait at the same time share one write to the
 * disk.
 */
final class Keeping {
    /**
     * Sent as one: the entry, whose lock on the chain's head ends with the commit behind it, without waiting for the disk or for
     * us; then a mark in the log that nobody reads. Once the mark's own commit is on the disk, so is all that the log has before it.
     */
    private static final String AUDIT_COMMIT_AND_WAIT =
            "SELECT vm.audit_append(?, ?, ?, ?, ?); COMMIT; SELECT pg_logical_emit_message(true, 'vm.durable', '')";

    private Keeping() {}

    /** Keeps what was changed on that connection, with its entry. */
    static void keep(Connection connection, Caller caller, Act act) throws SQLException {
        try (PreparedStatement last = connection.prepareStatement(AUDIT_COMMIT_AND_WAIT)) {
            last.setString(1, storable(caller.subject()));
            last.setString(2, act.action());
            last.setString(3, storable(act.object()));
            last.setString(4, storable(act.detail()));
            last.setString(5, storable(caller.correlationId()));
            last.execute();
        } catch (SQLException failed) {
            if (SqlFailures.inDoubt(failed)) {
                throw SqlFailures.unknown(failed);
            }
            throw failed;
        }
    }

    /** PostgreSQL's text holds everything but U+0000, which a stranger may have sent. */
    private static String storable(String text) {
        return text.replace('\0', '\uFFFD');
    }
}
