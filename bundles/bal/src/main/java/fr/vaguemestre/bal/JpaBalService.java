package fr.vaguemestre.bal;

import fr.vaguemestre.api.access.Caller;
import fr.vaguemestre.api.access.Role;
import fr.vaguemestre.api.bal.Bal;
import fr.vaguemestre.api.bal.BalChange;
import fr.vaguemestre.api.bal.BalFilter;
import fr.vaguemestre.api.bal.BalPolicy;
import fr.vaguemestre.api.bal.BalService;
import fr.vaguemestre.api.bal.BalState;
import fr.vaguemestre.api.bal.Holder;
import fr.vaguemestre.api.bal.NewBal;
import fr.vaguemestre.api.event.DomainEvent;
import fr.vaguemestre.api.paging.Page;
import fr.vaguemestre.api.paging.PageRequest;
import fr.vaguemestre.api.problem.Conflict;
import fr.vaguemestre.api.problem.NotFound;
import fr.vaguemestre.api.store.Act;
import fr.vaguemestre.api.store.Scope;
import fr.vaguemestre.api.store.UnitOfWork;
import fr.vaguemestre.api.tenancy.Domain;
import fr.vaguemestre.api.tenancy.DomainUsage.Used;
import fr.vaguemestre.api.tenancy.TenancyService;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import javax.persistence.EntityManagerFactory;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Mailboxes in PostgreSQL; the mail servers see a mailbox through their views the moment its row commits. */
@Component(service = BalService.class, configurationPid = BalConfig.PID)
@Designate(ocd = BalConfig.class)
public final class JpaBalService implements BalService {
    private static final Logger LOG = LoggerFactory.getLogger(JpaBalService.class);

    private final BalConfig config;
    private final UnitOfWork work;
    private final EntityManagerFactory mailboxes;
    private final TenancyService tenancy;
    private final Clock clock;

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    volatile List<BalPolicy> policies = List.of();

    /** Works on that persistence unit. */
    @Activate
    public JpaBalService(
            BalConfig config,
            @Reference UnitOfWork work,
            @Reference(target = "(osgi.unit.name=bal)") EntityManagerFactory mailboxes,
            @Reference TenancyService tenancy,
            @Reference Clock clock) {
        this.config = config;
        this.work = work;
        this.mailboxes = mailboxes;
        this.tenancy = tenancy;
        this.clock = clock;
    }

    @Override
    public Page<Bal> list(Caller caller, BalFilter filter, PageRequest page) {
        var reach = new BalListRepository.Reach(
                seesAll(caller), caller.is(Role.DOMAIN_ADMIN) ? caller.domains() : Set.of(), caller.mailboxes());
        return work.readVisible(caller, mailboxes, scope -> BalListRepository.list(scope, reach, filter, page));
    }

    @Override
    public Bal get(Caller caller, String address) {
        String known = address.toLowerCase(Locale.ROOT);
        if (!sees(caller, known)) {
            throw unknown(known);
        }
        return work.readVisible(caller, mailboxes, scope -> BalRepository.find(scope, known))
                .orElseThrow(() -> unknown(known));
    }

    @Override
    public Bal create(Caller caller, NewBal wanted) {
        caller.require(Role.SUPER_ADMIN, Role.DOMAIN_ADMIN);
        Draft draft = BalRules.check(wanted, config.default_quota(), clock.instant());
        Domain domain = tenancy.domain(caller, draft.domain());
        Caller placed = caller.in(domain.finess());
        String foreseen = ask(placed, domain, draft, wanted);
        return work.write(placed, mailboxes, Act.of("bal.create", draft.address()), scope -> {
            Domain locked = tenancy.lock(scope, draft.domain());
            refuseOverQuota(locked, BalTallyRepository.used(scope, draft.domain()), 1, draft.quotaBytes());
            String localPart = localPart(scope, draft);
            String address = localPart + "@" + draft.domain();
            if (!address.equals(foreseen)) {
                policies.forEach(policy -> policy.check(placed, domain, address, wanted));
            }
            scope.tell(new Act("bal.create", address, told(draft)));
            scope.refuseAs("bal_bal_address", () -> taken(address));
            BalEntity entity = new BalEntity(draft, localPart, domain.finess(), clock.instant());
            BalRepository.add(scope, entity);
            Bal made = entity.toBal(0);
            scope.publish(fact("bal.created", made));
            return made;
        });
    }

    @Override
    public Bal change(Caller caller, String address, BalChange change) {
        caller.require(Role.SUPER_ADMIN, Role.DOMAIN_ADMIN);
        String known = address.toLowerCase(Locale.ROOT);
        Domain domain = domainOf(caller, known);
        Caller placed = caller.in(domain.finess());
        return work.write(placed, mailboxes, new Act("bal.change", known, words(change)), scope -> {
            // Domain before mailbox, as everywhere: two changes never wait for each other.
            Domain quota = change.quotaBytes().isPresent() ? tenancy.lock(scope, domain.name()) : domain;
            BalEntity entity = locked(scope, known);
            refuseStale(entity, change);
            BalRules.check(change, entity.type());
            if (entity.closed()) {
                throw new Conflict("bal.closed", known + " is closed for good");
            }
            long more = change.quotaBytes().orElse(entity.quotaBytes()) - entity.quotaBytes();
            if (more > 0) {
                refuseOverQuota(quota, BalTallyRepository.used(scope, domain.name()), 0, more);
            }
            if (change.state().filter(BalState.FERMEE::equals).isPresent()) {
                return closed(scope, entity);
            }
            entity.apply(change, clock.instant());
            BalRepository.write(scope);
            scope.publish(fact("bal.changed", entity.toBal(0)));
            return read(scope, known);
        });
    }

