package fr.vaguemestre.confiance;

import javax.persistence.Entity;
import javax.persistence.Id;
import javax.persistence.Table;

/** Names the table for the persistence unit; {@link AcceptedListRepository} speaks SQL, which knows "only if newer". */
@Entity
@Table(schema = "vm", name = "confiance_list")
class AcceptedListEntity {
    @Id
    private String tenant = "";

    private String digest = "";

    protected AcceptedListEntity() {}

    @Override
    public String toString() {
        return tenant + " " + digest;
    }
}
