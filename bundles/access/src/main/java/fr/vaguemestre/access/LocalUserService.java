package fr.vaguemestre.access;

import fr.vaguemestre.access.UserRules.Rights;
import fr.vaguemestre.api.access.Caller;
import fr.vaguemestre.api.access.NewUser;
import fr.vaguemestre.api.access.Role;
import fr.vaguemestre.api.access.User;
import fr.vaguemestre.api.access.UserChange;
import fr.vaguemestre.api.access.UserService;
import fr.vaguemestre.api.bal.BalService;
import fr.vaguemestre.api.paging.Page;
import fr.vaguemestre.api.paging.PageRequest;
import fr.vaguemestre.api.problem.Conflict;
import fr.vaguemestre.api.problem.NotFound;
import fr.vaguemestre.api.problem.Unavailable;
import fr.vaguemestre.api.store.Act;
import fr.vaguemestre.api.store.Scope;
import fr.vaguemestre.api.store.UnitOfWork;
import fr.vaguemestre.api.tenancy.TenancyService;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import javax.persistence.EntityManagerFactory;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * The accounts of this appliance. What it asks of domains and mailboxes it asks their services, which may be replaced while
 * this one goes on.
 */
@Component(service = UserService.class, configurationPid = "fr.vaguemestre.access")
public final class LocalUserService implements UserService {
    private final UnitOfWork work;
    private final EntityManagerFactory factory;
    private final Revocations revocations;
    private final Clock clock;
    private final Passwords passwords;

    @Reference
    private volatile List<TenancyService> tenancy = List.of();

    @Reference
    private volatile List<BalService> mailboxes = List.of();

    /** Works on the tables of this bundle. */
    @Activate
    public LocalUserService(
            @Reference UnitOfWork work,
            @Reference(target = "(osgi.unit.name=access)") EntityManagerFactory factory,
            @Reference Revocations revocations,
            @Reference Clock clock,
            AccessConfig config) {
        this.work = work;
        this.factory = factory;
        this.revocations = revocations;
        this.clock = clock;
        this.passwords = new Passwords(config.concurrentHashes());
    }

    /** With fixed services of others, for tests. */
    LocalUserService(
            UnitOfWork work,
            EntityManagerFactory factory,
            Revocations revocations,
            Clock clock,
            AccessConfig config,
            TenancyService tenancy,
            BalService mailboxes) {
        this(work, factory, revocations, clock, config);
        this.tenancy = List.of(tenancy);
        this.mailboxes = List.of(mailboxes);
    }

    @Override
    public Page<User> list(Caller caller, PageRequest page) {
        caller.require(Role.SUPER_ADMIN, Role.DOMAIN_ADMIN);
        Optional<Set<String>> domains = caller.is(Role.SUPER_ADMIN) ? Optional.empty() : Optional.of(caller.domains());
        return work.readVisible(caller, factory, scope -> UserRepository.list(scope.connection(), domains, page)
                .map(Account::toUser));
    }

    @Override
    public User get(Caller caller, String id) {
        return find(caller, id).toUser();
    }

    private Account find(Caller caller, String id) {
        Caller reader = caller.is(Role.SUPER_ADMIN) ? caller : inOwnTenant(caller);
        return work.readVisible(reader, factory, scope -> UserRepository.byId(scope.connection(), id))
                .filter(account -> mayKnow(caller, account))
                .orElseThrow(LocalUserService::unknown);
    }

    private static Caller inOwnTenant(Caller caller) {
        return caller.in(caller.tenant().orElse(Caller.PLATFORM));
    }

    private static boolean mayKnow(Caller caller, Account account) {
        return caller.is(Role.SUPER_ADMIN) || account.id().equals(caller.subject()) || mayManage(caller, account);
    }

    private static boolean mayManage(Caller caller, Account account) {
        if (caller.is(Role.SUPER_ADMIN)) {
            return true;
        }
        boolean within = caller.domains().containsAll(account.domains())
                && account.mailboxes().stream()
                        .allMatch(address -> caller.domains().contains(domain(address)));
        boolean something = !account.domains().isEmpty() || !account.mailboxes().isEmpty();
        return caller.is(Role.DOMAIN_ADMIN)
                && within
                && something
                && !account.roles().contains(Role.SUPER_ADMIN);
    }

    private static String domain(String address) {
        return address.substring(address.indexOf('@') + 1);
    }

