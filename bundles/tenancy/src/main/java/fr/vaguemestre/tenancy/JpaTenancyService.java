package fr.vaguemestre.tenancy;

import fr.vaguemestre.api.access.Caller;
import fr.vaguemestre.api.access.Role;
import fr.vaguemestre.api.event.DomainEvent;
import fr.vaguemestre.api.paging.Page;
import fr.vaguemestre.api.paging.PageRequest;
import fr.vaguemestre.api.problem.Conflict;
import fr.vaguemestre.api.problem.NotFound;
import fr.vaguemestre.api.problem.Unavailable;
import fr.vaguemestre.api.store.Act;
import fr.vaguemestre.api.store.Outbox;
import fr.vaguemestre.api.store.Scope;
import fr.vaguemestre.api.store.UnitOfWork;
import fr.vaguemestre.api.tenancy.Domain;
import fr.vaguemestre.api.tenancy.DomainChange;
import fr.vaguemestre.api.tenancy.DomainUsage;
import fr.vaguemestre.api.tenancy.DomainUsage.Used;
import fr.vaguemestre.api.tenancy.NewDomain;
import fr.vaguemestre.api.tenancy.Quota;
import fr.vaguemestre.api.tenancy.TenancyService;
import fr.vaguemestre.api.tenancy.Tenant;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import javax.persistence.EntityManagerFactory;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Structures and domains in PostgreSQL. */
@Component(
        service = TenancyService.class,
        configurationPid = TenancyConfig.PID,
        configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = TenancyConfig.class)
public final class JpaTenancyService implements TenancyService {
    private static final Logger LOG = LoggerFactory.getLogger(JpaTenancyService.class);
    private static final Duration ALIVE_WITHIN = Duration.ofSeconds(5);

    private final DomainRules rules;
    private final UnitOfWork work;
    private final EntityManagerFactory tenancy;
    private final Outbox outbox;
    private final Clock clock;

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    volatile List<DomainUsage> usages = List.of();

    /** Works on that persistence unit. */
    @Activate
    public JpaTenancyService(
            TenancyConfig config,
            @Reference UnitOfWork work,
            @Reference(target = "(osgi.unit.name=tenancy)") EntityManagerFactory tenancy,
            @Reference Outbox outbox,
            @Reference Clock clock) {
        this.rules = new DomainRules(config.range().equals("on") ? config.range_suffix() : config.suffix());
        this.work = work;
        this.tenancy = tenancy;
        this.outbox = outbox;
        this.clock = clock;
    }

    @Override
    public Page<Tenant> tenants(Caller caller, PageRequest page) {
        caller.require(Role.SUPER_ADMIN, Role.DOMAIN_ADMIN);
        return work.readVisible(
                caller, tenancy, scope -> TenancyRepository.tenants(scope.entities(), administered(caller), page));
    }

    @Override
    public Page<Domain> domains(Caller caller, PageRequest page) {
        caller.require(Role.SUPER_ADMIN, Role.DOMAIN_ADMIN);
        return work.readVisible(
                caller, tenancy, scope -> TenancyRepository.domains(scope.entities(), administered(caller), page));
    }

    @Override
    public Domain domain(Caller caller, String name) {
        String known = name.toLowerCase(Locale.ROOT);
        caller.requireDomain(known);
        return read(caller, known);
    }

    @Override
    public Domain domainInReach(Caller caller, String name) {
        String known = name.toLowerCase(Locale.ROOT);
        boolean inReach = caller.roles().isEmpty()
                || caller.administers(known)
                || caller.mailboxes().stream().anyMatch(address -> address.endsWith("@" + known));
        if (!inReach) {
            throw unknown(known);
        }
        return read(caller, known);
    }

    @Override
    public Domain lock(Scope scope, String name) {
        return TenancyRepository.lock(scope, name).orElseThrow(() -> unknown(name));
    }

