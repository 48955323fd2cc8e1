package fr.vaguemestre.igc;

import fr.vaguemestre.api.access.Caller;
import fr.vaguemestre.api.access.Role;
import fr.vaguemestre.api.igc.OwnCertificate.Algorithm;
import fr.vaguemestre.api.igc.OwnCertificate.State;
import fr.vaguemestre.api.igc.OwnCertificate.Usage;
import fr.vaguemestre.api.problem.Conflict;
import fr.vaguemestre.api.problem.NotFound;
import fr.vaguemestre.api.store.Act;
import fr.vaguemestre.api.store.Scope;
import fr.vaguemestre.api.store.UnitOfWork;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.persistence.EntityManagerFactory;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** SQL of our own keys and certificates. */
@Component(service = CertificateRepository.class)
public final class CertificateRepository {
    private static final Caller EVERYWHERE =
            new Caller("system", "Vaguemestre", Optional.empty(), Set.of(Role.SUPER_ADMIN), Set.of(), Set.of(), "igc");
    private static final String SELECT =
            "SELECT tenant, id, domain, usage, state, subject, names, algorithm, source, sealed_key,"
                    + " csr, chain, requested_at, requested_by, loaded_at FROM vm.igc_certificate";
    private static final String ORDER = " ORDER BY domain, usage, state = 'IN_SERVICE' DESC, requested_at DESC, id";

    private final UnitOfWork work;
    private final EntityManagerFactory factory;

    /** Works on that persistence unit. */
    @Activate
    public CertificateRepository(
            @Reference UnitOfWork work, @Reference(target = "(osgi.unit.name=igc)") EntityManagerFactory factory) {
        this.work = work;
        this.factory = factory;
    }

    /** Those of all holders. */
    List<CertificateRow> all() {
        return work.readAll(EVERYWHERE, factory, scope -> {
            try (PreparedStatement sql = scope.connection().prepareStatement(SELECT + ORDER)) {
                return rows(sql);
            }
        });
    }

    /** Those of one tenant. */
    List<CertificateRow> of(Caller by, String tenant) {
        return work.read(by.in(tenant), factory, scope -> {
            try (PreparedStatement sql = scope.connection().prepareStatement(SELECT + " WHERE tenant = ?" + ORDER)) {
                sql.setString(1, tenant);
                return rows(sql);
            }
        });
    }

    /** Whether a certificate was loaded for any key of ours. */
    boolean knows(X509Certificate certificate) {
        return work.readAll(EVERYWHERE, factory, scope -> {
            try (PreparedStatement sql =
                    scope.connection().prepareStatement("SELECT 1 FROM vm.igc_certificate WHERE fingerprint = ?")) {
                sql.setString(1, Pem.sha256(certificate));
                try (ResultSet row = sql.executeQuery()) {
                    return row.next();
                }
            }
        });
    }

