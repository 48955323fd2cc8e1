package fr.vaguemestre.tenancy;

import fr.vaguemestre.api.paging.Cursor;
import fr.vaguemestre.api.paging.Page;
import fr.vaguemestre.api.paging.PageRequest;
import fr.vaguemestre.api.problem.Invalid;
import fr.vaguemestre.api.store.Scope;
import fr.vaguemestre.api.tenancy.Domain;
import fr.vaguemestre.api.tenancy.Hosting;
import fr.vaguemestre.api.tenancy.Quota;
import fr.vaguemestre.api.tenancy.Tenant;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import javax.persistence.AttributeConverter;
import javax.persistence.Converter;
import javax.persistence.EntityManager;
import javax.persistence.PersistenceException;
import javax.persistence.TypedQuery;
import org.jspecify.annotations.Nullable;

/** JPQL and SQL of structures and domains; row security decides whose it sees. */
final class TenancyRepository {
    private static final String DOMAINS = " from DomainEntity d where (:all = true or d.name in :names)"
            + " and (:text = '' or locate(:text, lower(d.name)) > 0 or locate(:text, lower(d.label)) > 0)";
    private static final String TENANTS = " from TenantEntity t where (:all = true or exists"
            + " (select d from DomainEntity d where d.tenant = t.tenant and d.name in :names))"
            + " and (:text = '' or locate(:text, lower(t.tenant)) > 0 or locate(:text, lower(t.label)) > 0)";
    private static final String LOCK =
            """
            SELECT name, label, tenant, mailboxes, storage_bytes, hosting, created_at, version
              FROM vm.tenancy_domain WHERE name = ? FOR NO KEY UPDATE
            """;

    private TenancyRepository() {}

    /** Instants as {@code timestamptz}; public for JPA, which makes it. */
    @Converter
    public static final class Instants implements AttributeConverter<Instant, Timestamp> {
        @Override
        public @Nullable Timestamp convertToDatabaseColumn(@Nullable Instant instant) {
            return instant == null ? null : Timestamp.from(instant);
        }

        @Override
        public @Nullable Instant convertToEntityAttribute(@Nullable Timestamp column) {
            return column == null ? null : column.toInstant();
        }
    }

    static Optional<DomainEntity> find(EntityManager entities, String name) {
        return Optional.ofNullable(entities.find(DomainEntity.class, name));
    }

    static void ensureTenant(EntityManager entities, TenantEntity tenant) {
        if (entities.find(TenantEntity.class, tenant.tenant()) == null) {
            entities.persist(tenant);
            entities.flush();
        }
    }

    /** Writes a new row. */
    static void add(EntityManager entities, DomainEntity domain) {
        entities.persist(domain);
        entities.flush();
    }

    /** Writes what changed. */
    static void write(EntityManager entities) {
        entities.flush();
    }

    static void remove(EntityManager entities, DomainEntity domain) {
        entities.remove(domain);
        entities.flush();
    }

    /** The domain, locked until the transaction ends. */
    static Optional<Domain> lock(Scope scope, String name) {
        try (PreparedStatement sql = scope.connection().prepareStatement(LOCK)) {
            sql.setString(1, name);
            try (ResultSet row = sql.executeQuery()) {
                if (!row.next()) {
                    return Optional.empty();
                }
                return Optional.of(new Domain(
                        row.getString(1),
                        row.getString(2),
                        row.getString(3),
                        new Quota(row.getLong(4), row.getLong(5)),
                        Hosting.valueOf(row.getString(6)),
                        row.getObject(7, OffsetDateTime.class).toInstant(),
                        row.getLong(8)));
            }
        } catch (SQLException failed) {
            // The unit of work knows what to make of it, checked or not.
            throw new PersistenceException(failed);
        }
    }

