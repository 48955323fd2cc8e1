package fr.vaguemestre.access;

import fr.vaguemestre.access.Lockout.Candidate;
import fr.vaguemestre.access.SessionRepository.Known;
import fr.vaguemestre.access.SessionRepository.Refresh;
import fr.vaguemestre.api.access.AuthService;
import fr.vaguemestre.api.access.Caller;
import fr.vaguemestre.api.access.PasswordChange;
import fr.vaguemestre.api.access.Tokens;
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

/** Sign-in by accounts of this appliance. */
@Component(service = AuthService.class, configurationPid = "fr.vaguemestre.access")
@Designate(ocd = AccessConfig.class)
public final class LocalAuthService implements AuthService {
    private static final int LONGEST_NAME = 128;

    private final UnitOfWork work;
    private final EntityManagerFactory factory;
    private final Revocations revocations;
    private final Clock clock;
    private final AccessTokens tokens;
    private final Passwords passwords;
    private final Lockout lockout;
    private final OwnPassword ownPassword;
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
        this.lockout = new Lockout(work, factory, clock);
        this.ownPassword = new OwnPassword(work, factory, revocations, clock, passwords, lockout);
        this.refreshLife = Duration.ofHours(Math.clamp(config.refreshHours(), 1, 168));
        this.sessionLife = Duration.ofDays(Math.clamp(config.sessionDays(), 1, 90));
    }

    @Override
    public Tokens login(String username, String password, String origin, String correlationId) {
        String name = username.strip().toLowerCase(Locale.ROOT);
        if (name.length() > LONGEST_NAME || PasswordRules.nobodys(password)) {
            throw wrong();
        }
        return passwords.within(() -> {
            Candidate candidate = lockout.find(name, origin);
            lockout.refuseWhileLocked(candidate);
            String hash = candidate.account().map(Account::password).orElseGet(passwords::nobodys);
            boolean right = passwords.verify(password, hash);
            Optional<Account> signedIn = candidate.account().filter(account -> right && account.active());
            if (signedIn.isEmpty()) {
                throw refuse(candidate, correlationId);
            }
            return open(signedIn.get(), candidate, correlationId);
        });
    }

    private Unauthenticated refuse(Candidate candidate, String correlationId) {
        Caller nobody = caller("anonymous", candidate.name(), candidate.tenant(), correlationId);
        lockout.count(
                nobody, candidate, new Act("access.sign-in-refused", candidate.name(), "from " + candidate.origin()));
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
    public void changePassword(String accessToken, PasswordChange change, String origin, String correlationId) {
        AccessTokens.Token token = alive(accessToken);
        Caller owner = token.callerIn(correlationId).in(token.tenant());
        ownPassword.change(owner, token.session(), change, origin);
    }

    @Override
    public Caller authenticate(String accessToken, String correlationId) {
        return alive(accessToken).callerIn(correlationId);
    }

    private AccessTokens.Token alive(String accessToken) {
        AccessTokens.Token token = tokens.read(accessToken);
        if (revocations.ended(token.session())) {
            throw AccessTokens.refused();
        }
        return token;
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
