package fr.vaguemestre.api.access;

import fr.vaguemestre.api.problem.Forbidden;
import fr.vaguemestre.api.problem.NotFound;
import java.util.Optional;
import java.util.Set;

/**
 * On whose behalf something is done: the first parameter of every service, never kept in a thread.
 *
 * @param subject stable id of the person or machine, as audited
 * @param displayName how to show it to people
 * @param tenant the FINESS EJ of the structure that it belongs to; empty for a super administrator that has not named one
 * @param roles what it may do
 * @param domains mail domains that it administers, lower case; only meaningful for {@link Role#DOMAIN_ADMIN}
 * @param mailboxes addresses that it may open, lower case
 * @param correlationId id of the request, repeated in logs, audit and problems
 */
public record Caller(
        String subject,
        String displayName,
        Optional<String> tenant,
        Set<Role> roles,
        Set<String> domains,
        Set<String> mailboxes,
        String correlationId) {
    /**
     * Stands where the database wants a tenant for what belongs to no structure: the accounts of super administrators and
     * the platform's own audit chain. Never a FINESS, so no structure's row security ever lets it through.
     */
    public static final String PLATFORM = "000000000";

    /** Keeps unmodifiable copies. */
    public Caller {
        roles = Set.copyOf(roles);
        domains = Set.copyOf(domains);
        mailboxes = Set.copyOf(mailboxes);
    }

    /** The appliance itself at work (jobs, start), in one tenant. */
    public static Caller system(String tenant, String correlationId) {
        return new Caller("system", "Vaguemestre", Optional.of(tenant), Set.of(), Set.of(), Set.of(), correlationId);
    }

    /** Whoever works at the appliance's own command line: a super administrator, named by the login of the shell. */
    public static Caller operator(String login, String correlationId) {
        return new Caller(
                "cli:" + login, login, Optional.empty(), Set.of(Role.SUPER_ADMIN), Set.of(), Set.of(), correlationId);
    }

    /** Whether the caller has that role. */
    public boolean is(Role role) {
        return roles.contains(role);
    }

    /** The same caller, at work in that tenant; a super administrator names a tenant so before it writes. */
    public Caller in(String wanted) {
        return new Caller(subject, displayName, Optional.of(wanted), roles, domains, mailboxes, correlationId);
    }

    /** Whether the caller administers that domain, given in lower case. */
    public boolean administers(String domain) {
        return is(Role.SUPER_ADMIN) || (is(Role.DOMAIN_ADMIN) && domains.contains(domain));
    }

    /**
     * Goes on only for a caller with one of these roles.
     *
     * @throws Forbidden {@code access.role} otherwise
     */
    public void require(Role... anyOf) {
        for (Role role : anyOf) {
            if (is(role)) {
                return;
            }
        }
        throw new Forbidden("access.role", "this needs another role");
    }

    /**
     * Goes on only for a caller that administers that domain; another's domain looks as if it did not exist.
     *
     * @throws Forbidden {@code access.role} if the caller administers nothing
     * @throws NotFound {@code tenancy.domain-unknown} if it administers other domains only
     */
    public void requireDomain(String domain) {
        require(Role.SUPER_ADMIN, Role.DOMAIN_ADMIN);
        if (!administers(domain)) {
            throw new NotFound("tenancy.domain-unknown", "no such domain: " + domain);
        }
    }

    /**
     * The tenant that the work is done in.
     *
     * @throws Forbidden {@code access.tenant-unset} if a super administrator has not named one
     */
    public String tenantOrThrow() {
        return tenant.orElseThrow(() -> new Forbidden("access.tenant-unset", "name a tenant first"));
    }
}