    @Override
    public Bal close(Caller caller, String address) {
        caller.require(Role.SUPER_ADMIN, Role.DOMAIN_ADMIN);
        String known = address.toLowerCase(Locale.ROOT);
        Caller placed = caller.in(domainOf(caller, known).finess());
        return work.write(placed, mailboxes, Act.of("bal.close", known), scope -> {
            BalEntity entity = locked(scope, known);
            return entity.closed() ? read(scope, known) : closed(scope, entity);
        });
    }

    private Bal closed(Scope scope, BalEntity entity) {
        entity.close(clock.instant());
        BalRepository.write(scope);
        Bal bal = entity.toBal(0);
        scope.publish(fact("bal.closed", bal));
        return read(scope, bal.address());
    }

    /** Asks the policies of others outside the transaction; the address that they were asked about. */
    private String ask(Caller caller, Domain domain, Draft draft, NewBal wanted) {
        List<BalPolicy> present = policies;
        if (present.isEmpty()) {
            return draft.address();
        }
        String localPart = work.read(caller, mailboxes, scope -> localPart(scope, draft));
        String address = localPart + "@" + draft.domain();
        present.forEach(policy -> policy.check(caller, domain, address, wanted));
        return address;
    }

    private static String localPart(Scope scope, Draft draft) {
        if (!draft.derived()) {
            return draft.localPart();
        }
        List<String> candidates = LocalPart.homonyms(draft.localPart());
        Set<String> taken = BalRepository.taken(
                scope,
                candidates.stream().map(each -> each + "@" + draft.domain()).toList());
        return candidates.stream()
                .filter(each -> !taken.contains(each + "@" + draft.domain()))
                .findFirst()
                .orElseThrow(() -> taken(draft.address()));
    }

    private static void refuseOverQuota(Domain domain, Used used, int mailboxes, long bytes) {
        if (used.counted() + mailboxes > domain.quota().mailboxes()) {
            throw new Conflict(
                    "bal.quota-mailboxes",
                    domain.name() + " has its " + domain.quota().mailboxes() + " mailboxes");
        }
        if (used.quotaBytes() + bytes > domain.quota().storageBytes()) {
            throw new Conflict(
                    "bal.quota-storage",
                    domain.name() + " has given away " + used.quotaBytes() + " of its "
                            + domain.quota().storageBytes() + " bytes");
        }
    }

    private static void refuseStale(BalEntity entity, BalChange change) {
        if (change.version().filter(version -> version != entity.version()).isPresent()) {
            throw new Conflict("bal.changed-meanwhile", "somebody changed this mailbox meanwhile");
        }
    }

    /** The domain of an address that the caller administers; anything else looks as if there were no such mailbox. */
    private Domain domainOf(Caller caller, String address) {
        String name = address.substring(address.indexOf('@') + 1);
        try {
            return tenancy.domain(caller, name);
        } catch (NotFound foreign) {
            throw unknown(address);
        }
    }

    private static BalEntity locked(Scope scope, String address) {
        return BalRepository.lock(scope, address).orElseThrow(() -> unknown(address));
    }

    private static Bal read(Scope scope, String address) {
        return BalRepository.find(scope, address).orElseThrow(() -> unknown(address));
    }

    /** All of the tenant that row security leaves: super administrators, and the appliance itself at work. */
    private static boolean seesAll(Caller caller) {
        return caller.is(Role.SUPER_ADMIN) || caller.roles().isEmpty();
    }

    private static boolean sees(Caller caller, String address) {
        return seesAll(caller)
                || caller.mailboxes().contains(address)
                || caller.administers(address.substring(address.indexOf('@') + 1));
    }

    private static String told(Draft draft) {
        String doubt = draft.holder()
                .map(Holder::rpps)
                .filter(rpps -> !Rpps.checkDigitFits(rpps))
                .map(rpps -> ", check digit of RPPS " + rpps + " does not fit")
                .orElse("");
        if (!doubt.isEmpty()) {
            LOG.warn("{}{}; it is taken as it is", draft.address(), doubt);
        }
        return draft.type() + doubt;
    }

    private static String words(BalChange change) {
        var words = new StringBuilder();
        change.state().ifPresent(state -> words.append("state ").append(state).append(' '));
        change.quotaBytes()
                .ifPresent(bytes -> words.append("quota ").append(bytes).append(' '));
        change.listeRouge()
                .ifPresent(red -> words.append("listeRouge ").append(red).append(' '));
        if (change.displayName().isPresent()
                || change.description().isPresent()
                || change.service().isPresent()
                || change.responsible().isPresent()) {
            words.append("descriptive fields");
        }
        return words.toString().strip();
    }

    private static DomainEvent fact(String type, Bal bal) {
        return new DomainEvent(
                type,
                Map.of(
                        "address", bal.address(),
                        "domain", bal.domain(),
                        "type", bal.type().name(),
                        "state", bal.state().name(),
                        "publication", bal.publication().state().name(),
                        "quotaBytes", Long.toString(bal.quotaBytes())));
    }

    private static Conflict taken(String address) {
        return new Conflict("bal.address-taken", "this address is or was somebody's: " + address);
    }

    private static NotFound unknown(String address) {
        return new NotFound("bal.unknown", "no such mailbox: " + address);
    }
}
