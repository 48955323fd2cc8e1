package fr.vaguemestre.store;

import fr.vaguemestre.api.problem.Conflict;
import fr.vaguemestre.api.problem.Problem;
import fr.vaguemestre.api.problem.Unavailable;
import java.sql.SQLException;
import java.util.Optional;
import javax.persistence.OptimisticLockException;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** Turns what the database said into the words of the API (SQLSTATE, PostgreSQL appendix A). */
final class SqlFailures {
    private SqlFailures() {}

    /** What the caller of the unit of work gets for a failed transaction. */
    static RuntimeException translate(Exception failure, Optional<TransactionScope> scope) {
        if (failure instanceof Problem problem) {
            return problem;
        }
        SQLException sql = sqlCause(failure);
        if (sql == null) {
            return notOfTheDatabase(failure);
        }
        Optional<Problem> refusal = constraint(sql).flatMap(name -> scope.flatMap(known -> known.refusal(name)));
        if (refusal.isPresent()) {
            Problem problem = refusal.get();
            problem.addSuppressed(failure);
            return problem;
        }
        if (away(sql)) {
            return new Unavailable("store.unavailable", "the database is away for the moment", failure);
        }
        return failure instanceof RuntimeException unchecked ? unchecked : new IllegalStateException(failure);
    }

    /** The database went while a change was kept: it is there whole, or not at all, and nobody can tell now. */
    static Unavailable unknown(SQLException failure) {
        return new Unavailable(
                "store.outcome-unknown",
                "the database went away while the change was kept: look whether it is there before it is asked for"
                        + " again",
                failure);
    }

    /** Whether a commit that was asked for may have happened all the same: not where the transaction itself was refused. */
    static boolean inDoubt(SQLException failure) {
        String state = failure.getSQLState();
        return state == null || state.matches("(08|53|57|58|XX).*");
    }

    private static RuntimeException notOfTheDatabase(Exception failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof OptimisticLockException) {
                return new Conflict("store.changed-meanwhile", "somebody changed this meanwhile");
            }
        }
        return failure instanceof RuntimeException unchecked ? unchecked : new IllegalStateException(failure);
    }

    /** Name of the constraint that stopped a statement (class 23). */
    static Optional<String> constraint(SQLException failure) {
        if (failure instanceof PSQLException told
                && told.getSQLState() != null
                && told.getSQLState().startsWith("23")) {
            return Optional.ofNullable(told.getServerErrorMessage()).map(ServerErrorMessage::getConstraint);
        }
        return Optional.empty();
    }

    /**
     * Whether the same request may succeed later: no connection, server stopping, no resources (class 53: connections, memory,
     * room on the disk), lock or serialization.
     */
    static boolean away(SQLException failure) {
        if (failure instanceof java.sql.SQLTransientConnectionException) {
            return true;
        }
        String state = failure.getSQLState();
        if (state == null) {
            return false;
        }
        return switch (state) {
            case "57P01", "57P02", "57P03", "40001", "40P01", "55P03", "57014" -> true;
            default -> state.startsWith("08") || state.startsWith("53");
        };
    }

    /** The SQL failure behind whatever the layers above made of it. */
    static @Nullable SQLException sqlCause(@Nullable Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql) {
                return sql;
            }
        }
        return null;
    }
}
