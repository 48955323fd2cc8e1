package fr.vaguemestre.tenancy;

import fr.vaguemestre.api.tenancy.Domain;
import fr.vaguemestre.api.tenancy.DomainChange;
import fr.vaguemestre.api.tenancy.Hosting;
import fr.vaguemestre.api.tenancy.NewDomain;
import fr.vaguemestre.api.tenancy.Quota;
import java.time.Instant;
import javax.persistence.Column;
import javax.persistence.Convert;
import javax.persistence.Entity;
import javax.persistence.EnumType;
import javax.persistence.Enumerated;
import javax.persistence.Id;
import javax.persistence.Table;
import javax.persistence.Version;

/** A row of {@code tenancy_domain}. */
@Entity
@Table(schema = "vm", name = "tenancy_domain")
class DomainEntity {
    @Id
    private String name = "";

    private String tenant = "";
    private String label = "";
    private long mailboxes;

    @Column(name = "storage_bytes")
    private long storageBytes;

    @Enumerated(EnumType.STRING)
    private Hosting hosting = Hosting.OWN;

    @Column(name = "created_at")
    @Convert(converter = TenancyRepository.Instants.class)
    private Instant createdAt = Instant.EPOCH;

    @Version
    private long version;

    /** For JPA. */
    protected DomainEntity() {}

    DomainEntity(NewDomain wanted, Instant createdAt) {
        name = wanted.name();
        tenant = wanted.finess();
        label = wanted.label();
        mailboxes = wanted.quota().mailboxes();
        storageBytes = wanted.quota().storageBytes();
        hosting = wanted.hosting();
        this.createdAt = createdAt;
    }

    void apply(DomainChange change) {
        change.label().ifPresent(wanted -> label = wanted);
        change.hosting().ifPresent(wanted -> hosting = wanted);
        change.quota().ifPresent(quota -> {
            mailboxes = quota.mailboxes();
            storageBytes = quota.storageBytes();
        });
    }

    Quota quota() {
        return new Quota(mailboxes, storageBytes);
    }

    Domain toDomain() {
        return new Domain(name, label, tenant, quota(), hosting, createdAt, version);
    }
}
