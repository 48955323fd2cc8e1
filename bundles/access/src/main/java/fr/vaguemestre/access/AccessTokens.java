package fr.vaguemestre.access;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import fr.vaguemestre.api.access.Caller;
import fr.vaguemestre.api.access.Role;
import fr.vaguemestre.api.problem.Invalid;
import fr.vaguemestre.api.problem.Unauthenticated;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Access tokens: JWT, RS256, read without the database. A token whose signature was verified is remembered until it ends, so
 * that a client that sends it a thousand times costs one verification; whether its session has ended is not asked here.
 */
final class AccessTokens {
    private static final String ISSUER = "vaguemestre";
    private static final int MOST_REMEMBERED = 10_000;
    /** How far the clocks of two nodes may be apart. */
    private static final Duration SKEW = Duration.ofMinutes(1);

    private final SigningKey key;
    private final Duration life;
    private final Clock clock;
    private final Map<String, Token> remembered = new ConcurrentHashMap<>();

    /** Tokens signed with that key, good for that long. */
    AccessTokens(SigningKey key, Duration life, Clock clock) {
        this.key = key;
        this.life = life;
        this.clock = clock;
    }

    /** How long a token is good. */
    Duration life() {
        return life;
    }

    /** A token for a session of that account. */
    String issue(Account account, String session) {
        Instant now = clock.instant();
        var claims = new JWTClaimsSet.Builder()
                .issuer(ISSUER)
                .audience(ISSUER)
                .subject(account.id())
                .jwtID(UUID.randomUUID().toString())
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plus(life)))
                .claim("sid", session)
                .claim("name", account.username())
                .claim("tenant", account.tenant())
                .claim(
                        "roles",
                        account.roles().stream().map(Role::wire).sorted().toList())
                .claim("domains", account.domains().stream().sorted().toList())
                .claim("mailboxes", account.mailboxes().stream().sorted().toList())
                .build();
        var header = new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(key.id()).build();
        try {
            var jwt = new SignedJWT(header, claims);
            jwt.sign(key.signer());
            return jwt.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException("the key can no longer sign", e);
        }
    }

    /**
     * What a token says.
     *
     * @throws Unauthenticated {@code access.token} if it is malformed, not ours, over, or issued more than {@link #SKEW} from
     *     now: after a clock that ran ahead was set right, its tokens would live too long
     */
    Token read(String text) {
        Token known = remembered.get(text);
        if (known == null) {
            known = verify(text);
            remember(text, known);
        }
        Instant now = clock.instant();
        if (!now.isBefore(known.expires())
                || known.expires().isAfter(now.plus(life).plus(SKEW))) {
            remembered.remove(text);
            throw refused();
        }
        return known;
    }

    private Token verify(String text) {
        try {
            SignedJWT jwt = SignedJWT.parse(text);
            JWSHeader header = jwt.getHeader();
            boolean ours = JWSAlgorithm.RS256.equals(header.getAlgorithm())
                    && key.id().equals(header.getKeyID())
                    && text.equals(written(jwt))
                    && jwt.verify(key.verifier());
            if (!ours) {
                throw refused();
            }
            JWTClaimsSet claims = jwt.getJWTClaimsSet();
            if (!ISSUER.equals(claims.getIssuer()) || !claims.getAudience().equals(List.of(ISSUER))) {
                throw refused();
            }
            return token(claims);
        } catch (ParseException | JOSEException | IllegalArgumentException | Invalid e) {
            throw refused();
        }
    }

    /** The one way to write it: the library also reads a signature with blanks and signs in it that mean nothing. */
    private static String written(SignedJWT jwt) {
        return new String(jwt.getSigningInput(), StandardCharsets.US_ASCII) + "."
                + Base64URL.encode(jwt.getSignature().decode());
    }

    private static Token token(JWTClaimsSet claims) throws ParseException {
        String tenant = claims.getStringClaim("tenant");
        var caller = new Caller(
                needed(claims.getSubject()),
                needed(claims.getStringClaim("name")),
                Optional.of(needed(tenant)).filter(known -> !known.equals(Caller.PLATFORM)),
                strings(claims, "roles").stream().map(Role::ofWire).collect(Collectors.toSet()),
                java.util.Set.copyOf(strings(claims, "domains")),
                java.util.Set.copyOf(strings(claims, "mailboxes")),
                "");
        return new Token(
                caller,
                tenant,
                needed(claims.getStringClaim("sid")),
                needed(claims.getExpirationTime()).toInstant());
    }

    private static List<String> strings(JWTClaimsSet claims, String name) throws ParseException {
        List<String> values = claims.getStringListClaim(name);
        if (values != null && values.stream().anyMatch(Objects::isNull)) {
            throw new ParseException("nothing in " + name, 0);
        }
        return values == null ? List.of() : values;
    }

    private static <T> T needed(@Nullable T claim) throws ParseException {
        if (claim == null) {
            throw new ParseException("a claim is missing", 0);
        }
        return claim;
    }

    private void remember(String text, Token token) {
        if (remembered.size() >= MOST_REMEMBERED) {
            Instant now = clock.instant();
            remembered.values().removeIf(known -> !now.isBefore(known.expires()));
            if (remembered.size() >= MOST_REMEMBERED) {
                remembered.clear();
            }
        }
        remembered.put(text, token);
    }

    /** How a token is refused that is not, or no longer, good. */
    static Unauthenticated refused() {
        return new Unauthenticated("access.token", "the access token is not valid, or no longer");
    }

    /**
     * What a valid token says.
     *
     * @param caller who presents it, still without correlation id
     * @param tenant where its session's rows are
     * @param session id of the session that it belongs to
     * @param expires when it ends
     */
    record Token(Caller caller, String tenant, String session, Instant expires) {
        Caller callerIn(String correlationId) {
            return new Caller(
                    caller.subject(),
                    caller.displayName(),
                    caller.tenant(),
                    caller.roles(),
                    caller.domains(),
                    caller.mailboxes(),
                    correlationId);
        }
    }
}
