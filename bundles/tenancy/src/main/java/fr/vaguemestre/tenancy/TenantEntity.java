package fr.vaguemestre.tenancy;

import java.time.Instant;
import javax.persistence.Column;
import javax.persistence.Convert;
import javax.persistence.Entity;
import javax.persistence.Id;
import javax.persistence.Table;

/** A row of {@code tenancy_tenant}. */
@Entity
@Table(schema = "vm", name = "tenancy_tenant")
class TenantEntity {
    @Id
    private String tenant = "";

    private String label = "";

    @Column(name = "created_at")
    @Convert(converter = TenancyRepository.Instants.class)
    private Instant createdAt = Instant.EPOCH;

    /** For JPA. */
    protected TenantEntity() {}

    TenantEntity(String tenant, String label, Instant createdAt) {
        this.tenant = tenant;
        this.label = label;
        this.createdAt = createdAt;
    }

    String tenant() {
        return tenant;
    }

    String label() {
        return label;
    }

    Instant createdAt() {
        return createdAt;
    }
}
