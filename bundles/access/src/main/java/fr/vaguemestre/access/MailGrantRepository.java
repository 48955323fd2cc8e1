package fr.vaguemestre.access;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;

/** Who may open which mailbox; row security decides whose it sees. */
final class MailGrantRepository {
    private MailGrantRepository() {}

    /** The database's time, if that account is active and opens that mailbox. */
    static Optional<Instant> find(Connection connection, String subject, String address) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(
                """
                SELECT clock_timestamp()
                  FROM vm.access_mailbox m JOIN vm.access_user u ON u.tenant = m.tenant AND u.id = m.user_id
                 WHERE m.address = ? AND u.id = ? AND u.active""")) {
            query.setString(1, address);
            query.setString(2, subject);
            try (ResultSet row = query.executeQuery()) {
                return row.next()
                        ? Optional.of(row.getObject(1, OffsetDateTime.class).toInstant())
                        : Optional.empty();
            }
        }
    }
}
