package fr.vaguemestre.indicators;

import fr.vaguemestre.api.access.Caller;
import fr.vaguemestre.api.indicators.Submission;
import fr.vaguemestre.api.indicators.Submission.State;
import fr.vaguemestre.api.store.Act;
import fr.vaguemestre.api.store.Scope;
import fr.vaguemestre.api.store.UnitOfWork;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.persistence.EntityManagerFactory;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** SQL of the submissions; each of their steps is in the audit trail. */
@Component(service = SubmissionRepository.class)
public final class SubmissionRepository {
    private static final String READ =
            """
            SELECT s.month, s.tenant, s.state, m.digest, s.attempts, s.receipt, s.received_at, s.next_attempt, s.detail
              FROM vm.indicators_submission s JOIN vm.indicators_month m USING (tenant, month)
            """;
    private static final String UPDATE =
            """
            UPDATE vm.indicators_submission
               SET state = ?, next_attempt = ?, receipt = ?, received_at = ?, detail = ?
             WHERE tenant = ? AND month = ? AND state = 'PENDING'
            """;

    private final UnitOfWork work;
    private final EntityManagerFactory factory;

    /** Works on that persistence unit. */
    @Activate
    public SubmissionRepository(
            @Reference UnitOfWork work,
            @Reference(target = "(osgi.unit.name=indicators)") EntityManagerFactory factory) {
        this.work = work;
        this.factory = factory;
    }

    Optional<Submission> find(String tenant, YearMonth month) {
        return work.read(Caller.system(tenant, "indicators"), factory, scope -> find(scope, tenant, month));
    }

    private static Optional<Submission> find(Scope scope, String tenant, YearMonth month) throws SQLException {
        try (PreparedStatement statement =
                scope.connection().prepareStatement(READ + " WHERE s.tenant = ? AND s.month = ?")) {
            statement.setString(1, tenant);
            statement.setString(2, month.toString());
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? Optional.of(submission(row)) : Optional.empty();
            }
        }
    }

    /** Begins a submission, or begins one that was refused anew. */
    Submission begin(Caller caller, String tenant, YearMonth month, Instant now) {
        return work.write(caller.in(tenant), factory, Act.of("indicators.submit", month.toString()), scope -> {
            try (PreparedStatement insert = scope.connection()
                    .prepareStatement("INSERT INTO vm.indicators_submission"
                            + " (tenant, month, state, attempts, next_attempt, detail) VALUES (?, ?, 'PENDING', 0, ?, '')"
                            + " ON CONFLICT (tenant, month) DO UPDATE SET state = 'PENDING', attempts = 0,"
                            + " next_attempt = excluded.next_attempt, detail = ''"
                            + " WHERE indicators_submission.state <> 'ACCEPTED'")) {
                insert.setString(1, tenant);
                insert.setString(2, month.toString());
                insert.setObject(3, now.atOffset(ZoneOffset.UTC));
                insert.executeUpdate();
            }
            return find(scope, tenant, month).orElseThrow();
        });
    }

    /** What waits and is due, of all structures. */
    List<Submission> due(Instant now) {
        return work.readAll(Caller.operator("indicators", "indicators"), factory, scope -> {
            var due = new ArrayList<Submission>();
            try (PreparedStatement statement = scope.connection()
                    .prepareStatement(READ + " WHERE s.state = 'PENDING' AND s.next_attempt <= ? ORDER BY 8")) {
                statement.setObject(1, now.atOffset(ZoneOffset.UTC));
                try (ResultSet row = statement.executeQuery()) {
                    while (row.next()) {
                        due.add(submission(row));
                    }
                }
            }
            return due;
        });
    }

    /** Takes a due submission for this node until that moment; false if another one did. */
    boolean claim(Submission due, Instant now, Instant until) {
        try {
            return work.write(system(due), factory, act(due, "indicators.attempt", ""), scope -> {
                try (PreparedStatement update = scope.connection()
                        .prepareStatement(
                                "UPDATE vm.indicators_submission SET attempts = attempts + 1, next_attempt = ?"
                                        + " WHERE tenant = ? AND month = ? AND state = 'PENDING' AND next_attempt <= ?")) {
                    update.setObject(1, until.atOffset(ZoneOffset.UTC));
                    update.setString(2, due.structure());
                    update.setString(3, due.month().toString());
                    update.setObject(4, now.atOffset(ZoneOffset.UTC));
                    if (update.executeUpdate() == 0) {
                        throw new TakenException();
                    }
                    return true;
                }
            });
        } catch (TakenException other) {
            return false;
        }
    }

    void accepted(Submission sent, String receipt, Instant at) {
        settle(sent, "indicators.accepted", State.ACCEPTED, null, receipt, at);
    }

    void refused(Submission sent, String why) {
        settle(sent, "indicators.refused", State.REFUSED, null, why, null);
    }

    void later(Submission sent, String why, Instant next) {
        settle(sent, "indicators.delayed", State.PENDING, next, why, null);
    }

    private void settle(
            Submission sent,
            String action,
            State state,
            @Nullable Instant next,
            String words,
            @Nullable Instant receivedAt) {
        work.write(system(sent), factory, act(sent, action, words), scope -> {
            try (PreparedStatement update = scope.connection().prepareStatement(UPDATE)) {
                update.setString(1, state.name());
                update.setObject(2, next == null ? null : next.atOffset(ZoneOffset.UTC));
                update.setString(3, state == State.ACCEPTED ? words : null);
                update.setObject(4, receivedAt == null ? null : receivedAt.atOffset(ZoneOffset.UTC));
                update.setString(5, state == State.ACCEPTED ? "" : words);
                update.setString(6, sent.structure());
                update.setString(7, sent.month().toString());
                return update.executeUpdate();
            }
        });
    }

    private static Act act(Submission of, String action, String words) {
        return new Act(action, of.month().toString(), words);
    }

    private static Caller system(Submission of) {
        return Caller.system(of.structure(), "indicators");
    }

    private static Submission submission(ResultSet row) throws SQLException {
        return new Submission(
                YearMonth.parse(row.getString(1)),
                row.getString(2),
                State.valueOf(row.getString(3)),
                row.getString(4),
                row.getInt(5),
                Optional.ofNullable(row.getString(6)),
                instant(row, 7),
                instant(row, 8),
                row.getString(9));
    }

    private static Optional<Instant> instant(ResultSet row, int column) throws SQLException {
        return Optional.ofNullable(row.getObject(column, OffsetDateTime.class)).map(OffsetDateTime::toInstant);
    }

    /** Rolls back the claim of a submission that another node has. */
    private static final class TakenException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        TakenException() {
            super("another node hands it in", null, false, false);
        }
    }
}
