package fr.vaguemestre.ui.server;

import fr.vaguemestre.api.access.Caller;
import fr.vaguemestre.api.access.Role;
import fr.vaguemestre.api.paging.Page;
import fr.vaguemestre.api.paging.PageRequest;
import fr.vaguemestre.api.problem.Conflict;
import fr.vaguemestre.api.problem.Invalid;
import fr.vaguemestre.api.problem.NotFound;
import fr.vaguemestre.api.store.Scope;
import fr.vaguemestre.api.tenancy.Domain;
import fr.vaguemestre.api.tenancy.DomainChange;
import fr.vaguemestre.api.tenancy.Hosting;
import fr.vaguemestre.api.tenancy.NewDomain;
import fr.vaguemestre.api.tenancy.Quota;
import fr.vaguemestre.api.tenancy.TenancyService;
import fr.vaguemestre.api.tenancy.Tenant;
import java.time.Instant;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;

/** Domains in memory. */
public final class MemoryTenancy implements TenancyService {
    private static final Instant MADE = Instant.parse("2026-11-02T08:00:00Z");

    private final NavigableMap<String, Domain> domains = new ConcurrentSkipListMap<>();

    /** Adds a domain. */
    public void add(String name, String finess) {
        domains.put(name, new Domain(name, name, finess, new Quota(500, 1L << 40), Hosting.OWN, MADE, 1));
    }

    @Override
    public Page<Tenant> tenants(Caller caller, PageRequest page) {
        List<Tenant> all = domains.values().stream()
                .filter(domain -> caller.administers(domain.name()))
                .map(Domain::finess)
                .distinct()
                .map(finess -> new Tenant(finess, "Structure " + finess, names(finess), 500, 1L << 40))
                .filter(tenant -> tenant.label().contains(page.query().orElse("")))
                .toList();
        return new Page<>(all, Optional.empty(), all.size());
    }

    private List<String> names(String finess) {
        return domains.values().stream()
                .filter(domain -> domain.finess().equals(finess))
                .map(Domain::name)
                .toList();
    }

    @Override
    public Page<Domain> domains(Caller caller, PageRequest page) {
        boolean down = page.sort().filter("-name"::equals).isPresent();
        List<Domain> mine = (down ? domains.descendingMap() : domains)
                .values().stream()
                        .filter(domain -> caller.administers(domain.name()))
                        .filter(domain -> domain.name().contains(page.query().orElse("")))
                        .toList();
        return new Page<>(mine.stream().limit(page.limit()).toList(), Optional.empty(), mine.size());
    }

    @Override
    public Domain domain(Caller caller, String name) {
        Domain domain = domains.get(name);
        if (domain == null || !caller.administers(name)) {
            throw new NotFound("tenancy.domain-unknown", "no such domain: " + name);
        }
        return domain;
    }

    @Override
    public Domain domainInReach(Caller caller, String name) {
        return domain(caller, name);
    }

    @Override
    public Domain create(Caller caller, NewDomain wanted) {
        caller.require(Role.SUPER_ADMIN);
        if (domains.containsKey(wanted.name())) {
            throw new Conflict("tenancy.domain-taken", "taken");
        }
        if (!wanted.name().endsWith(".mssante.test")) {
            throw Invalid.field("name", "tenancy.name-foreign", "not ours");
        }
        var made =
                new Domain(wanted.name(), wanted.label(), wanted.finess(), wanted.quota(), wanted.hosting(), MADE, 1);
        domains.put(made.name(), made);
        return made;
    }

    @Override
    public Domain change(Caller caller, String name, DomainChange change) {
        Domain before = domain(caller, name);
        var changed = new Domain(
                name,
                change.label().orElse(before.label()),
                before.finess(),
                change.quota().orElse(before.quota()),
                change.hosting().orElse(before.hosting()),
                before.createdAt(),
                before.version() + 1);
        domains.put(name, changed);
        return changed;
    }

    @Override
    public void delete(Caller caller, String name) {
        domains.remove(domain(caller, name).name());
    }

    @Override
    public Domain lock(Scope scope, String name) {
        throw new UnsupportedOperationException("the console writes nothing itself");
    }
}
