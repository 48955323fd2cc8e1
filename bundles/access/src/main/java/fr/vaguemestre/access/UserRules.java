package fr.vaguemestre.access;

import fr.vaguemestre.api.access.Caller;
import fr.vaguemestre.api.access.Role;
import fr.vaguemestre.api.bal.Bal;
import fr.vaguemestre.api.bal.BalService;
import fr.vaguemestre.api.bal.BalType;
import fr.vaguemestre.api.problem.FieldError;
import fr.vaguemestre.api.problem.Forbidden;
import fr.vaguemestre.api.problem.Invalid;
import fr.vaguemestre.api.problem.NotFound;
import fr.vaguemestre.api.tenancy.TenancyService;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** What an account may be, and who may give what to whom. */
final class UserRules {
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._@+-]{2,127}");
    private static final Pattern RPPS = Pattern.compile("\\d{11}");

    private final TenancyService tenancy;
    private final BalService mailboxes;

    UserRules(TenancyService tenancy, BalService mailboxes) {
        this.tenancy = tenancy;
        this.mailboxes = mailboxes;
    }

    /**
     * Goes on only if the caller may give these rights: a domain administrator gives no more than it has, and something of
     * its own domains.
     *
     * @throws Forbidden {@code access.role} otherwise
     */
    static void mayGive(Caller caller, Set<Role> roles) {
        caller.require(Role.SUPER_ADMIN, Role.DOMAIN_ADMIN);
        if (roles.contains(Role.SUPER_ADMIN) && !caller.is(Role.SUPER_ADMIN)) {
            throw new Forbidden("access.role", "only a super administrator makes another");
        }
        if (roles.contains(Role.QUARANTINE) && !caller.is(Role.SUPER_ADMIN) && !caller.is(Role.QUARANTINE)) {
            throw new Forbidden("access.role", "only who decides about the quarantine lets others do so");
        }
    }

    /**
     * The tenant that domains and mailboxes belong to.
     *
     * @param fixed the tenant of an account that is there already
     * @throws Invalid {@code access.user-invalid} with the refused fields
     */
    String tenant(Caller caller, Optional<String> fixed, Rights rights) {
        List<FieldError> errors = new ArrayList<>();
        Set<String> tenants = new HashSet<>(fixed.map(Set::of).orElse(Set.of()));
        if (rights.roles().isEmpty()) {
            errors.add(new FieldError("roles", "access.roles-missing", "at least one role is needed"));
        }
        if (rights.roles().contains(Role.SUPER_ADMIN)) {
            return platform(rights, tenants, errors);
        }
        for (String domain : rights.domains()) {
            structure(caller, domain, "domains", errors).ifPresent(tenants::add);
        }
        for (String address : rights.mailboxes()) {
            structure(caller, address.substring(address.indexOf('@') + 1), "mailboxes", errors)
                    .ifPresent(tenant -> {
                        tenants.add(tenant);
                        mailbox(caller.in(tenant), address, errors);
                    });
        }
        refuse(errors);
        if (rights.roles().contains(Role.DOMAIN_ADMIN) && rights.domains().isEmpty()) {
            errors.add(new FieldError("domains", "access.domains-missing", "a domain administrator needs a domain"));
        }
        if (rights.domains().isEmpty() && rights.mailboxes().isEmpty()) {
            errors.add(new FieldError("mailboxes", "access.nothing-given", "a domain or a mailbox is needed"));
        }
        if (tenants.size() > 1) {
            errors.add(new FieldError("domains", "access.several-tenants", "all must belong to one structure"));
        }
        refuse(errors);
        return tenants.iterator().next();
    }

    private static String platform(Rights rights, Set<String> tenants, List<FieldError> errors) {
        if (!rights.domains().isEmpty() || !rights.mailboxes().isEmpty()) {
            errors.add(new FieldError(
                    "roles", "access.super-admin-alone", "a super administrator has no domain and no mailbox"));
        }
        if (tenants.stream().anyMatch(tenant -> !tenant.equals(Caller.PLATFORM))) {
            errors.add(new FieldError(
                    "roles",
                    "access.super-admin-alone",
                    "an account of a structure cannot become super administrator"));
        }
        refuse(errors);
        return Caller.PLATFORM;
    }

    private Optional<String> structure(Caller caller, String domain, String field, List<FieldError> errors) {
        try {
            return Optional.of(tenancy.domain(caller, domain).finess());
        } catch (NotFound | Invalid unknown) {
            errors.add(new FieldError(field, "access.domain-unknown", "no such domain: " + domain));
            return Optional.empty();
        }
    }

    private void mailbox(Caller caller, String address, List<FieldError> errors) {
        try {
            Bal bal = mailboxes.get(caller, address);
            if (bal.type() == BalType.APP) {
                errors.add(new FieldError(
                        "mailboxes", "access.mailbox-app", "an APP mailbox is opened by its certificate: " + address));
            } else if (!bal.state().alive()) {
                errors.add(new FieldError("mailboxes", "access.mailbox-closed", "not in use: " + address));
            }
        } catch (NotFound | Invalid unknown) {
            errors.add(new FieldError("mailboxes", "access.mailbox-unknown", "no such mailbox: " + address));
        }
    }

    /** Refuses a name, a password or an RPPS of another form than allowed. */
    static void checkForm(Optional<String> username, Optional<String> password, Optional<String> rpps) {
        List<FieldError> errors = new ArrayList<>();
        username.filter(name -> !NAME.matcher(name).matches())
                .ifPresent(name -> errors.add(new FieldError(
                        "username",
                        "access.username-malformed",
                        "3 to 128 of a-z, 0-9 and . _ @ + -, beginning with a letter or digit")));
        password.flatMap(text -> PasswordRules.wrong("password", text, username.orElse("")))
                .ifPresent(errors::add);
        rpps.filter(number -> !RPPS.matcher(number).matches())
                .ifPresent(
                        number -> errors.add(new FieldError("rpps", "access.rpps-malformed", "an RPPS has 11 digits")));
        refuse(errors);
    }

    private static void refuse(List<FieldError> errors) {
        if (!errors.isEmpty()) {
            throw new Invalid("access.user-invalid", errors.getFirst().detail(), errors);
        }
    }

    /** What an account may do. */
    record Rights(Set<Role> roles, Set<String> domains, Set<String> mailboxes) {
        /** Whether another has everything that this has. */
        boolean within(Rights other) {
            return other.roles().containsAll(roles)
                    && other.domains().containsAll(domains)
                    && other.mailboxes().containsAll(mailboxes);
        }

        /** As the audit trail tells it. */
        String told() {
            return "roles " + roles.stream().map(Role::wire).sorted().toList() + ", domains "
                    + domains.stream().sorted().toList() + ", mailboxes "
                    + mailboxes.stream().sorted().toList();
        }
    }
}