    @Override
    public User create(Caller caller, NewUser wanted) {
        UserRules.mayGive(caller, wanted.roles());
        String username = wanted.username().strip().toLowerCase(Locale.ROOT);
        UserRules.checkForm(Optional.of(username), Optional.of(wanted.password()), wanted.rpps());
        var rights = new Rights(wanted.roles(), lower(wanted.domains()), lower(wanted.mailboxes()));
        String tenant = rules().tenant(caller, Optional.empty(), rights);
        var account = new Account(
                tenant,
                UUID.randomUUID().toString(),
                username,
                passwords.hash(wanted.password()),
                rights.roles(),
                rights.domains(),
                rights.mailboxes(),
                wanted.rpps(),
                true,
                clock.instant());
        work.write(caller.in(tenant), factory, new Act("access.user-create", username, rights.told()), scope -> {
            sayConflicts(scope);
            UserRepository.insert(scope.connection(), account);
            return true;
        });
        return account.toUser();
    }

    @Override
    public User change(Caller caller, String id, UserChange change) {
        Account before = manageable(caller, id);
        UserRules.checkForm(Optional.empty(), change.password(), Optional.empty());
        var had = rights(before);
        var wanted = new Rights(
                change.roles().orElse(had.roles()),
                change.domains().map(LocalUserService::lower).orElse(had.domains()),
                change.mailboxes().map(LocalUserService::lower).orElse(had.mailboxes()));
        UserRules.mayGive(caller, wanted.roles());
        if (!wanted.equals(had)) {
            rules().tenant(caller, Optional.of(before.tenant()), wanted);
        }
        boolean active = change.active().orElse(before.active());
        var after = new Account(
                before.tenant(),
                id,
                before.username(),
                change.password().map(passwords::hash).orElse(before.password()),
                wanted.roles(),
                wanted.domains(),
                wanted.mailboxes(),
                before.rpps(),
                active,
                before.createdAt());
        boolean less = change.password().isPresent() || !had.within(wanted) || !active;
        var act = new Act("access.user-change", before.username(), wanted.told() + (active ? "" : ", inactive"));
        Set<String> ended = work.write(caller.in(before.tenant()), factory, act, scope -> {
            sayConflicts(scope);
            UserRepository.update(scope.connection(), after);
            keepOneSuperAdministrator(before, UserRepository.superAdministrators(scope.connection()));
            if (!less) {
                return Set.<String>of();
            }
            MailAccess.changed(scope, before.mailboxes());
            return SessionRepository.endAll(scope.connection(), id, clock.instant());
        });
        revocations.announce(ended);
        return after.toUser();
    }

    @Override
    public void delete(Caller caller, String id) {
        Account account = manageable(caller, id);
        var act = Act.of("access.user-delete", account.username());
        Set<String> ended = work.write(caller.in(account.tenant()), factory, act, scope -> {
            UserRepository.delete(scope.connection(), id);
            keepOneSuperAdministrator(account, UserRepository.superAdministrators(scope.connection()));
            MailAccess.changed(scope, account.mailboxes());
            return SessionRepository.endAll(scope.connection(), id, clock.instant());
        });
        revocations.announce(ended);
    }

    private Account manageable(Caller caller, String id) {
        caller.require(Role.SUPER_ADMIN, Role.DOMAIN_ADMIN);
        Account account = find(caller, id);
        if (!mayManage(caller, account)) {
            throw unknown();
        }
        return account;
    }

    private static void keepOneSuperAdministrator(Account changed, long left) {
        if (changed.roles().contains(Role.SUPER_ADMIN) && left == 0) {
            throw new Conflict("access.last-super-admin", "this is the last super administrator");
        }
    }

    private static void sayConflicts(Scope scope) {
        scope.refuseAs("access_user_username", () -> new Conflict("access.username-taken", "this username is taken"));
        scope.refuseAs(
                "access_mailbox_login",
                () -> new Conflict("access.mailbox-has-login", "one of these mailboxes has an account already"));
    }

    private UserRules rules() {
        List<TenancyService> domains = tenancy;
        List<BalService> addresses = mailboxes;
        if (domains.isEmpty() || addresses.isEmpty()) {
            throw new Unavailable("access.rules-away", "domains or mailboxes cannot be asked for the moment");
        }
        return new UserRules(domains.getFirst(), addresses.getFirst());
    }

    private static Rights rights(Account account) {
        return new Rights(account.roles(), account.domains(), account.mailboxes());
    }

    private static Set<String> lower(Set<String> texts) {
        return texts.stream().map(text -> text.strip().toLowerCase(Locale.ROOT)).collect(Collectors.toSet());
    }

    private static NotFound unknown() {
        return new NotFound("access.user-unknown", "no such account");
    }
}
