package fr.vaguemestre.ui.server;

import fr.vaguemestre.api.access.AuthService;
import fr.vaguemestre.api.access.Caller;
import fr.vaguemestre.api.access.PasswordChange;
import fr.vaguemestre.api.access.Role;
import fr.vaguemestre.api.access.Tokens;
import fr.vaguemestre.api.problem.FieldError;
import fr.vaguemestre.api.problem.Invalid;
import fr.vaguemestre.api.problem.TooMany;
import fr.vaguemestre.api.problem.Unauthenticated;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** Accounts in memory: five failures lock for fifteen minutes, access tokens can be made to run out. */
public final class MemoryAuth implements AuthService {
    /** A super administrator. */
    public static final Caller ADMIN = caller("admin", Optional.empty(), Set.of(Role.SUPER_ADMIN), Set.of(), Set.of());

    private static final int FAILURES = 5;

    private final Map<String, String> passwords = new ConcurrentHashMap<>();
    private final Map<String, Caller> callers = new ConcurrentHashMap<>();
    private final Map<String, String> accessTokens = new ConcurrentHashMap<>();
    private final Map<String, String> refreshTokens = new ConcurrentHashMap<>();
    private final Map<String, String> pairs = new ConcurrentHashMap<>();
    private final Map<String, Integer> failures = new ConcurrentHashMap<>();
    private volatile String lastOrigin = "";

    /** Adds an account. */
    public void add(String username, String password, Caller caller) {
        passwords.put(username, password);
        callers.put(username, caller);
    }

    /** Who signs in by that name. */
    public Caller who(String username) {
        return Objects.requireNonNull(callers.get(username));
    }

    /** Lets every access token run out; refresh tokens stay good. */
    public void accessTokensRunOut() {
        accessTokens.clear();
    }

    /** Ends every session. */
    public void endAll() {
        accessTokens.clear();
        refreshTokens.clear();
    }

    /** How many sessions are open. */
    public int sessions() {
        return refreshTokens.size();
    }

    /** The address that the last sign-in came from. */
    public String lastOrigin() {
        return lastOrigin;
    }

    @Override
    public Tokens login(String username, String password, String origin, String correlationId) {
        lastOrigin = origin;
        if (failures.getOrDefault(username, 0) >= FAILURES) {
            throw new TooMany("access.locked", "locked", Duration.ofMinutes(15));
        }
        if (!password.equals(passwords.get(username))) {
            failures.merge(username, 1, Integer::sum);
            throw new Unauthenticated("access.credentials", "wrong name or password");
        }
        failures.remove(username);
        return tokens(username);
    }

    @Override
    public Tokens refresh(String refreshToken, String correlationId) {
        String username = refreshTokens.remove(refreshToken);
        if (username == null) {
            throw new Unauthenticated("access.refresh", "unknown refresh token");
        }
        return tokens(username);
    }

    @Override
    public void logout(String accessToken, String correlationId) {
        String username = accessTokens.remove(accessToken);
        if (username != null) {
            refreshTokens.values().remove(username);
        }
    }

    /** What is refused is told as the real service does; the common one here is {@code motdepasse2026}. */
    @Override
    public void changePassword(String accessToken, PasswordChange change, String origin, String correlationId) {
        lastOrigin = origin;
        String username = accessTokens.get(accessToken);
        if (username == null) {
            throw new Unauthenticated("access.token", "unknown token");
        }
        if (change.newPassword().equals("motdepasse2026")) {
            throw new Invalid(
                    "access.password-invalid",
                    "common",
                    List.of(new FieldError("newPassword", "access.password-common", "common")));
        }
        if (failures.getOrDefault(username, 0) >= FAILURES) {
            throw new TooMany("access.locked", "locked", Duration.ofMinutes(15));
        }
        if (!change.currentPassword().equals(passwords.get(username))) {
            failures.merge(username, 1, Integer::sum);
            throw Invalid.field("currentPassword", "access.password-wrong", "wrong");
        }
        failures.remove(username);
        passwords.put(username, change.newPassword());
        List.copyOf(accessTokens.entrySet()).stream()
                .filter(open ->
                        open.getValue().equals(username) && !open.getKey().equals(accessToken))
                .forEach(open -> end(open.getKey()));
    }

    @Override
    public Caller authenticate(String accessToken, String correlationId) {
        String username = accessTokens.get(accessToken);
        Caller caller = username == null ? null : callers.get(username);
        if (caller == null) {
            throw new Unauthenticated("access.token", "unknown token");
        }
        return new Caller(
                caller.subject(),
                caller.displayName(),
                caller.tenant(),
                caller.roles(),
                caller.domains(),
                caller.mailboxes(),
                correlationId);
    }

    private void end(String accessToken) {
        accessTokens.remove(accessToken);
        Optional.ofNullable(pairs.remove(accessToken)).ifPresent(refreshTokens::remove);
    }

    private Tokens tokens(String username) {
        var tokens = new Tokens(UUID.randomUUID().toString(), UUID.randomUUID().toString(), Duration.ofMinutes(10));
        accessTokens.put(tokens.accessToken(), username);
        refreshTokens.put(tokens.refreshToken(), username);
        pairs.put(tokens.accessToken(), tokens.refreshToken());
        return tokens;
    }

    /** A caller with nothing but what is given. */
    static Caller caller(
            String name, Optional<String> tenant, Set<Role> roles, Set<String> domains, Set<String> mailboxes) {
        return new Caller(name, name, tenant, roles, domains, mailboxes, "test");
    }
}
