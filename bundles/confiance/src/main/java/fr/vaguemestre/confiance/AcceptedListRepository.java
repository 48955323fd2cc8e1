package fr.vaguemestre.confiance;

import fr.vaguemestre.api.access.Caller;
import fr.vaguemestre.api.store.Act;
import fr.vaguemestre.api.store.Scope;
import fr.vaguemestre.api.store.UnitOfWork;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import javax.persistence.EntityManagerFactory;

/** Keeps the accepted list in the one platform row of {@code vm.confiance_list}. */
final class AcceptedListRepository implements AcceptedLists {
    private static final String KEEP =
            """
            INSERT INTO vm.confiance_list AS kept (tenant, generated_at, digest, signed, accepted_at, accepted_by)
            VALUES (?, ?, ?, ?, ?, ?)
            ON CONFLICT (tenant) DO UPDATE SET generated_at = EXCLUDED.generated_at, digest = EXCLUDED.digest,
                signed = EXCLUDED.signed, accepted_at = EXCLUDED.accepted_at, accepted_by = EXCLUDED.accepted_by
            WHERE kept.generated_at <= EXCLUDED.generated_at""";

    private final UnitOfWork unitOfWork;
    private final EntityManagerFactory factory;

    AcceptedListRepository(UnitOfWork unitOfWork, EntityManagerFactory factory) {
        this.unitOfWork = unitOfWork;
        this.factory = factory;
    }

    @Override
    public Optional<AcceptedList> load() {
        return unitOfWork.read(platform(), factory, scope -> {
            try (var query = scope.connection()
                            .prepareStatement(
                                    "SELECT signed, generated_at, digest, accepted_at FROM vm.confiance_list");
                    ResultSet row = query.executeQuery()) {
                return row.next()
                        ? Optional.of(new AcceptedList(
                                row.getBytes(1),
                                row.getObject(2, OffsetDateTime.class).toInstant(),
                                row.getString(3),
                                row.getObject(4, OffsetDateTime.class).toInstant()))
                        : Optional.empty();
            }
        });
    }

    @Override
    public Optional<String> digest() {
        return unitOfWork.read(platform(), factory, scope -> {
            try (var query = scope.connection().prepareStatement("SELECT digest FROM vm.confiance_list");
                    ResultSet row = query.executeQuery()) {
                return row.next() ? Optional.of(row.getString(1)) : Optional.empty();
            }
        });
    }

    @Override
    public boolean keep(Caller by, AcceptedList list) {
        var act = new Act("confiance.accept", list.digest(), "white list of " + list.generatedAt());
        return unitOfWork.write(by.in(Caller.PLATFORM), factory, act, scope -> keep(scope, by, list));
    }

    private static boolean keep(Scope scope, Caller by, AcceptedList list) throws SQLException {
        try (PreparedStatement insert = scope.connection().prepareStatement(KEEP)) {
            insert.setString(1, Caller.PLATFORM);
            insert.setObject(2, OffsetDateTime.ofInstant(list.generatedAt(), ZoneOffset.UTC));
            insert.setString(3, list.digest());
            insert.setBytes(4, list.signed());
            insert.setObject(5, OffsetDateTime.ofInstant(list.acceptedAt(), ZoneOffset.UTC));
            insert.setString(6, by.subject());
            return insert.executeUpdate() == 1;
        }
    }

    private static Caller platform() {
        return Caller.system(Caller.PLATFORM, UUID.randomUUID().toString());
    }
}