    @Override
    public Domain create(Caller caller, NewDomain asked) {
        caller.require(Role.SUPER_ADMIN);
        NewDomain wanted = new NewDomain(
                asked.name().strip().toLowerCase(Locale.ROOT),
                asked.label().strip(),
                asked.finess().strip().toUpperCase(Locale.ROOT),
                asked.quota(),
                asked.hosting());
        rules.check(wanted);
        if (!Finess.checkDigitFits(wanted.finess())) {
            LOG.warn("the check digit of FINESS {} does not fit; it is taken as it is", wanted.finess());
        }
        Caller placed = caller.in(wanted.finess());
        Act act = new Act("tenancy.create", wanted.name(), "quota " + words(wanted.quota()));
        Domain made = work.write(placed, tenancy, act, scope -> {
            scope.refuseAs(
                    "tenancy_domain_name",
                    () -> new Conflict("tenancy.domain-taken", "this domain is there already: " + wanted.name()));
            scope.refuseAs(
                    "tenancy_tenant_pkey",
                    () -> new Conflict("tenancy.changed-meanwhile", "the structure was just made by somebody else"));
            TenancyRepository.ensureTenant(
                    scope.entities(), new TenantEntity(wanted.finess(), wanted.label(), clock.instant()));
            DomainEntity domain = new DomainEntity(wanted, clock.instant());
            TenancyRepository.add(scope.entities(), domain);
            scope.publish(told("tenancy.domain-created", wanted.name()));
            return domain.toDomain();
        });
        settle(placed, wanted.name());
        return made;
    }

    @Override
    public Domain change(Caller caller, String name, DomainChange change) {
        Domain before = domain(caller, name);
        if (change.quota().isPresent() || change.hosting().isPresent()) {
            caller.require(Role.SUPER_ADMIN);
        }
        rules.check(change);
        Caller placed = caller.in(before.finess());
        Act act = new Act(
                "tenancy.change",
                before.name(),
                change.quota().map(JpaTenancyService::words).orElse(""));
        Domain after = work.write(placed, tenancy, act, scope -> {
            lock(scope, before.name());
            DomainEntity domain =
                    TenancyRepository.find(scope.entities(), before.name()).orElseThrow(() -> unknown(before.name()));
            if (change.quota().isPresent()) {
                for (DomainUsage usage : present()) {
                    refuseBelowUse(
                            usage.of(placed, scope, before.name()),
                            change.quota().get());
                }
            }
            domain.apply(change);
            TenancyRepository.write(scope.entities());
            scope.publish(told("tenancy.domain-changed", before.name()));
            return domain.toDomain();
        });
        settle(placed, before.name());
        return after;
    }

    @Override
    public void delete(Caller caller, String name) {
        caller.require(Role.SUPER_ADMIN);
        Domain before = domain(caller, name);
        Caller placed = caller.in(before.finess());
        work.write(placed, tenancy, Act.of("tenancy.delete", before.name()), scope -> {
            scope.refuseAs("bal_bal_domain", () -> inUse(before.name()));
            lock(scope, before.name());
            for (DomainUsage usage : usages) {
                if (usage.of(placed, scope, before.name()).rows() > 0) {
                    throw inUse(before.name());
                }
            }
            TenancyRepository.find(scope.entities(), before.name())
                    .ifPresent(domain -> TenancyRepository.remove(scope.entities(), domain));
            scope.publish(told("tenancy.domain-deleted", before.name()));
            return true;
        });
        settle(placed, before.name());
    }

    private List<DomainUsage> present() {
        List<DomainUsage> asked = usages;
        if (asked.isEmpty()) {
            throw new Unavailable("tenancy.usage-unknown", "nobody tells for the moment what this domain uses");
        }
        return asked;
    }

    private static void refuseBelowUse(Used used, Quota wanted) {
        if (wanted.mailboxes() < used.counted() || wanted.storageBytes() < used.quotaBytes()) {
            throw new Conflict(
                    "tenancy.quota-below-use", "in use: " + words(new Quota(used.counted(), used.quotaBytes())));
        }
    }

    private Domain read(Caller caller, String name) {
        return work.readVisible(caller, tenancy, scope -> TenancyRepository.find(scope.entities(), name)
                        .map(DomainEntity::toDomain))
                .orElseThrow(() -> unknown(name));
    }

    private void settle(Caller caller, String name) {
        if (!outbox.await(caller, ALIVE_WITHIN)) {
            LOG.warn("not everyone was told of {} within {}; it is queued", name, ALIVE_WITHIN);
        }
    }

    private static Optional<Collection<String>> administered(Caller caller) {
        return caller.is(Role.SUPER_ADMIN) ? Optional.empty() : Optional.of(caller.domains());
    }

    private static DomainEvent told(String type, String domain) {
        return new DomainEvent(type, Map.of("domain", domain));
    }

    private static String words(Quota quota) {
        return quota.mailboxes() + " mailboxes, " + quota.storageBytes() + " bytes";
    }

    private static Conflict inUse(String name) {
        return new Conflict("tenancy.domain-in-use", name + " still has mailboxes, if only closed ones");
    }

    private static NotFound unknown(String name) {
        return new NotFound("tenancy.domain-unknown", "no such domain: " + name);
    }
}
