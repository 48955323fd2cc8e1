package fr.vaguemestre.ui.server;

import fr.vaguemestre.api.access.AuthService;
import fr.vaguemestre.api.access.Caller;
import fr.vaguemestre.api.access.Role;
import fr.vaguemestre.api.access.Tokens;
import fr.vaguemestre.api.problem.TooMany;
import fr.vaguemestre.api.problem.Unauthenticated;
import java.time.Duration;
import java.util.Map;
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
    private final Map<String, Integer> failures = new ConcurrentHashMap<>();
    private volatile String lastOrigin = "";

    /** Adds an account. */
    public void add(String username, String password, Caller caller) {
        passwords.put(username, password);
        callers.put(username, caller);
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

    private Tokens tokens(String username) {
        var tokens = new Tokens(UUID.randomUUID().toString(), UUID.randomUUID().toString(), Duration.ofMinutes(10));
        accessTokens.put(tokens.accessToken(), username);
        refreshTokens.put(tokens.refreshToken(), username);
        return tokens;
    }

    /** A caller with nothing but what is given. */
    static Caller caller(
            String name, Optional<String> tenant, Set<Role> roles, Set<String> domains, Set<String> mailboxes) {
        return new Caller(name, name, tenant, roles, domains, mailboxes, "test");
    }
}
