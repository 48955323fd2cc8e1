package fr.vaguemestre.bal;

import fr.vaguemestre.api.bal.BalFilter;
import fr.vaguemestre.api.bal.BalState;
import fr.vaguemestre.api.store.Scope;
import fr.vaguemestre.api.tenancy.DomainUsage.Used;
import fr.vaguemestre.bal.BalRepository.Where;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How many mailboxes there are, read from what the database keeps beside them ({@code vm.bal_tally}): the same time for ten
 * thousand as for one. Row security decides whose are counted.
 */
final class BalTallyRepository {
    private static final String USED =
            """
            SELECT coalesce(sum(creee + active + suspendue), 0), coalesce(sum(creee + active + suspendue + fermee + purgee), 0),
                   coalesce(sum(quota_bytes), 0)
              FROM vm.bal_tally WHERE domain = ?
            """;

    private BalTallyRepository() {}

    /** What the mailboxes of a domain take of its quotas. */
    static Used used(Scope scope, String domain) {
        return BalRepository.run(scope, connection -> {
            try (PreparedStatement sql = connection.prepareStatement(USED)) {
                sql.setString(1, domain);
                try (ResultSet row = sql.executeQuery()) {
                    row.next();
                    return new Used(row.getLong(1), row.getLong(2), row.getLong(3));
                }
            }
        });
    }

    /** How many mailboxes in reach pass the filter: those of whole domains, and single ones elsewhere. */
    static long total(Connection connection, BalListRepository.Reach reach, BalFilter filter) throws SQLException {
        return reach.all() || reach.mailboxes().isEmpty()
                ? inDomains(connection, reach, filter)
                : inDomains(connection, reach, filter) + elsewhere(connection, reach, filter);
    }

    private static long inDomains(Connection connection, BalListRepository.Reach reach, BalFilter filter)
            throws SQLException {
        Where where = Where.all();
        if (!reach.all()) {
            where.and(
                    "b.domain = ANY (?)",
                    connection.createArrayOf("text", reach.domains().toArray()));
        }
        where.domainAndType(filter);
        String states = filter.state()
                .map(Stream::of)
                .orElseGet(() -> Stream.of(BalState.values()))
                .map(state -> state.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(" + "));
        return number(connection, "SELECT coalesce(sum(" + states + "), 0) FROM vm.bal_tally b", where);
    }

    private static long elsewhere(Connection connection, BalListRepository.Reach reach, BalFilter filter)
            throws SQLException {
        Where where = Where.all();
        where.and(
                "b.address = ANY (?) AND b.domain <> ALL (?)",
                connection.createArrayOf("text", reach.mailboxes().toArray()),
                connection.createArrayOf("text", reach.domains().toArray()));
        where.domainAndType(filter);
        filter.state().ifPresent(state -> where.and("b.state = ?", state.name()));
        return number(connection, "SELECT count(*) FROM vm.bal_bal b", where);
    }

    private static long number(Connection connection, String select, Where where) throws SQLException {
        try (PreparedStatement sql = where.prepared(connection, select + where.sql());
                ResultSet row = sql.executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }
}