    /** Domains of those names, or all where none are given, by name. */
    static Page<Domain> domains(EntityManager entities, Optional<Collection<String>> names, PageRequest page) {
        boolean down = descending(page, "name");
        String place = page.cursor()
                .map(text -> Cursor.decoded(text, 1).keys().getFirst())
                .orElse("");
        String order = " and (:place = '' or d.name " + (down ? "<" : ">") + " :place) order by d.name"
                + (down ? " desc" : "");
        List<DomainEntity> found = filtered(
                        entities.createQuery("select d" + DOMAINS + order, DomainEntity.class), names, page)
                .setParameter("place", place)
                .setMaxResults(page.limit() + 1)
                .getResultList();
        long total = filtered(entities.createQuery("select count(d)" + DOMAINS, Long.class), names, page)
                .getSingleResult();
        return page(found.stream().map(DomainEntity::toDomain).toList(), Domain::name, page, total);
    }

    /** Structures that have one of those domains, or all where none are given, by FINESS, with those domains. */
    static Page<Tenant> tenants(EntityManager entities, Optional<Collection<String>> names, PageRequest page) {
        boolean down = descending(page, "finess");
        String place = page.cursor()
                .map(text -> Cursor.decoded(text, 1).keys().getFirst())
                .orElse("");
        String order = " and (:place = '' or t.tenant " + (down ? "<" : ">") + " :place) order by t.tenant"
                + (down ? " desc" : "");
        List<TenantEntity> found = filtered(
                        entities.createQuery("select t" + TENANTS + order, TenantEntity.class), names, page)
                .setParameter("place", place)
                .setMaxResults(page.limit() + 1)
                .getResultList();
        long total = filtered(entities.createQuery("select count(t)" + TENANTS, Long.class), names, page)
                .getSingleResult();
        List<DomainEntity> domains = found.isEmpty()
                ? List.of()
                : entities.createQuery(
                                "select d from DomainEntity d where d.tenant in :tenants order by d.name",
                                DomainEntity.class)
                        .setParameter(
                                "tenants",
                                found.stream().map(TenantEntity::tenant).toList())
                        .getResultList();
        List<Domain> seen = domains.stream()
                .map(DomainEntity::toDomain)
                .filter(domain ->
                        names.map(known -> known.contains(domain.name())).orElse(true))
                .toList();
        return page(found.stream().map(tenant -> tenant(tenant, seen)).toList(), Tenant::finess, page, total);
    }

    private static Tenant tenant(TenantEntity tenant, List<Domain> domains) {
        List<Domain> own = domains.stream()
                .filter(domain -> domain.finess().equals(tenant.tenant()))
                .toList();
        return new Tenant(
                tenant.tenant(),
                tenant.label(),
                own.stream().map(Domain::name).toList(),
                own.stream().mapToLong(domain -> domain.quota().mailboxes()).sum(),
                own.stream().mapToLong(domain -> domain.quota().storageBytes()).sum());
    }

    private static <T> TypedQuery<T> filtered(
            TypedQuery<T> query, Optional<Collection<String>> names, PageRequest page) {
        return query.setParameter("all", names.isEmpty())
                // JPQL knows no empty list; no domain has the empty name.
                .setParameter("names", names.filter(some -> !some.isEmpty()).orElse(List.of("")))
                .setParameter("text", page.query().orElse("").toLowerCase(Locale.ROOT));
    }

    private static boolean descending(PageRequest page, String field) {
        String sort = page.sort().orElse(field);
        if (sort.equals(field)) {
            return false;
        }
        if (sort.equals("-" + field)) {
            return true;
        }
        throw Invalid.field("sort", "paging.sort", "this list sorts by " + field + " or -" + field);
    }

    private static <T> Page<T> page(List<T> found, Function<T, String> key, PageRequest page, long total) {
        if (found.size() <= page.limit()) {
            return new Page<>(found, Optional.empty(), total);
        }
        List<T> items = found.subList(0, page.limit());
        return new Page<>(
                items, Optional.of(Cursor.after(key.apply(items.getLast())).encoded()), total);
    }
}
