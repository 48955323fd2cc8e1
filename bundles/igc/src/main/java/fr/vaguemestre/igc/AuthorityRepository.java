package fr.vaguemestre.igc;

import fr.vaguemestre.api.access.Caller;
import fr.vaguemestre.api.event.DomainEvent;
import fr.vaguemestre.api.problem.Conflict;
import fr.vaguemestre.api.problem.NotFound;
import fr.vaguemestre.api.store.Act;
import fr.vaguemestre.api.store.UnitOfWork;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import javax.persistence.EntityManagerFactory;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** SQL of the authorities that a person loaded. */
@Component(service = AuthorityRepository.class)
public final class AuthorityRepository {
    private final UnitOfWork work;
    private final EntityManagerFactory factory;

    /** Works on that persistence unit. */
    @Activate
    public AuthorityRepository(
            @Reference UnitOfWork work, @Reference(target = "(osgi.unit.name=igc)") EntityManagerFactory factory) {
        this.work = work;
        this.factory = factory;
    }

    /** All of them, in the order in which they were loaded: a parent before its children. */
    List<X509Certificate> all() {
        Caller system = Caller.system(Caller.PLATFORM, UUID.randomUUID().toString());
        return work.read(system, factory, scope -> {
            var all = new ArrayList<X509Certificate>();
            try (var query = scope.connection()
                            .prepareStatement("SELECT certificate FROM vm.igc_authority ORDER BY trusted_at, id");
                    var row = query.executeQuery()) {
                while (row.next()) {
                    all.addAll(Pem.certificates(row.getBytes(1)));
                }
            } catch (CertificateException impossible) {
                throw new IllegalStateException("a certificate was kept that cannot be read", impossible);
            }
            return all;
        });
    }

    /** Keeps one more, told to the trail with its fingerprint. */
    void add(Caller by, X509Certificate certificate, Optional<String> parent, Instant now) {
        String id = Pem.sha256(certificate);
        String subject = certificate.getSubjectX500Principal().getName();
        work.write(by.in(Caller.PLATFORM), factory, new Act("igc.trust", subject, "SHA-256 " + id), scope -> {
            scope.refuseAs(
                    "igc_authority_once", () -> new Conflict("igc.authority-known", subject + " is trusted already"));
            scope.refuseAs(
                    "igc_authority_parent",
                    () -> new Conflict("igc.parent-unknown", "the authority that issued it was just removed"));
            try (var insert = scope.connection()
                    .prepareStatement("INSERT INTO vm.igc_authority"
                            + " (id, tenant, parent, certificate, trusted_at, trusted_by) VALUES (?, ?, ?, ?, ?, ?)")) {
                insert.setString(1, id);
                insert.setString(2, Caller.PLATFORM);
                insert.setString(3, parent.orElse(null));
                insert.setBytes(4, Pem.der(certificate));
                insert.setObject(5, now.atOffset(ZoneOffset.UTC));
                insert.setString(6, by.subject());
                insert.executeUpdate();
            }
            scope.publish(new DomainEvent("igc.authority-trusted", Map.of("id", id, "subject", subject)));
            return true;
        });
    }

    /** Removes that one. */
    void remove(Caller by, X509Certificate certificate) {
        String id = Pem.sha256(certificate);
        String subject = certificate.getSubjectX500Principal().getName();
        work.write(by.in(Caller.PLATFORM), factory, new Act("igc.distrust", subject, "SHA-256 " + id), scope -> {
            scope.refuseAs(
                    "igc_authority_parent",
                    () -> new Conflict("igc.authority-needed", "an authority was just loaded that it issued"));
            try (var delete = scope.connection().prepareStatement("DELETE FROM vm.igc_authority WHERE id = ?")) {
                delete.setString(1, id);
                if (delete.executeUpdate() == 0) {
                    throw new NotFound("igc.authority-unknown", "no such authority: " + id);
                }
            }
            scope.publish(new DomainEvent("igc.authority-removed", Map.of("id", id, "subject", subject)));
            return true;
        });
    }
}
