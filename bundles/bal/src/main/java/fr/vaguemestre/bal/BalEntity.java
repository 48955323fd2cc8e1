package fr.vaguemestre.bal;

import fr.vaguemestre.api.bal.Bal;
import fr.vaguemestre.api.bal.BalChange;
import fr.vaguemestre.api.bal.BalState;
import fr.vaguemestre.api.bal.BalType;
import fr.vaguemestre.api.bal.Holder;
import fr.vaguemestre.api.bal.Publication;
import java.time.Instant;
import java.util.Optional;
import javax.persistence.Column;
import javax.persistence.Convert;
import javax.persistence.Entity;
import javax.persistence.EnumType;
import javax.persistence.Enumerated;
import javax.persistence.Id;
import javax.persistence.Table;
import javax.persistence.Version;
import org.jspecify.annotations.Nullable;

/** A row of {@code bal_bal}, to be written; reads of many go by SQL. */
@Entity
@Table(schema = "vm", name = "bal_bal")
class BalEntity {
    @Id
    private String address = "";

    private String tenant = "";
    private String domain = "";

    @Enumerated(EnumType.STRING)
    private BalType type = BalType.PER;

    @Column(name = "display_name")
    private String displayName = "";

    private String description = "";
    private String service = "";

    @Column(name = "holder_rpps")
    @Nullable
    private String holderRpps;

    @Column(name = "holder_given_name")
    @Nullable
    private String holderGivenName;

    @Column(name = "holder_family_name")
    @Nullable
    private String holderFamilyName;

    @Column(name = "holder_profession")
    @Nullable
    private String holderProfession;

    @Nullable
    private String responsible;

    @Nullable
    private String certificate;

    @Column(name = "quota_bytes")
    private long quotaBytes;

    @Column(name = "liste_rouge")
    private boolean listeRouge;

    @Enumerated(EnumType.STRING)
    private BalState state = BalState.ACTIVE;

    @Enumerated(EnumType.STRING)
    @Column(name = "publication_state")
    private Publication.State publicationState = Publication.State.A_PUBLIER;

    @Column(name = "publication_code")
    @Nullable
    private String publicationCode;

    @Column(name = "publication_detail")
    @Nullable
    private String publicationDetail;

    @Column(name = "publication_at")
    @Convert(converter = BalRepository.Instants.class)
    @Nullable
    private Instant publicationAt;

    @Column(name = "last_used_at")
    @Convert(converter = BalRepository.Instants.class)
    @Nullable
    private Instant lastUsedAt;

    @Column(name = "created_at")
    @Convert(converter = BalRepository.Instants.class)
    private Instant createdAt = Instant.EPOCH;

    @Column(name = "closed_at")
    @Convert(converter = BalRepository.Instants.class)
    @Nullable
    private Instant closedAt;

    private String search = "";

    @Version
    private long version;

    /** For JPA. */
    protected BalEntity() {}

    BalEntity(Draft draft, String localPart, String tenant, Instant now) {
        address = localPart + "@" + draft.domain();
        this.tenant = tenant;
        domain = draft.domain();
        type = draft.type();
        displayName = draft.displayName();
        description = draft.description();
        service = draft.service();
        holderRpps = draft.holder().map(Holder::rpps).orElse(null);
        holderGivenName = draft.holder().map(Holder::givenName).orElse(null);
        holderFamilyName = draft.holder().map(Holder::familyName).orElse(null);
        holderProfession = draft.holder().flatMap(Holder::professionCode).orElse(null);
        responsible = draft.responsible().orElse(null);
        certificate = draft.certificate().orElse(null);
        quotaBytes = draft.quotaBytes();
        createdAt = now;
        version = 0;
        publish(draft.listeRouge(), now);
        index();
    }

    void apply(BalChange change, Instant now) {
        change.displayName().ifPresent(text -> displayName = text.strip());
        change.description().ifPresent(text -> description = text.strip());
        change.service().ifPresent(text -> service = text.strip());
        change.responsible().ifPresent(text -> responsible = text.strip());
        change.quotaBytes().ifPresent(bytes -> quotaBytes = bytes);
        change.state().ifPresent(wanted -> state = wanted);
        change.listeRouge().filter(wanted -> wanted != listeRouge).ifPresent(wanted -> publish(wanted, now));
        index();
    }

    void close(Instant now) {
        state = BalState.FERMEE;
        closedAt = now;
        if (publicationState == Publication.State.A_PUBLIER) {
            publicationState = Publication.State.NON_PUBLIABLE;
            publicationAt = now;
        }
    }

    /** Whether it is gone for good. */
    boolean closed() {
        return state == BalState.FERMEE || state == BalState.PURGEE || closedAt != null;
    }

    BalType type() {
        return type;
    }

    long quotaBytes() {
        return quotaBytes;
    }

    long version() {
        return version;
    }

    Bal toBal(long usedBytes) {
        return new Bal(
                address,
                type,
                domain,
                displayName,
                description,
                service,
                holder(),
                Optional.ofNullable(responsible),
                Optional.ofNullable(certificate),
                quotaBytes,
                usedBytes,
                listeRouge,
                state,
                new Publication(
                        publicationState,
                        Optional.ofNullable(publicationCode),
                        Optional.ofNullable(publicationDetail),
                        Optional.ofNullable(publicationAt)),
                Optional.ofNullable(lastUsedAt),
                createdAt,
                version);
    }

    @Override
    public String toString() {
        return tenant + " " + address + " [" + search + "]";
    }

    private Optional<Holder> holder() {
        if (holderRpps == null || holderGivenName == null || holderFamilyName == null) {
            return Optional.empty();
        }
        return Optional.of(
                new Holder(holderRpps, holderGivenName, holderFamilyName, Optional.ofNullable(holderProfession)));
    }

    /** What is already with the directory is taken back by whoever publishes, on the fact that follows. */
    private void publish(boolean red, Instant now) {
        listeRouge = red;
        boolean untold =
                publicationState == Publication.State.A_PUBLIER || publicationState == Publication.State.NON_PUBLIABLE;
        if (untold) {
            publicationState = red ? Publication.State.NON_PUBLIABLE : Publication.State.A_PUBLIER;
            publicationAt = now;
        }
    }

    private void index() {
        search = LocalPart.unaccented(String.join(" ", address, displayName, service, description));
    }
}
