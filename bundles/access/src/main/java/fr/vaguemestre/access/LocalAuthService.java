package fr.vaguemestre.access;

import fr.vaguemestre.access.AttemptRepository.Attempts;
import fr.vaguemestre.access.SessionRepository.Known;
import fr.vaguemestre.access.SessionRepository.Refresh;
import fr.vaguemestre.api.access.AuthService;
import fr.vaguemestre.api.access.Caller;
import fr.vaguemestre.api.access.Role;
import fr.vaguemestre.api.access.Tokens;
import fr.vaguemestre.api.problem.TooMany;
import fr.vaguemestre.api.problem.Unauthenticated;
import fr.vaguemestre.api.store.Act;
import fr.vaguemestre.api.store.UnitOfWork;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import javax.persistence.EntityManagerFactory;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;

/**
 * Sign-in by accounts of this appliance.
 *
 * <p>A name is looked for before any tenant is known, with the reading role of super administrators ({@code vm_admin}, which
 * writes nothing): a function with its owner's rights would have to be trusted with the same sight, and one more role with
 * it. Everything after that one look happens under row security of the account's tenant; super administrators, who belong to
 * no structure, have the platform's ({@link Caller#PLATFORM}).
 */
@Component(service = AuthService.class, configurationPid = "fr.vaguemestre.access")
@Designate(ocd = AccessConfig.class)
public final class LocalAuthService implements AuthService {
    private static final int LONGEST_NAME = 128;
    private static final int LONGEST_PASSWORD = 256;
    private static final Caller FINDER = new Caller(
            "system", "Vaguemestre", Optional.empty(), Set.of(Role.SUPER_ADMIN), Set.of(), Set.of(), "sign-in");

    private final UnitOfWork work;
    private final EntityManagerFactory factory;
    private final Revocations revocations;
    private final Clock clock;
    private final AccessTokens tokens;
    private final Passwords passwords;
    private final Duration refreshLife;
    private final Duration sessionLife;

    /** Reads the signing key. */
    @Activate
    public LocalAuthService(
            @Reference UnitOfWork work,
            @Reference(target = "(osgi.unit.name=access)") EntityManagerFactory factory,
            @Reference Revocations revocations,
            @Reference Clock clock,
            AccessConfig config)
            throws IOException {
        this.work = work;
        this.factory = factory;
        this.revocations = revocations;
        this.clock = clock;
        var life = Duration.ofMinutes(Math.clamp(config.accessMinutes(), 5, 60));
        this.tokens = new AccessTokens(SigningKey.read(Path.of(config.keyFile())), life, clock);
        this.passwords = new Passwords(config.concurrentHashes());
        this.refreshLife = Duration.ofHours(Math.clamp(config.refreshHours(), 1, 168));
        this.sessionLife = Duration.ofDays(Math.clamp(config.sessionDays(), 1, 90));
    }

    @Override
    public Tokens login(String username, String password, String origin, String correlationId) {
        String name = username.strip().toLowerCase(Locale.ROOT);
        if (name.length() > LONGEST_NAME || password.length() > LONGEST_PASSWORD) {
            throw wrong();
        }
        return passwords.within(() -> {
            var candidate = find(name, origin);
            refuseWhileLocked(candidate);
            String hash = candidate.account().map(Account::password).orElseGet(passwords::nobodys);
            boolean right = passwords.verify(password, hash);
            Optional<Account> signedIn = candidate.account().filter(account -> right && account.active());
            if (signedIn.isEmpty()) {
                throw refuse(candidate, correlationId);
            }
            return open(signedIn.get(), candidate, correlationId);
        });
    }

    private Candidate find(String name, String origin) {
        return work.readAll(FINDER, factory, scope -> {
            Optional<Account> account = UserRepository.byUsername(scope.connection(), name);
            String tenant = account.map(Account::tenant).orElse(Caller.PLATFORM);
            return new Candidate(
                    tenant, name, origin, account, AttemptRepository.find(scope.connection(), tenant, name, origin));
        });
    }

    private void refuseWhileLocked(Candidate candidate) {
        candidate.attempts().ifPresent(attempts -> {
            Duration left = Duration.between(clock.instant(), attempts.lockedUntil());
            if (left.isPositive()) {
                throw new TooMany("access.locked", "too many failed sign-ins for this account from here", left);
            }
        });
    }

    private Unauthenticated refuse(Candidate candidate, String correlationId) {
        int failures = candidate.attempts().map(Attempts::failures).orElse(0) + 1;
        Duration lock = Attempts.lockAfter(failures);
        var act = lock.isZero()
                ? new Act("access.sign-in-refused", candidate.name(), "from " + candidate.origin())
                : new Act(
                        "access.sign-in-locked",
                        candidate.name(),
                        "from " + candidate.origin() + ", " + failures + " failures, for " + lock.toSeconds() + " s");
        Caller nobody = caller("anonymous", candidate.name(), candidate.tenant(), correlationId);
        work.write(nobody, factory, act, scope -> {
            AttemptRepository.fail(
                    scope.connection(), candidate.tenant(), candidate.name(), candidate.origin(), clock.instant());
            return true;
        });
        return wrong();
    }

