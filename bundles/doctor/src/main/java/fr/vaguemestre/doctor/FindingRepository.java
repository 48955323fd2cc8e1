package fr.vaguemestre.doctor;

import fr.vaguemestre.api.access.Caller;
import fr.vaguemestre.api.doctor.Diagnosis;
import fr.vaguemestre.api.doctor.DoctorStep;
import fr.vaguemestre.api.doctor.PeerFinding;
import fr.vaguemestre.api.doctor.StepKind;
import fr.vaguemestre.api.doctor.StepOwner;
import fr.vaguemestre.api.doctor.StepState;
import fr.vaguemestre.api.paging.Cursor;
import fr.vaguemestre.api.paging.Page;
import fr.vaguemestre.api.paging.PageRequest;
import fr.vaguemestre.api.store.Act;
import fr.vaguemestre.api.store.Scope;
import fr.vaguemestre.api.store.UnitOfWork;
import fr.vaguemestre.api.store.Work;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import javax.persistence.EntityManagerFactory;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** SQL of rounds and what they found; all rows are the platform's. */
@Component(service = FindingRepository.class)
public final class FindingRepository {
    private static final String BEGIN =
            """
            INSERT INTO vm.doctor_round (tenant, night, started_at, started_by) VALUES (?, ?, ?, ?)
            ON CONFLICT (night) DO NOTHING RETURNING id""";
    private static final String FIND =
            """
            INSERT INTO vm.doctor_finding (tenant, round, domain, messages, at, good, cause, detail,
                                           message_state, message_cause, message_detail, worked)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, (SELECT max(at) FROM vm.doctor_finding WHERE domain = ? AND good))""";
    private static final String READ =
            "SELECT id, domain, messages, at, worked, cause, detail, message_state, message_cause, message_detail"
                    + " FROM vm.doctor_finding WHERE ";
    private static final String LAST = "round = (SELECT max(id) FROM vm.doctor_round WHERE ended_at IS NOT NULL)";

    private final UnitOfWork work;
    private final EntityManagerFactory factory;

    /** Works on that persistence unit. */
    @Activate
    public FindingRepository(
            @Reference UnitOfWork work, @Reference(target = "(osgi.unit.name=doctor)") EntityManagerFactory factory) {
        this.work = work;
        this.factory = factory;
    }

    /**
     * What was found about a peer.
     *
     * @param messages how many went there
     * @param diagnosis what stood between us
     */
    record Found(long messages, Diagnosis diagnosis) {}

    /** Another node has this night's round. */
    private static final class TakenException extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /** Keeps an act that changes no row of ours. */
    void audit(Caller caller, Act act) {
        work.write(caller.in(Caller.PLATFORM), factory, act, scope -> true);
    }

    /** Whether that night had its round, on any node. */
    boolean hasNight(LocalDate night) {
        return read(scope -> {
            try (PreparedStatement query =
                    prepared(scope, "SELECT 1 FROM vm.doctor_round WHERE night = ?", List.of(night))) {
                return query.executeQuery().next();
            }
        });
    }

    /** Begins a round; empty if another node has begun that of the same night. */
    Optional<Long> begin(Caller by, Optional<LocalDate> night, Instant now) {
        String named = night.map(LocalDate::toString).orElse("asked for");
        try {
            return Optional.of(work.write(
                    by.in(Caller.PLATFORM),
                    factory,
                    Act.of("doctor.round", named),
                    scope -> begin(scope, by, night, now)));
        } catch (TakenException other) {
            return Optional.empty();
        }
    }

    private static long begin(Scope scope, Caller by, Optional<LocalDate> night, Instant now) throws SQLException {
        try (PreparedStatement insert = scope.connection().prepareStatement(BEGIN)) {
            insert.setString(1, Caller.PLATFORM);
            insert.setObject(2, night.orElse(null));
            insert.setObject(3, at(now));
            insert.setString(4, by.subject());
            ResultSet made = insert.executeQuery();
            if (!made.next()) {
                throw new TakenException();
            }
            return made.getLong(1);
        }
    }

    /** Keeps what a round found, ends it, and forgets rounds that began before that moment. */
    void end(Caller by, long round, List<Found> found, Instant now, Instant before) {
        long good = found.stream().filter(one -> one.diagnosis().isGood()).count();
        var act = new Act("doctor.found", "round " + round, good + " of " + found.size() + " peers can be reached");
        work.write(by.in(Caller.PLATFORM), factory, act, scope -> {
            for (Found one : found) {
                add(scope, round, one);
            }
            change(scope, "UPDATE vm.doctor_round SET ended_at = ? WHERE id = ?", List.of(at(now), round));
            change(scope, "DELETE FROM vm.doctor_round WHERE started_at < ?", List.of(at(before)));
            return true;
        });
    }

