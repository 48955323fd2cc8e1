package fr.vaguemestre.bal;

import fr.vaguemestre.api.bal.Absence;
import fr.vaguemestre.api.store.Scope;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.LocalDate;
import java.util.Optional;

/** SQL of the automatic answers; row security decides whose it sees. */
final class AbsenceRepository {
    private static final String FIND =
            "SELECT enabled, first_day, last_day, subject, body FROM vm.bal_absence WHERE address = ?";
    private static final String SET =
            """
            INSERT INTO vm.bal_absence (tenant, address, enabled, first_day, last_day, subject, body)
            SELECT tenant, address, ?, ?, ?, ?, ? FROM vm.bal_bal WHERE address = ? AND state NOT IN ('FERMEE', 'PURGEE')
            ON CONFLICT (address) DO UPDATE SET enabled = excluded.enabled, first_day = excluded.first_day,
              last_day = excluded.last_day, subject = excluded.subject, body = excluded.body
            """;
    private static final String FORGET = "DELETE FROM vm.bal_absence WHERE address = ?";

    private AbsenceRepository() {}

    static Optional<Absence> find(Scope scope, String address) {
        return BalRepository.run(scope, connection -> {
            try (PreparedStatement sql = connection.prepareStatement(FIND)) {
                sql.setString(1, address);
                try (ResultSet row = sql.executeQuery()) {
                    return row.next()
                            ? Optional.of(new Absence(
                                    row.getBoolean(1),
                                    row.getObject(2, LocalDate.class),
                                    row.getObject(3, LocalDate.class),
                                    row.getString(4),
                                    row.getString(5)))
                            : Optional.empty();
                }
            }
        });
    }

    /** Writes it; false if there is no open mailbox of that address. */
    static boolean set(Scope scope, String address, Absence absence) {
        return BalRepository.run(scope, connection -> {
            try (PreparedStatement sql = connection.prepareStatement(SET)) {
                sql.setBoolean(1, absence.enabled());
                sql.setObject(2, absence.from());
                sql.setObject(3, absence.until());
                sql.setString(4, absence.subject());
                sql.setString(5, absence.text());
                sql.setString(6, address);
                return sql.executeUpdate() == 1;
            }
        });
    }

    static void forget(Scope scope, String address) {
        BalRepository.run(scope, connection -> {
            try (PreparedStatement sql = connection.prepareStatement(FORGET)) {
                sql.setString(1, address);
                return sql.executeUpdate();
            }
        });
    }
}