    private Tokens open(Account account, Candidate candidate, String correlationId) {
        String session = UUID.randomUUID().toString();
        RefreshToken refresh = RefreshToken.fresh(account.tenant());
        var act = new Act("access.sign-in", account.username(), "from " + candidate.origin());
        work.write(caller(account, correlationId), factory, act, scope -> {
            Connection connection = scope.connection();
            Instant now = clock.instant();
            AttemptRepository.clear(connection, candidate.name(), candidate.origin());
            SessionRepository.open(connection, account, session, now, now.plus(sessionLife));
            SessionRepository.addRefresh(connection, account.tenant(), refresh.hash(), session, now.plus(refreshLife));
            return true;
        });
        return new Tokens(tokens.issue(account, session), refresh.text(), tokens.life());
    }

    @Override
    public Tokens refresh(String refreshToken, String correlationId) {
        RefreshToken old = RefreshToken.of(refreshToken);
        Caller reader = caller("anonymous", "anonymous", old.tenant(), correlationId);
        Known known = work.read(
                reader, factory, scope -> good(SessionRepository.known(scope.connection(), old.hash(), false), false));
        Caller owner = caller(known.account(), correlationId);
        RefreshToken next = RefreshToken.fresh(old.tenant());
        try {
            Known now = work.write(
                    owner, factory, Act.of("access.refresh", known.account().username()), scope -> {
                        Known locked = good(SessionRepository.known(scope.connection(), old.hash(), true), true);
                        SessionRepository.markUsed(scope.connection(), old.hash(), clock.instant());
                        SessionRepository.addRefresh(
                                scope.connection(),
                                old.tenant(),
                                next.hash(),
                                locked.refresh().session(),
                                clock.instant().plus(refreshLife));
                        return locked;
                    });
            return new Tokens(tokens.issue(now.account(), now.refresh().session()), next.text(), tokens.life());
        } catch (UsedTwiceException usedTwice) {
            endFamily(owner, usedTwice.session, known.account());
            throw RefreshToken.refused();
        }
    }

    /** The good token with its account, or a refusal; a used one is told apart only once it is locked. */
    private Known good(Optional<Known> found, boolean locked) {
        Known known = found.orElseThrow(RefreshToken::refused);
        Refresh refresh = known.refresh();
        if (refresh.used() && !refresh.ended()) {
            if (locked) {
                throw new UsedTwiceException(refresh.session());
            }
            return known;
        }
        boolean over = refresh.ended() || !clock.instant().isBefore(refresh.expires());
        if (over || !known.account().active()) {
            throw RefreshToken.refused();
        }
        return known;
    }

    private void endFamily(Caller owner, String session, Account account) {
        var act = new Act("access.refresh-reused", account.username(), "a refresh token came twice: session ended");
        end(owner, act, session);
    }

    @Override
    public void logout(String accessToken, String correlationId) {
        AccessTokens.Token token = tokens.read(accessToken);
        Caller owner = token.callerIn(correlationId).in(token.tenant());
        end(owner, Act.of("access.sign-out", owner.displayName()), token.session());
    }

    private void end(Caller owner, Act act, String session) {
        work.write(owner, factory, act, scope -> {
            SessionRepository.end(scope.connection(), session, clock.instant());
            return true;
        });
        revocations.announce(Set.of(session));
    }

    @Override
    public Caller authenticate(String accessToken, String correlationId) {
        AccessTokens.Token token = tokens.read(accessToken);
        if (revocations.ended(token.session())) {
            throw new Unauthenticated("access.token", "the access token is not valid, or no longer");
        }
        return token.callerIn(correlationId);
    }

    private static Unauthenticated wrong() {
        return new Unauthenticated("access.credentials", "the name or the password is wrong");
    }

    private static Caller caller(Account account, String correlationId) {
        return caller(account.id(), account.username(), account.tenant(), correlationId);
    }

    private static Caller caller(String subject, String name, String tenant, String correlationId) {
        return new Caller(subject, name, Optional.of(tenant), Set.of(), Set.of(), Set.of(), correlationId);
    }

    /** Who wants to come in. */
    private record Candidate(
            String tenant, String name, String origin, Optional<Account> account, Optional<Attempts> attempts) {}

    /** Rolls back the change of tokens, so that the end of the session is what the trail tells. */
    private static final class UsedTwiceException extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final String session;

        UsedTwiceException(String session) {
            super("a refresh token came twice", null, false, false);
            this.session = session;
        }
    }
}
