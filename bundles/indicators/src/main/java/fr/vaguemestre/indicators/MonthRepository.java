package fr.vaguemestre.indicators;

import fr.vaguemestre.api.access.Caller;
import fr.vaguemestre.api.indicators.Indicator;
import fr.vaguemestre.api.problem.Conflict;
import fr.vaguemestre.api.problem.Unavailable;
import fr.vaguemestre.api.store.Act;
import fr.vaguemestre.api.store.UnitOfWork;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.persistence.EntityManagerFactory;
import javax.sql.DataSource;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** SQL of what was counted: days for previews, and closed months, each of which is written once. */
@Component(service = MonthRepository.class)
public final class MonthRepository {
    private final UnitOfWork work;
    private final EntityManagerFactory factory;
    private final DataSource database;

    /** Works on that persistence unit; days are kept by that pool. */
    @Activate
    public MonthRepository(
            @Reference UnitOfWork work,
            @Reference(target = "(osgi.unit.name=indicators)") EntityManagerFactory factory,
            @Reference(target = "(osgi.jndi.service.name=vm-indicators)") DataSource database) {
        this.work = work;
        this.factory = factory;
        this.database = database;
    }

    /** Days of that month that were counted before, by day. */
    Map<LocalDate, List<Indicator>> days(String tenant, YearMonth month) {
        return work.read(system(tenant), factory, scope -> {
            var days = new HashMap<LocalDate, List<Indicator>>();
            try (PreparedStatement statement = scope.connection()
                    .prepareStatement(
                            "SELECT day, lines FROM vm.indicators_day WHERE tenant = ? AND day BETWEEN ? AND ?")) {
                statement.setString(1, tenant);
                statement.setObject(2, month.atDay(1));
                statement.setObject(3, month.atEndOfMonth());
                try (ResultSet row = statement.executeQuery()) {
                    while (row.next()) {
                        days.put(row.getObject(1, LocalDate.class), Report.figures(row.getString(2)));
                    }
                }
            }
            return days;
        });
    }

    /** Keeps a day that is over, unless somebody did. */
    void keep(String tenant, LocalDate day, List<Indicator> figures) {
        try (Connection connection = database.getConnection();
                PreparedStatement insert =
                        connection.prepareStatement("INSERT INTO vm.indicators_day (tenant, day, lines)"
                                + " VALUES (?, ?, ?) ON CONFLICT DO NOTHING")) {
            insert.setString(1, tenant);
            insert.setObject(2, day);
            insert.setString(3, Report.lines(Report.sum(figures)));
            insert.executeUpdate();
            if (!connection.getAutoCommit()) {
                connection.commit();
            }
        } catch (SQLException away) {
            throw new Unavailable("store.unavailable", "a day cannot be kept", away);
        }
    }

    /** The lines of a closed month. */
    Optional<String> closed(String tenant, YearMonth month) {
        return work.read(system(tenant), factory, scope -> {
            try (PreparedStatement statement = scope.connection()
                    .prepareStatement("SELECT lines FROM vm.indicators_month WHERE tenant = ? AND month = ?")) {
                statement.setString(1, tenant);
                statement.setString(2, month.toString());
                try (ResultSet row = statement.executeQuery()) {
                    return row.next() ? Optional.of(row.getString(1)) : Optional.empty();
                }
            }
        });
    }

    /** Which months of which structures are closed, each as {@code structure/month}. */
    Set<String> closed() {
        return work.readAll(Caller.operator("indicators", "indicators"), factory, scope -> {
            var closed = new HashSet<String>();
            try (PreparedStatement statement =
                            scope.connection().prepareStatement("SELECT tenant, month FROM vm.indicators_month");
                    ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    closed.add(row.getString(1) + "/" + row.getString(2));
                }
            }
            return closed;
        });
    }

    /** Keeps a month for good; whoever comes second, on whichever node, changes nothing. */
    void close(String tenant, YearMonth month, String lines, String digest, Instant now) {
        try {
            work.write(system(tenant), factory, new Act("indicators.close", month.toString(), digest), scope -> {
                scope.refuseAs("indicators_month_once", () -> new Conflict("indicators.closed", month + " is closed"));
                try (PreparedStatement insert = scope.connection()
                        .prepareStatement("INSERT INTO vm.indicators_month (tenant, month, lines, digest, closed_at)"
                                + " VALUES (?, ?, ?, ?, ?)")) {
                    insert.setString(1, tenant);
                    insert.setString(2, month.toString());
                    insert.setString(3, lines);
                    insert.setString(4, digest);
                    insert.setObject(5, now.atOffset(ZoneOffset.UTC));
                    return insert.executeUpdate();
                }
            });
        } catch (Conflict already) {
            if (!already.code().equals("indicators.closed")) {
                throw already;
            }
        }
    }

    private static Caller system(String tenant) {
        return Caller.system(tenant, "indicators");
    }
}
