package fr.vaguemestre.indicators;

import fr.vaguemestre.api.access.Caller;
import fr.vaguemestre.api.event.StoredEvent;
import fr.vaguemestre.api.indicators.Indicator;
import fr.vaguemestre.api.problem.Unavailable;
import fr.vaguemestre.api.store.UnitOfWork;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import javax.persistence.EntityManagerFactory;
import javax.sql.DataSource;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** SQL of our own record: what mailboxes became, and how the appliance was; appended to, never changed. */
@Component(service = RecordRepository.class)
public final class RecordRepository {
    private static final String ADD_BAL =
            "INSERT INTO vm.indicators_bal (event, tenant, at, change, address, domain, type, state, publication)"
                    + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING";
    private static final String ADD_MINUTE =
            "INSERT INTO vm.indicators_minute (minute, status) VALUES (?, ?) ON CONFLICT DO NOTHING";
    private static final String FLOW =
            """
            SELECT CASE change WHEN 'bal.created' THEN 'bal-created' ELSE 'bal-closed' END, domain, type, count(*)
              FROM vm.indicators_bal
             WHERE tenant = ? AND at >= ? AND at < ? AND change IN ('bal.created', 'bal.closed')
             GROUP BY 1, 2, 3
            """;
    private static final String STOCK =
            """
            WITH last AS (
              SELECT DISTINCT ON (address) domain, type, state, publication
                FROM vm.indicators_bal WHERE tenant = ? AND at < ? ORDER BY address, at DESC, event DESC)
            SELECT 'bal.state', domain, type || '/' || state, count(*) FROM last GROUP BY 2, 3
            UNION ALL
            SELECT 'bal.publication', domain, publication, count(*) FROM last
             WHERE state NOT IN ('FERMEE', 'PURGEE') GROUP BY 2, 3
            """;
    private static final String MINUTES =
            """
            SELECT 'availability.' || lower(status), '', '', count(*)
              FROM vm.indicators_minute WHERE minute >= ? AND minute < ? GROUP BY 1
            """;

    private final UnitOfWork work;
    private final EntityManagerFactory factory;
    private final DataSource database;

    /** Reads by the unit of work, appends by that pool. */
    @Activate
    public RecordRepository(
            @Reference UnitOfWork work,
            @Reference(target = "(osgi.unit.name=indicators)") EntityManagerFactory factory,
            @Reference(target = "(osgi.jndi.service.name=vm-indicators)") DataSource database) {
        this.work = work;
        this.factory = factory;
        this.database = database;
    }

    /** Keeps what a mailbox became; a fact told twice is kept once. */
    void add(StoredEvent event) {
        Map<String, String> facts = event.event().facts();
        try (Connection connection = database.getConnection();
                PreparedStatement insert = connection.prepareStatement(ADD_BAL)) {
            insert.setLong(1, event.id());
            insert.setString(2, event.tenant());
            insert.setObject(3, event.at().atOffset(ZoneOffset.UTC));
            insert.setString(4, event.event().type());
            insert.setString(5, facts.getOrDefault("address", ""));
            insert.setString(6, facts.getOrDefault("domain", ""));
            insert.setString(7, facts.getOrDefault("type", ""));
            insert.setString(8, facts.getOrDefault("state", ""));
            insert.setString(9, facts.getOrDefault("publication", ""));
            insert.executeUpdate();
            commit(connection);
        } catch (SQLException away) {
            throw new Unavailable("store.unavailable", "the record cannot be written", away);
        }
    }

    /** Keeps how the appliance was in that minute, unless another node did. */
    void add(Instant minute, String status) {
        try (Connection connection = database.getConnection();
                PreparedStatement insert = connection.prepareStatement(ADD_MINUTE)) {
            insert.setObject(1, minute.truncatedTo(ChronoUnit.MINUTES).atOffset(ZoneOffset.UTC));
            insert.setString(2, status);
            insert.executeUpdate();
            commit(connection);
        } catch (SQLException away) {
            throw new Unavailable("store.unavailable", "the record cannot be written", away);
        }
    }

    private static void commit(Connection connection) throws SQLException {
        if (!connection.getAutoCommit()) {
            connection.commit();
        }
    }

    /** The time of the database, which no practice range moves. */
    Instant now() {
        return work.read(
                system(Caller.PLATFORM), factory, scope -> instant(scope.connection(), "SELECT clock_timestamp()")
                        .orElseThrow());
    }

    /** When the record of the operator as a whole starts. */
    Optional<Instant> start() {
        return work.read(
                system(Caller.PLATFORM),
                factory,
                scope -> instant(scope.connection(), "SELECT min(minute) FROM vm.indicators_minute"));
    }

    /** When the record of each structure starts. */
    Map<String, Instant> starts() {
        return work.readAll(Caller.operator("indicators", "indicators"), factory, scope -> {
            var starts = new TreeMap<String, Instant>();
            try (PreparedStatement statement = scope.connection()
                            .prepareStatement("SELECT tenant, min(at) FROM vm.indicators_bal GROUP BY tenant");
                    ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    starts.put(
                            row.getString(1),
                            row.getObject(2, OffsetDateTime.class).toInstant());
                }
            }
            return starts;
        });
    }

    /** When the record of one structure starts. */
    Optional<Instant> start(String tenant) {
        return work.read(
                system(tenant), factory, scope -> instant(scope.connection(), "SELECT min(at) FROM vm.indicators_bal"));
    }

    /** Mailboxes made and closed. */
    List<Indicator> flow(String tenant, Instant from, Instant until) {
        return work.read(system(tenant), factory, scope -> figures(scope.connection(), FLOW, tenant, from, until));
    }

    /** Mailboxes by type and state, and by their state in the directory, at that moment. */
    List<Indicator> stock(String tenant, Instant at) {
        return work.read(system(tenant), factory, scope -> figures(scope.connection(), STOCK, tenant, at));
    }

    /** Minutes by how the appliance was, of whole hours only, and all minutes that there were. */
    List<Indicator> minutes(Instant from, Instant until) {
        Optional<Instant> start = start();
        Instant first = start.filter(begun -> begun.isAfter(from)).orElse(from);
        Instant last = Optional.of(now().truncatedTo(ChronoUnit.HOURS))
                .filter(hour -> hour.isBefore(until))
                .orElse(until);
        if (start.isEmpty() || !first.isBefore(last)) {
            return List.of();
        }
        List<Indicator> minutes = new ArrayList<>(work.read(
                system(Caller.PLATFORM), factory, scope -> figures(scope.connection(), MINUTES, first, last)));
        minutes.add(new Indicator(
                "availability.minutes", "", "", Duration.between(first, last).toMinutes()));
        return minutes;
    }

    private static List<Indicator> figures(Connection connection, String sql, Object... values) throws SQLException {
        var figures = new ArrayList<Indicator>();
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i] instanceof Instant at ? at.atOffset(ZoneOffset.UTC) : values[i]);
            }
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    figures.add(new Indicator(row.getString(1), row.getString(2), row.getString(3), row.getLong(4)));
                }
            }
        }
        return figures;
    }

    private static Optional<Instant> instant(Connection connection, String sql) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql);
                ResultSet row = statement.executeQuery()) {
            row.next();
            return Optional.ofNullable(row.getObject(1, OffsetDateTime.class)).map(OffsetDateTime::toInstant);
        }
    }

    private static Caller system(String tenant) {
        return Caller.system(tenant, "indicators");
    }
}
