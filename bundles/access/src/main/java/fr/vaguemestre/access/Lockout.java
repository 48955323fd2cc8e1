package fr.vaguemestre.access;

import fr.vaguemestre.access.AttemptRepository.Attempts;
import fr.vaguemestre.api.access.Caller;
import fr.vaguemestre.api.access.Role;
import fr.vaguemestre.api.problem.TooMany;
import fr.vaguemestre.api.store.Act;
import fr.vaguemestre.api.store.UnitOfWork;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import javax.persistence.EntityManagerFactory;

/**
 * Wrong passwords, counted by account and origin wherever one is asked for, and the time for which nothing more is tried.
 *
 * <p>A name is looked for before any tenant is known, with the reading role of super administrators ({@code vm_admin}, which
 * writes nothing): a function with its owner's rights would have to be trusted with the same sight, and one more role with
 * it. Everything after that one look happens under row security of the account's tenant; super administrators, who belong to
 * no structure, have the platform's ({@link Caller#PLATFORM}).
 */
final class Lockout {
    private static final Caller FINDER = new Caller(
            "system", "Vaguemestre", Optional.empty(), Set.of(Role.SUPER_ADMIN), Set.of(), Set.of(), "sign-in");

    private final UnitOfWork work;
    private final EntityManagerFactory factory;
    private final Clock clock;

    Lockout(UnitOfWork work, EntityManagerFactory factory, Clock clock) {
        this.work = work;
        this.factory = factory;
        this.clock = clock;
    }

    /** Who has that name, if anybody, and how often a password was wrong for it from there. */
    Candidate find(String name, String origin) {
        return work.readAll(FINDER, factory, scope -> {
            Optional<Account> account = UserRepository.byUsername(scope.connection(), name);
            String tenant = account.map(Account::tenant).orElse(Caller.PLATFORM);
            return new Candidate(
                    tenant, name, origin, account, AttemptRepository.find(scope.connection(), tenant, name, origin));
        });
    }

    /**
     * Goes on only if a password may be tried.
     *
     * @throws TooMany {@code access.locked} otherwise
     */
    void refuseWhileLocked(Candidate candidate) {
        candidate.attempts().ifPresent(attempts -> {
            Duration left = Duration.between(clock.instant(), attempts.lockedUntil());
            if (left.isPositive()) {
                throw new TooMany("access.locked", "too many failed sign-ins for this account from here", left);
            }
        });
    }

    /**
     * Counts a wrong password.
     *
     * @param who tried
     * @param act what the trail tells, unless the account is locked by it: then that is told
     */
    void count(Caller who, Candidate candidate, Act act) {
        int failures = candidate.attempts().map(Attempts::failures).orElse(0) + 1;
        Duration lock = Attempts.lockAfter(failures);
        var told = lock.isZero()
                ? act
                : new Act(
                        "access.sign-in-locked",
                        candidate.name(),
                        "from " + candidate.origin() + ", " + failures + " failures, for " + lock.toSeconds() + " s");
        work.write(who, factory, told, scope -> {
            AttemptRepository.fail(
                    scope.connection(), candidate.tenant(), candidate.name(), candidate.origin(), clock.instant());
            return true;
        });
    }

    /** Who wants to come in. */
    record Candidate(
            String tenant, String name, String origin, Optional<Account> account, Optional<Attempts> attempts) {}
}
