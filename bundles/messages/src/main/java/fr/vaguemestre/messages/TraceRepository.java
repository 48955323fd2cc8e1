package fr.vaguemestre.messages;

import fr.vaguemestre.api.access.Caller;
import fr.vaguemestre.api.indicators.Indicator;
import fr.vaguemestre.api.messages.Correspondent;
import fr.vaguemestre.api.messages.TraceEntry;
import fr.vaguemestre.api.messages.TraceQuery;
import fr.vaguemestre.api.messages.TraceService;
import fr.vaguemestre.api.paging.Cursor;
import fr.vaguemestre.api.paging.Page;
import fr.vaguemestre.api.paging.PageRequest;
import fr.vaguemestre.api.store.Act;
import fr.vaguemestre.api.store.UnitOfWork;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.persistence.EntityManagerFactory;
import javax.sql.DataSource;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** SQL of the traces: appended for any tenant on a connection of their own, read as row security allows. */
@Component(service = TraceRepository.class)
public final class TraceRepository {
    private static final Logger log = LoggerFactory.getLogger(TraceRepository.class);
    private static final String COLUMNS =
            "tenant, at, stage, outcome, cause, detail, peer, sender, recipient, message_id, queue_id, size";

    /** Deliveries by their way, then what was refused or held by its cause, then sign-ins of mail programs. */
    private static final String COUNT =
            """
            SELECT CASE WHEN stage = 'delivery' THEN 'messages.' || coalesce(direction, 'unknown')
                        WHEN stage = 'sign-in' THEN CASE outcome WHEN 'accepted' THEN 'connections.' ELSE 'connections-refused.' END || cause
                        WHEN outcome = 'held' THEN 'held'
                        ELSE 'refusals.' || stage END AS name,
                   coalesce(domain, ''), CASE WHEN outcome IN ('refused', 'held') AND stage <> 'sign-in' THEN cause ELSE '' END AS key,
                   count(*), coalesce(sum(size) FILTER (WHERE stage = 'delivery'), 0)
              FROM vm.messages_trace
             WHERE tenant = ? AND at >= ? AND at < ?
               AND ((stage = 'delivery' AND outcome = 'delivered') OR outcome IN ('refused', 'held') OR stage = 'sign-in')
             GROUP BY 1, 2, 3
            UNION ALL
            SELECT 'people.' || cause, coalesce(domain, ''), '', count(DISTINCT recipient), 0
              FROM vm.messages_trace
             WHERE tenant = ? AND at >= ? AND at < ? AND stage = 'sign-in' AND outcome = 'accepted'
             GROUP BY 1, 2
            """;

    /** A message that waits is tried again and again: it counts once. */
    private static final String CORRESPONDENTS =
            """
            SELECT split_part(recipient, '@', 2) AS peer, count(DISTINCT coalesce(queue_id, id::text)) AS messages
              FROM vm.messages_trace
             WHERE at >= ? AND stage = 'delivery' AND direction = 'outbound' AND recipient LIKE '%_@_%'
             GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT ?
            """;

    private final UnitOfWork unitOfWork;
    private final EntityManagerFactory factory;
    private final DataSource database;

    /** Reads by the unit of work, appends by that pool. */
    @Activate
    public TraceRepository(
            @Reference UnitOfWork unitOfWork,
            @Reference(target = "(osgi.unit.name=messages)") EntityManagerFactory factory,
            @Reference(target = "(osgi.jndi.service.name=vm-messages)") DataSource database) {
        this.unitOfWork = unitOfWork;
        this.factory = factory;
        this.database = database;
    }

    /** A step in its final form and the way of its message. */
    record Placed(TraceEntry entry, Addressed.Way way) {}

    private record Filter(List<String> conditions, List<Object> values) {
        void and(String condition, Object... given) {
            conditions.add(condition);
            values.addAll(List.of(given));
        }

        String where() {
            return conditions.isEmpty() ? "" : " WHERE " + String.join(" AND ", conditions);
        }
    }

