package fr.vaguemestre.confiance;

import fr.vaguemestre.api.access.Caller;
import fr.vaguemestre.api.confiance.AcceptedWhiteList.Way;
import fr.vaguemestre.api.confiance.HeldWhiteList;
import fr.vaguemestre.api.store.Act;
import fr.vaguemestre.api.store.Scope;
import fr.vaguemestre.api.store.UnitOfWork;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import javax.persistence.EntityManagerFactory;

/** Keeps the accepted list in the one platform row of {@code vm.confiance_list}, and around it what it changed. */
final class AcceptedListRepository implements AcceptedLists {
    private static final String FIRST =
            """
            INSERT INTO vm.confiance_list (generated_at, digest, signed, accepted_at, accepted_by, tenant)
            VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (tenant) DO NOTHING""";
    private static final String NEXT =
            """
            UPDATE vm.confiance_list SET generated_at = ?, digest = ?, signed = ?, accepted_at = ?, accepted_by = ?
            WHERE tenant = ? AND digest = ? AND generated_at <= ?""";

    private final UnitOfWork unitOfWork;
    private final EntityManagerFactory factory;
    private final Bounds bounds;

    /**
     * How far back it is kept what lists changed.
     *
     * @param lists how many lists at most
     * @param age for how long at most
     */
    record Bounds(int lists, Duration age) {}

    AcceptedListRepository(UnitOfWork unitOfWork, EntityManagerFactory factory, Bounds bounds) {
        this.unitOfWork = unitOfWork;
        this.factory = factory;
        this.bounds = bounds;
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
        return unitOfWork.read(platform(), factory, AcceptedListRepository::digest);
    }

    @Override
    public Kept keep(
            Caller by, AcceptedList list, Way way, Optional<String> replaces, ListDiff diff, Instant fetchedAt) {
        var act = new Act("confiance.accept", list.digest(), "white list of " + list.generatedAt());
        return unitOfWork.write(by.in(Caller.PLATFORM), factory, act, scope -> {
            if (!put(scope, by, list, replaces)) {
                scope.tell(new Act("confiance.accept", list.digest(), "not taken: the list in force came first"));
                return digest(scope).equals(replaces) ? Kept.OLDER : Kept.OVERTAKEN;
            }
            ListHistoryRepository.add(scope, by, list, way, diff.figures(fetchedAt), diff.changes());
            ListHistoryRepository.forget(
                    scope, bounds.lists(), list.acceptedAt().minus(bounds.age()));
            HeldListRepository.drop(scope);
            return Kept.KEPT;
        });
    }

    private static boolean put(Scope scope, Caller by, AcceptedList list, Optional<String> replaces)
            throws SQLException {
        try (PreparedStatement sql = scope.connection().prepareStatement(replaces.isPresent() ? NEXT : FIRST)) {
            sql.setObject(1, at(list.generatedAt()));
            sql.setString(2, list.digest());
            sql.setBytes(3, list.signed());
            sql.setObject(4, at(list.acceptedAt()));
            sql.setString(5, by.subject());
            sql.setString(6, Caller.PLATFORM);
            if (replaces.isPresent()) {
                sql.setString(7, replaces.get());
                sql.setObject(8, at(list.generatedAt()));
            }
            return sql.executeUpdate() == 1;
        }
    }

    @Override
    public Optional<HeldWhiteList> held() {
        return unitOfWork.read(platform(), factory, HeldListRepository::held);
    }

    @Override
    public Optional<byte[]> heldFile(String digest) {
        return unitOfWork.read(platform(), factory, scope -> HeldListRepository.file(scope, digest));
    }

    @Override
    public void hold(Caller by, byte[] signed, ListDiff diff, long inForce, Instant at) {
        String digest = diff.after().digest();
        var act = new Act(
                "confiance.hold", digest, "white list of " + diff.after().generatedAt());
        unitOfWork.write(by.in(Caller.PLATFORM), factory, act, scope -> {
            HeldListRepository.drop(scope);
            HeldListRepository.add(scope, signed, diff.figures(at), inForce);
            ListChangeRepository.HELD.add(scope, digest, diff.changes());
            return true;
        });
    }

    @Override
    public boolean refuse(Caller by, String digest, Instant at) {
        return unitOfWork.write(by.in(Caller.PLATFORM), factory, Act.of("confiance.refuse", digest), scope -> {
            boolean refused = HeldListRepository.refuse(scope, by, digest, at);
            if (!refused) {
                scope.tell(new Act("confiance.refuse", digest, "not held any more"));
            }
            return refused;
        });
    }

    @Override
    public void release(Caller by, String digest) {
        var act = new Act("confiance.release", digest, "published no more");
        unitOfWork.write(by.in(Caller.PLATFORM), factory, act, scope -> {
            HeldListRepository.drop(scope);
            return true;
        });
    }

    private static Optional<String> digest(Scope scope) throws SQLException {
        try (var query = scope.connection().prepareStatement("SELECT digest FROM vm.confiance_list");
                ResultSet row = query.executeQuery()) {
            return row.next() ? Optional.of(row.getString(1)) : Optional.empty();
        }
    }

    /** As the database takes it. */
    static OffsetDateTime at(Instant instant) {
        return OffsetDateTime.ofInstant(instant, ZoneOffset.UTC);
    }

    /** Whoever reads and keeps on the appliance's own behalf. */
    static Caller platform() {
        return Caller.system(Caller.PLATFORM, UUID.randomUUID().toString());
    }
}