    /** Keeps a new key and its request. */
    void add(Caller by, CertificateRow row) {
        work.write(by.in(row.tenant()), factory, act("igc.request", row), scope -> {
            try (PreparedStatement sql = scope.connection()
                    .prepareStatement(
                            "INSERT INTO vm.igc_certificate (tenant, id, domain, usage, state, subject, names,"
                                    + " algorithm, source, sealed_key, csr, requested_at, requested_by)"
                                    + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
                sql.setString(1, row.tenant());
                sql.setString(2, row.id());
                sql.setString(3, row.domain());
                sql.setString(4, row.usage().name());
                sql.setString(5, row.state().name());
                sql.setString(6, row.subject());
                sql.setArray(
                        7, scope.connection().createArrayOf("text", row.names().toArray()));
                sql.setString(8, row.algorithm().name());
                sql.setString(9, row.source());
                sql.setString(10, row.reference());
                sql.setString(11, row.csr());
                sql.setObject(12, row.requestedAt().atOffset(ZoneOffset.UTC));
                sql.setString(13, row.requestedBy());
                sql.executeUpdate();
            }
            return true;
        });
    }

    /** Keeps the certificate of a request; it waits, or it is in service and the one before it is the previous one. */
    void load(Caller by, CertificateRow row) {
        X509Certificate leaf = row.chain().getFirst();
        var act = new Act("igc.load", row.subject(), words(row) + " SHA-256 " + Pem.sha256(leaf));
        work.write(by.in(row.tenant()), factory, act, scope -> {
            scope.refuseAs(
                    "igc_certificate_once", () -> new Conflict("igc.certificate-known", "it is in use here already"));
            lock(scope, row);
            try (PreparedStatement sql = scope.connection()
                    .prepareStatement("UPDATE vm.igc_certificate SET state = 'WAITING_FOR_LIST', chain = ?,"
                            + " fingerprint = ?, loaded_at = ?, loaded_by = ? WHERE id = ? AND state = 'REQUESTED'")) {
                sql.setString(1, Pem.of(row.chain()));
                sql.setString(2, Pem.sha256(leaf));
                sql.setObject(
                        3, row.loadedAt().map(at -> at.atOffset(ZoneOffset.UTC)).orElse(null));
                sql.setString(4, by.subject());
                sql.setString(5, row.id());
                if (sql.executeUpdate() == 0) {
                    throw new Conflict("igc.not-requested", "a certificate was loaded for this request meanwhile");
                }
            }
            if (row.state() == State.IN_SERVICE) {
                putInService(scope, row);
            }
            return true;
        });
    }

    /** Puts a loaded certificate in service. */
    void serve(Caller by, CertificateRow row) {
        work.write(by.in(row.tenant()), factory, act("igc.serve", row), scope -> {
            lock(scope, row);
            if (move(scope, row, "state IN ('WAITING_FOR_LIST', 'PREVIOUS')", State.WAITING_FOR_LIST) == 0) {
                throw new Conflict("igc.not-loaded", "it is not waiting to be put in service");
            }
            putInService(scope, row);
            return true;
        });
    }

    /** Takes a certificate out of service, and puts the previous one in its place where there is one. */
    void back(Caller by, CertificateRow row) {
        work.write(by.in(row.tenant()), factory, act("igc.back", row), scope -> {
            lock(scope, row);
            if (move(scope, row, "state = 'IN_SERVICE'", State.WAITING_FOR_LIST) == 0) {
                throw new Conflict("igc.not-in-service", "another one is in service now");
            }
            others(scope, row, "UPDATE vm.igc_certificate SET state = 'IN_SERVICE'", State.PREVIOUS);
            move(scope, row, "true", State.PREVIOUS);
            return true;
        });
    }

    /**
     * Removes a key with all that belongs to it.
     *
     * @param key removes it where its source keeps it; what it throws leaves the row as it was
     */
    void remove(Caller by, CertificateRow row, Runnable key) {
        work.write(by.in(row.tenant()), factory, act("igc.remove", row), scope -> {
            try (PreparedStatement sql = scope.connection()
                    .prepareStatement("DELETE FROM vm.igc_certificate WHERE id = ? AND state <> 'IN_SERVICE'")) {
                sql.setString(1, row.id());
                if (sql.executeUpdate() == 0) {
                    throw new Conflict("igc.in-service", "it is in service: go one step back first");
                }
            }
            key.run();
            return true;
        });
    }

    /** Removes all of a hospital's domain that is there no longer. */
    void removeAll(Caller by, String domain) {
        work.write(by, factory, new Act("igc.remove", domain, "all of a domain that was removed"), scope -> {
            try (PreparedStatement sql =
                    scope.connection().prepareStatement("DELETE FROM vm.igc_certificate WHERE domain = ?")) {
                sql.setString(1, domain);
                sql.executeUpdate();
            }
            return true;
        });
    }

    /** The one in service becomes the previous one, whose own previous one is dropped with its key. */
    private static void putInService(Scope scope, CertificateRow row) throws SQLException {
        String dropped = "DELETE FROM vm.igc_certificate old USING vm.igc_certificate now WHERE old.domain = now.domain"
                + " AND old.usage = now.usage AND now.state = 'IN_SERVICE' AND old.state = 'PREVIOUS' AND now.domain = ?"
                + " AND now.usage = ?";
        try (PreparedStatement sql = scope.connection().prepareStatement(dropped)) {
            sql.setString(1, row.domain());
            sql.setString(2, row.usage().name());
            sql.executeUpdate();
        }
        others(scope, row, "UPDATE vm.igc_certificate SET state = 'PREVIOUS'", State.IN_SERVICE);
        move(scope, row, "true", State.IN_SERVICE);
    }

    private static int move(Scope scope, CertificateRow row, String where, State to) throws SQLException {
        String text = "UPDATE vm.igc_certificate SET state = ? WHERE id = ? AND " + where;
        try (PreparedStatement sql = scope.connection().prepareStatement(text)) {
            sql.setString(1, to.name());
            sql.setString(2, row.id());
            return sql.executeUpdate();
        }
    }

    private static void others(Scope scope, CertificateRow row, String update, State from) throws SQLException {
        String text = update + " WHERE domain = ? AND usage = ? AND state = ?";
        try (PreparedStatement sql = scope.connection().prepareStatement(text)) {
            sql.setString(1, row.domain());
            sql.setString(2, row.usage().name());
            sql.setString(3, from.name());
            sql.executeUpdate();
        }
    }

    /** All of that holder and usage, so that two who switch at once come one after the other. */
    private static void lock(Scope scope, CertificateRow row) throws SQLException {
        String text = "SELECT id FROM vm.igc_certificate WHERE domain = ? AND usage = ? ORDER BY id FOR UPDATE";
        boolean found = false;
        try (PreparedStatement sql = scope.connection().prepareStatement(text)) {
            sql.setString(1, row.domain());
            sql.setString(2, row.usage().name());
            try (ResultSet ids = sql.executeQuery()) {
                while (ids.next()) {
                    found |= ids.getString(1).equals(row.id());
                }
            }
        }
        if (!found) {
            throw new NotFound("igc.certificate-unknown", "it was removed meanwhile");
        }
    }

    private static List<CertificateRow> rows(PreparedStatement sql) throws SQLException {
        var rows = new ArrayList<CertificateRow>();
        try (ResultSet row = sql.executeQuery()) {
            while (row.next()) {
                rows.add(new CertificateRow(
                        row.getString(1),
                        row.getString(2),
                        row.getString(3),
                        Usage.valueOf(row.getString(4)),
                        State.valueOf(row.getString(5)),
                        row.getString(6),
                        List.of((String[]) row.getArray(7).getArray()),
                        Algorithm.valueOf(row.getString(8)),
                        row.getString(9),
                        row.getString(10),
                        row.getString(11),
                        chain(row.getString(12)),
                        row.getObject(13, OffsetDateTime.class).toInstant(),
                        row.getString(14),
                        Optional.ofNullable(row.getObject(15, OffsetDateTime.class))
                                .map(OffsetDateTime::toInstant)));
            }
        }
        return rows;
    }

    private static List<X509Certificate> chain(@Nullable String pem) {
        try {
            return pem == null ? List.of() : Pem.certificates(pem.getBytes(StandardCharsets.US_ASCII));
        } catch (CertificateException impossible) {
            throw new IllegalStateException("a certificate was kept that cannot be read", impossible);
        }
    }

    private static Act act(String action, CertificateRow row) {
        return new Act(action, row.subject(), words(row));
    }

    private static String words(CertificateRow row) {
        return row.usage() + (row.operators() ? " of the operator" : " of " + row.domain()) + ", " + row.id();
    }
}