    /**
     * Appends steps of any tenants in one transaction; what the database will never take is left out.
     *
     * @return why the database could not be reached, and nothing was appended; empty if all went well
     */
    Optional<String> append(List<Placed> entries) {
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            insert(connection, entries);
            return Optional.empty();
        } catch (SQLException refused) {
            if (!isOfTheData(refused)) {
                return Optional.of(String.valueOf(refused.getMessage()));
            }
            if (entries.size() == 1) {
                log.error(
                        "A step of stage {} that the database refuses is left out",
                        entries.getFirst().entry().stage(),
                        refused);
                return Optional.empty();
            }
        }
        for (Placed entry : entries) {
            Optional<String> away = append(List.of(entry));
            if (away.isPresent()) {
                return away;
            }
        }
        return Optional.empty();
    }

    /** Steps that the caller may see, newest first. */
    Page<TraceEntry> search(Caller caller, TraceQuery query, PageRequest page) {
        return unitOfWork.readVisible(caller, factory, scope -> search(scope.connection(), query, page));
    }

    /** The domains that outbound mail of all structures went to since then, the most used first. */
    List<Correspondent> correspondents(Caller caller, Instant since, int most) {
        return unitOfWork.readAll(caller, factory, scope -> {
            var found = new ArrayList<Correspondent>();
            try (PreparedStatement statement = scope.connection().prepareStatement(CORRESPONDENTS)) {
                statement.setObject(1, since.atOffset(ZoneOffset.UTC));
                statement.setInt(2, most);
                try (ResultSet row = statement.executeQuery()) {
                    while (row.next()) {
                        found.add(new Correspondent(row.getString(1), row.getLong(2)));
                    }
                }
            }
            return found;
        });
    }

    /** Keeps an act that changes no row of ours, in the caller's tenant or on the platform's chain. */
    void audit(Caller caller, Act act) {
        Caller placed = caller.tenant().isPresent() ? caller : caller.in(Caller.PLATFORM);
        unitOfWork.write(placed, factory, act, scope -> true);
    }

    /** What the steps of one structure add up to between two moments. */
    List<Indicator> count(String tenant, Instant from, Instant until) {
        return unitOfWork.read(
                Caller.system(tenant, "indicators"),
                factory,
                scope -> counted(scope.connection(), tenant, from, until));
    }

    private static List<Indicator> counted(Connection connection, String tenant, Instant from, Instant until)
            throws SQLException {
        var counted = new ArrayList<Indicator>();
        try (PreparedStatement statement = connection.prepareStatement(COUNT)) {
            for (int first : List.of(1, 4)) {
                statement.setString(first, tenant);
                statement.setObject(first + 1, from.atOffset(ZoneOffset.UTC));
                statement.setObject(first + 2, until.atOffset(ZoneOffset.UTC));
            }
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    String domain = row.getString(2);
                    String key = row.getString(3);
                    counted.add(new Indicator(row.getString(1), domain, key, row.getLong(4)));
                    if (row.getLong(5) > 0) {
                        counted.add(
                                new Indicator("volume" + row.getString(1).substring(8), domain, key, row.getLong(5)));
                    }
                }
            }
        }
        return counted;
    }

    /** Whether trying again would change nothing. */
    private static boolean isOfTheData(SQLException refused) {
        String state = String.valueOf(refused.getSQLState());
        return state.startsWith("22") || state.startsWith("23");
    }

    private static void insert(Connection connection, List<Placed> entries) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("INSERT INTO vm.messages_trace (" + COLUMNS
                + ", direction, domain) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
            for (Placed placed : entries) {
                TraceEntry entry = placed.entry();
                insert.setString(1, entry.tenant());
                insert.setObject(2, entry.at().atOffset(ZoneOffset.UTC));
                insert.setString(3, entry.stage());
                insert.setString(4, entry.outcome());
                insert.setString(5, entry.cause());
                insert.setString(6, entry.detail());
                insert.setString(7, entry.peer());
                insert.setString(8, entry.sender().orElse(null));
                insert.setString(9, entry.recipient().orElse(null));
                insert.setString(10, entry.messageId().orElse(null));
                insert.setString(11, entry.queueId().orElse(null));
                insert.setObject(12, entry.size().orElse(null), Types.BIGINT);
                insert.setString(13, placed.way().direction());
                insert.setString(14, placed.way().domain().orElse(null));
                insert.addBatch();
            }
            insert.executeBatch();
            connection.commit();
        } catch (SQLException failed) {
            connection.rollback();
            throw failed;
        }
    }

    private static Page<TraceEntry> search(Connection connection, TraceQuery query, PageRequest page)
            throws SQLException {
        Filter filter = filter(query, page);
        long total = count(connection, filter);
        page.cursor().ifPresent(cursor -> after(filter, Cursor.decoded(cursor, 2)));
        String sql = "SELECT id, " + COLUMNS + " FROM vm.messages_trace" + filter.where()
                + " ORDER BY at DESC, id DESC LIMIT " + (page.limit() + 1);
        var found = new ArrayList<TraceEntry>();
        String lastId = "";
        try (PreparedStatement statement = prepared(connection, sql, filter);
                ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                found.add(entry(row));
                lastId = found.size() <= page.limit() ? row.getString(1) : lastId;
            }
        }
        if (found.size() <= page.limit()) {
            return new Page<>(found, Optional.empty(), total);
        }
        List<TraceEntry> items = found.subList(0, page.limit());
        Cursor next = Cursor.after(items.getLast().at().toString(), lastId);
        return new Page<>(items, Optional.of(next.encoded()), total);
    }

    private static Filter filter(TraceQuery query, PageRequest page) {
        // Sign-ins are counted, and no step of a message.
        var filter = new Filter(new ArrayList<>(List.of("stage <> 'sign-in'")), new ArrayList<>());
        query.messageId().ifPresent(id -> {
            String bare = id.startsWith("<") && id.endsWith(">") ? id.substring(1, id.length() - 1) : id;
            filter.and("message_id IN (?, ?)", bare, "<" + bare + ">");
        });
        query.address()
                .map(address -> address.toLowerCase(Locale.ROOT))
                .ifPresent(address -> filter.and("(recipient = ? OR sender = ?)", address, address));
        query.outcome().ifPresent(outcome -> filter.and("outcome = ?", outcome));
        query.cause().ifPresent(cause -> filter.and("cause = ?", cause));
        query.from().ifPresent(from -> filter.and("at >= ?", from.atOffset(ZoneOffset.UTC)));
        query.until().ifPresent(until -> filter.and("at < ?", until.atOffset(ZoneOffset.UTC)));
        page.query()
                .ifPresent(text -> filter.and(
                        "strpos(lower(concat_ws(' ', detail, peer, sender, recipient, message_id, queue_id)), lower(?)) > 0",
                        text));
        return filter;
    }

    private static void after(Filter filter, Cursor cursor) {
        filter.and(
                "(at, id) < (?, ?)",
                cursor.read(0, Instant::parse).atOffset(ZoneOffset.UTC),
                cursor.read(1, Long::valueOf));
    }

    private static long count(Connection connection, Filter filter) throws SQLException {
        String sql = "SELECT count(*) FROM (SELECT FROM vm.messages_trace" + filter.where() + " LIMIT "
                + (TraceService.MOST_COUNTED + 1) + ") AS counted";
        try (PreparedStatement statement = prepared(connection, sql, filter);
                ResultSet row = statement.executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }

    private static PreparedStatement prepared(Connection connection, String sql, Filter filter) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        for (int i = 0; i < filter.values().size(); i++) {
            statement.setObject(i + 1, filter.values().get(i));
        }
        return statement;
    }

    private static TraceEntry entry(ResultSet row) throws SQLException {
        return new TraceEntry(
                row.getObject(3, OffsetDateTime.class).toInstant(),
                row.getString(2),
                row.getString(4),
                row.getString(5),
                row.getString(6),
                row.getString(7),
                row.getString(8),
                Optional.ofNullable(row.getString(9)),
                Optional.ofNullable(row.getString(10)),
                Optional.ofNullable(row.getString(11)),
                Optional.ofNullable(row.getString(12)),
                Optional.ofNullable(row.getObject(13, Long.class)));
    }
}
