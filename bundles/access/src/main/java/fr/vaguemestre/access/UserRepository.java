package fr.vaguemestre.access;

import fr.vaguemestre.api.access.Role;
import fr.vaguemestre.api.paging.Cursor;
import fr.vaguemestre.api.paging.Page;
import fr.vaguemestre.api.paging.PageRequest;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** SQL of the accounts; row security decides whose it sees. */
final class UserRepository {
    private static final String SELECT =
            """
            SELECT u.tenant, u.id, u.username, u.password, u.roles, u.domains, u.rpps, u.active, u.created_at,
                   ARRAY(SELECT m.address FROM vm.access_mailbox m
                          WHERE m.tenant = u.tenant AND m.user_id = u.id ORDER BY m.address) AS mailboxes
              FROM vm.access_user u""";
    /** Who reaches nothing beyond these domains, and something. */
    private static final String WITHIN =
            """
            AND NOT 'super_admin' = ANY (u.roles) AND u.domains <@ ?
            AND NOT EXISTS (SELECT FROM vm.access_mailbox m WHERE m.tenant = u.tenant AND m.user_id = u.id
                              AND NOT split_part(m.address, '@', 2) = ANY (?))
            AND (cardinality(u.domains) > 0
                  OR EXISTS (SELECT FROM vm.access_mailbox m WHERE m.tenant = u.tenant AND m.user_id = u.id))""";

    private UserRepository() {}

    static Optional<Account> byUsername(Connection connection, String username) throws SQLException {
        return one(connection, SELECT + " WHERE u.username = ?", username);
    }

    static Optional<Account> byId(Connection connection, String id) throws SQLException {
        return one(connection, SELECT + " WHERE u.id = ?", id);
    }

    static long superAdministrators(Connection connection) throws SQLException {
        try (PreparedStatement count = connection.prepareStatement(
                        "SELECT count(*) FROM vm.access_user WHERE 'super_admin' = ANY (roles) AND active");
                ResultSet row = count.executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }

    /** Accounts by username; only those within these domains, unless that is empty. */
    static Page<Account> list(Connection connection, Optional<Set<String>> domains, PageRequest page)
            throws SQLException {
        var filter = new StringBuilder(" WHERE true");
        List<@Nullable Object> values = new ArrayList<>();
        page.query().ifPresent(text -> {
            filter.append(" AND position(lower(?) IN u.username) > 0");
            values.add(text);
        });
        if (domains.isPresent()) {
            Array within = array(connection, domains.get());
            filter.append(' ').append(WITHIN);
            values.add(within);
            values.add(within);
        }
        long total = total(connection, filter.toString(), values);
        boolean down = page.sort().filter("-username"::equals).isPresent();
        if (page.cursor().isPresent()) {
            filter.append(down ? " AND u.username < ?" : " AND u.username > ?");
            values.add(Cursor.decoded(page.cursor().get(), 1).keys().getFirst());
        }
        String order = " ORDER BY u.username" + (down ? " DESC" : "") + " LIMIT " + (page.limit() + 1);
        List<Account> found = all(connection, SELECT + filter + order, values);
        if (found.size() <= page.limit()) {
            return new Page<>(found, Optional.empty(), total);
        }
        List<Account> items = found.subList(0, page.limit());
        return new Page<>(
                items, Optional.of(Cursor.after(items.getLast().username()).encoded()), total);
    }

    static void insert(Connection connection, Account account) throws SQLException {
        run(
                connection,
                """
                INSERT INTO vm.access_user (tenant, id, username, password, roles, domains, rpps, active, created_at)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)""",
                account.tenant(),
                account.id(),
                account.username(),
                account.password(),
                array(connection, wires(account)),
                array(connection, account.domains()),
                account.rpps().orElse(null),
                account.active(),
                account.createdAt().atOffset(ZoneOffset.UTC));
        insertMailboxes(connection, account);
    }

    static void update(Connection connection, Account account) throws SQLException {
        run(
                connection,
                "UPDATE vm.access_user SET password = ?, roles = ?, domains = ?, active = ? WHERE id = ?",
                account.password(),
                array(connection, wires(account)),
                array(connection, account.domains()),
                account.active(),
                account.id());
        run(connection, "DELETE FROM vm.access_mailbox WHERE user_id = ?", account.id());
        insertMailboxes(connection, account);
    }

    /** Puts a hash in place of another; tells whether that was still the account's. */
    static boolean changePassword(Connection connection, Account account, String hash) throws SQLException {
        return run(
                        connection,
                        "UPDATE vm.access_user SET password = ? WHERE id = ? AND password = ? AND active",
                        hash,
                        account.id(),
                        account.password())
                == 1;
    }

    static void delete(Connection connection, String id) throws SQLException {
        run(connection, "DELETE FROM vm.access_user WHERE id = ?", id);
    }

    private static void insertMailboxes(Connection connection, Account account) throws SQLException {
        for (String address : account.mailboxes()) {
            run(
                    connection,
                    "INSERT INTO vm.access_mailbox (address, tenant, user_id) VALUES (?, ?, ?)",
                    address,
                    account.tenant(),
                    account.id());
        }
    }

    private static List<String> wires(Account account) {
        return account.roles().stream().map(Role::wire).sorted().toList();
    }

    private static Array array(Connection connection, Collection<String> texts) throws SQLException {
        return connection.createArrayOf("text", texts.toArray());
    }

    private static Optional<Account> one(Connection connection, String sql, String value) throws SQLException {
        return all(connection, sql, List.of(value)).stream().findFirst();
    }

    private static List<Account> all(Connection connection, String sql, List<?> values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            fill(statement, values);
            try (ResultSet row = statement.executeQuery()) {
                List<Account> found = new ArrayList<>();
                while (row.next()) {
                    found.add(account(row));
                }
                return found;
            }
        }
    }

    private static long total(Connection connection, String filter, List<?> values) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("SELECT count(*) FROM vm.access_user u" + filter)) {
            fill(statement, values);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    private static int run(Connection connection, String sql, @Nullable Object... values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            return statement.executeUpdate();
        }
    }

    private static void fill(PreparedStatement statement, List<?> values) throws SQLException {
        for (int i = 0; i < values.size(); i++) {
            statement.setObject(i + 1, values.get(i));
        }
    }

    private static Account account(ResultSet row) throws SQLException {
        return new Account(
                row.getString("tenant"),
                row.getString("id"),
                row.getString("username"),
                row.getString("password"),
                texts(row, "roles").stream().map(Role::ofWire).collect(Collectors.toSet()),
                texts(row, "domains"),
                texts(row, "mailboxes"),
                Optional.ofNullable(row.getString("rpps")),
                row.getBoolean("active"),
                row.getObject("created_at", OffsetDateTime.class).toInstant());
    }

    private static Set<String> texts(ResultSet row, String column) throws SQLException {
        return new LinkedHashSet<>(List.of((String[]) row.getArray(column).getArray()));
    }
}