    private static void add(Scope scope, long round, Found found) throws SQLException {
        Diagnosis diagnosis = found.diagnosis();
        DoctorStep message = diagnosis.steps().getLast();
        DoctorStep worst = worst(diagnosis);
        List<Object> values = new ArrayList<>(List.of(
                Caller.PLATFORM,
                round,
                diagnosis.domain(),
                found.messages(),
                at(diagnosis.at()),
                diagnosis.isGood(),
                worst.cause().orElse("ready"),
                worst.detail(),
                message.state().name()));
        values.add(message.cause().orElse(null));
        values.add(message.detail());
        values.add(diagnosis.domain());
        change(scope, FIND, values);
    }

    /** The step before the message that tells of trouble; that of STARTTLS, which tells of other servers, where there is none. */
    private static DoctorStep worst(Diagnosis diagnosis) {
        return diagnosis.steps().stream()
                .filter(step -> step.kind() != StepKind.MESSAGE && step.cause().isPresent())
                .findFirst()
                .or(() -> diagnosis.steps().stream()
                        .filter(step -> step.kind() == StepKind.STARTTLS)
                        .findFirst())
                .orElseThrow();
    }

    /** What the last round found, as far as somebody should know. */
    Standing standing() {
        return read(scope -> {
            try (PreparedStatement query = prepared(scope, "SELECT max(ended_at) FROM vm.doctor_round", List.of());
                    ResultSet row = query.executeQuery()) {
                row.next();
                var ended = Optional.ofNullable(row.getObject(1, OffsetDateTime.class))
                        .map(OffsetDateTime::toInstant);
                var fallen = findings(scope, LAST + " AND NOT good ORDER BY domain", List.of()).stream()
                        .filter(PeerFinding::isFallen)
                        .toList();
                return new Standing(ended, fallen);
            }
        });
    }

    /** A page of what was found, the newest first. */
    Page<PeerFinding> page(Caller caller, PageRequest page) {
        return work.read(caller.in(Caller.PLATFORM), factory, scope -> page(scope, page));
    }

    private static Page<PeerFinding> page(Scope scope, PageRequest page) throws SQLException {
        List<String> conditions = new ArrayList<>(List.of("true"));
        List<Object> values = new ArrayList<>();
        page.query().map(text -> text.toLowerCase(Locale.ROOT)).ifPresent(text -> {
            conditions.add("strpos(domain, ?) > 0");
            values.add(text);
        });
        long total = count(scope, conditions, values);
        page.cursor().ifPresent(cursor -> {
            conditions.add("id < ?");
            values.add(Cursor.decoded(cursor, 1).read(0, Long::valueOf));
        });
        List<PeerFinding> found = findings(
                scope, String.join(" AND ", conditions) + " ORDER BY id DESC LIMIT " + (page.limit() + 1), values);
        if (found.size() <= page.limit()) {
            return new Page<>(found, Optional.empty(), total);
        }
        List<PeerFinding> items = found.subList(0, page.limit());
        return new Page<>(items, Optional.of(Cursor.after(items.getLast().id()).encoded()), total);
    }

    private static long count(Scope scope, List<String> conditions, List<Object> values) throws SQLException {
        String sql = "SELECT count(*) FROM vm.doctor_finding WHERE " + String.join(" AND ", conditions);
        try (PreparedStatement query = prepared(scope, sql, values);
                ResultSet row = query.executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }

    private static List<PeerFinding> findings(Scope scope, String conditions, List<Object> values) throws SQLException {
        var found = new ArrayList<PeerFinding>();
        try (PreparedStatement query = prepared(scope, READ + conditions, values);
                ResultSet row = query.executeQuery()) {
            while (row.next()) {
                found.add(finding(row));
            }
        }
        return found;
    }

    private static PeerFinding finding(ResultSet row) throws SQLException {
        Optional<String> cause = Optional.ofNullable(row.getString("message_cause"));
        var state = StepState.valueOf(row.getString("message_state"));
        var message = new DoctorStep(
                StepKind.MESSAGE,
                state,
                cause,
                state == StepState.FAILED
                        ? Optional.of(Walk.whoseMessage(cause.orElse("")))
                        : Optional.<StepOwner>empty(),
                cause.flatMap(Advice::of),
                row.getString("message_detail"));
        var diagnosis = new Diagnosis(
                row.getString("domain"),
                row.getObject("at", OffsetDateTime.class).toInstant(),
                Walk.steps(Walk.cause(row.getString("cause")), row.getString("detail"), "", message));
        return new PeerFinding(
                row.getString("id"),
                row.getLong("messages"),
                diagnosis,
                Optional.ofNullable(row.getObject("worked", OffsetDateTime.class))
                        .map(OffsetDateTime::toInstant));
    }

    private <T> T read(Work<T> reading) {
        Caller platform = Caller.system(Caller.PLATFORM, UUID.randomUUID().toString());
        return work.read(platform, factory, reading);
    }

    private static void change(Scope scope, String sql, List<?> values) throws SQLException {
        try (PreparedStatement statement = prepared(scope, sql, values)) {
            statement.executeUpdate();
        }
    }

    private static PreparedStatement prepared(Scope scope, String sql, List<?> values) throws SQLException {
        PreparedStatement statement = scope.connection().prepareStatement(sql);
        for (int i = 0; i < values.size(); i++) {
            statement.setObject(i + 1, values.get(i));
        }
        return statement;
    }

    private static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
