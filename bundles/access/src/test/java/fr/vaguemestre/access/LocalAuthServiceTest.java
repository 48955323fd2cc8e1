package fr.vaguemestre.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import fr.vaguemestre.api.access.Caller;
import fr.vaguemestre.api.access.Role;
import fr.vaguemestre.api.access.Tokens;
import fr.vaguemestre.api.access.User;
import fr.vaguemestre.api.access.UserChange;
import fr.vaguemestre.api.problem.Problem;
import fr.vaguemestre.api.problem.TooMany;
import fr.vaguemestre.store.TestStore;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class LocalAuthServiceTest {
    private static House house;
    private static int count;
    private String name;
    private User user;

    @BeforeAll
    static void build() throws Exception {
        house = new House();
    }

    @AfterAll
    static void end() {
        house.close();
    }

    @BeforeEach
    void newUser() {
        count++;
        name = "user" + count;
        user = house.user(name, "box" + count + "@a.test");
    }

    @Test
    void theFirstAdministratorSignsInAndIsMadeOnce() {
        Caller admin = house.signedIn("admin");
        assertThat(admin.roles()).containsExactly(Role.SUPER_ADMIN);
        assertThat(admin.tenant()).isEmpty();
        house.firstAdministrator();
        assertThat(house.store.look("SELECT count(*) FROM vm.access_user WHERE username = 'admin'"))
                .isEqualTo("1");
    }

    @Test
    void aUserSignsInWhateverTheCaseOfItsName() {
        Tokens tokens = login(" " + name.toUpperCase(java.util.Locale.ROOT), House.PASSWORD);
        Caller caller = house.auth.authenticate(tokens.accessToken(), "id");
        assertThat(caller)
                .isEqualTo(new Caller(
                        user.id(), name, Optional.of(House.A), Set.of(Role.USER), Set.of(), user.mailboxes(), "id"));
        assertThat(tokens.expiresIn()).isEqualTo(Duration.ofMinutes(10));
    }

    @Test
    void wrongNameAndWrongPasswordAreRefusedAlike() {
        refused("access.credentials", () -> login(name, "wrong"));
        refused("access.credentials", () -> login("nobody" + count, "wrong"));
        refused("access.credentials", () -> login(name, "x".repeat(300)));
        String last =
                "SELECT tenant || ' ' || object FROM vm.audit_entry WHERE action = 'access.sign-in-refused' AND object = '";
        assertThat(house.store.look(last + name + "'")).isEqualTo(House.A + " " + name);
        assertThat(house.store.look(last + "nobody" + count + "'")).isEqualTo(Caller.PLATFORM + " nobody" + count);
    }

    @Test
    void anInactiveAccountCannotSignIn() {
        house.users.change(
                TestStore.superAdmin(),
                user.id(),
                new UserChange(
                        Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(false)));
        refused("access.credentials", () -> login(name, House.PASSWORD));
    }

    @Test
    @Tag("fault-55")
    void afterFiveFailuresTheAccountIsLockedForThatOriginAndForLongerEachTime() {
        for (String account : List.of(name, "nobody" + count)) {
            for (int i = 0; i < 5; i++) {
                refused("access.credentials", () -> login(account, "wrong"));
            }
            assertThat(locked(account)).isEqualTo(Duration.ofSeconds(10));
            house.clock.forward(Duration.ofSeconds(10));
            refused("access.credentials", () -> login(account, "wrong"));
            assertThat(locked(account)).isEqualTo(Duration.ofSeconds(20));
            house.clock.forward(Duration.ofSeconds(20));
        }
        assertThat(house.audited("access.sign-in-locked")).isEqualTo("4");
        assertThat(house.auth.login(name, House.PASSWORD, "elsewhere", "c")).isNotNull();
        assertThat(login(name, House.PASSWORD)).isNotNull();
        refused("access.credentials", () -> login(name, "wrong"));
        assertThat(house.store.look("SELECT failures FROM vm.access_attempt WHERE username = '" + name + "'"))
                .as("a good sign-in begins the count anew")
                .isEqualTo("1");
    }

    @Test
    void anUnknownNameTakesAsLongAsAKnownOne() {
        login(name, House.PASSWORD);
        List<Long> known = new ArrayList<>();
        List<Long> unknown = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            known.add(nanos(() -> login(name, "wrong")));
            unknown.add(nanos(() -> login("nobody" + count, "wrong")));
        }
        double ratio = (double) unknown.stream().min(Long::compare).orElseThrow()
                / known.stream().min(Long::compare).orElseThrow();
        assertThat(ratio).isBetween(0.4, 2.5);
    }

    @Test
    void refreshTokensRotateAndAreStoredHashed() {
        Tokens first = login(name, House.PASSWORD);
        Tokens second = house.auth.refresh(first.refreshToken(), "c");
        assertThat(second.refreshToken()).isNotEqualTo(first.refreshToken());
        assertThat(house.auth.authenticate(second.accessToken(), "c").subject()).isEqualTo(user.id());
        assertThat(house.store.look("SELECT count(*) FROM vm.access_refresh WHERE hash LIKE '%vmr1%'"))
                .isEqualTo("0");
    }

    @Test
    void aRefreshTokenUsedTwiceEndsItsWholeFamily() {
        Tokens first = login(name, House.PASSWORD);
        Tokens other = login(name, House.PASSWORD);
        Tokens second = house.auth.refresh(first.refreshToken(), "c");
        refused("access.refresh", () -> house.auth.refresh(first.refreshToken(), "c"));
        refused("access.refresh", () -> house.auth.refresh(second.refreshToken(), "c"));
        refused("access.token", () -> house.auth.authenticate(second.accessToken(), "c"));
        assertThat(house.auth.authenticate(other.accessToken(), "c")).isNotNull();
        assertThat(house.store.look(
                        "SELECT count(*) FROM vm.audit_entry WHERE action = 'access.refresh-reused' AND object = '"
                                + name + "'"))
                .isEqualTo("1");
    }

    @Test
    void aRefreshTokenEndsWithItsLifeAndItsSession() {
        Tokens tokens = login(name, House.PASSWORD);
        house.clock.forward(Duration.ofHours(12));
        refused("access.refresh", () -> house.auth.refresh(tokens.refreshToken(), "c"));
        Tokens long1 = login(name, House.PASSWORD);
        String refresh = long1.refreshToken();
        for (int i = 0; i < 15; i++) {
            house.clock.forward(Duration.ofHours(11));
            refresh = house.auth.refresh(refresh, "c").refreshToken();
        }
        house.clock.forward(Duration.ofHours(11));
        String last = refresh;
        refused("access.refresh", () -> house.auth.refresh(last, "c"));
    }

    @Test
    void whatIsNoRefreshTokenIsRefused() {
        Tokens tokens = login(name, House.PASSWORD);
        for (String wrong : List.of(
                "",
                "x",
                tokens.accessToken(),
                tokens.refreshToken() + "A",
                tokens.refreshToken().replace(House.A, House.B))) {
            refused("access.refresh", () -> house.auth.refresh(wrong, "c"));
        }
    }

    @Test
    void signingOutEndsTheSessionAtOnceHereAndSoonOnOtherNodes() throws Exception {
        LocalAuthService otherNode = house.auth(house.revocations());
        Tokens tokens = login(name, House.PASSWORD);
        house.auth.logout(tokens.accessToken(), "c");
        refused("access.token", () -> house.auth.authenticate(tokens.accessToken(), "c"));
        refused("access.refresh", () -> house.auth.refresh(tokens.refreshToken(), "c"));
        refused("access.token", () -> otherNode.authenticate(tokens.accessToken(), "c"));
    }

    @Test
    void aNewPasswordEndsTheSessions() {
        Tokens tokens = login(name, House.PASSWORD);
        house.users.change(
                TestStore.superAdmin(),
                user.id(),
                new UserChange(
                        Optional.of("another long password"),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty()));
        refused("access.token", () -> house.auth.authenticate(tokens.accessToken(), "c"));
        assertThat(login(name, "another long password")).isNotNull();
    }

    @Test
    void aRemovedAccountIsOutAtOnce() {
        Tokens tokens = login(name, House.PASSWORD);
        house.users.delete(TestStore.superAdmin(), user.id());
        refused("access.token", () -> house.auth.authenticate(tokens.accessToken(), "c"));
        refused("access.refresh", () -> house.auth.refresh(tokens.refreshToken(), "c"));
    }

    @Test
    void anAccessTokenEndsWithItsLife() {
        Tokens tokens = login(name, House.PASSWORD);
        house.clock.forward(Duration.ofMinutes(10).minusMillis(1));
        assertThat(house.auth.authenticate(tokens.accessToken(), "c")).isNotNull();
        house.clock.forward(Duration.ofMillis(1));
        refused("access.token", () -> house.auth.authenticate(tokens.accessToken(), "c"));
    }

    @Test
    @Tag("fault-41")
    void aTokenOfAClockThatRanAheadIsRefusedOnceItIsSetRight() {
        Tokens tokens = login(name, House.PASSWORD);
        house.clock.forward(Duration.ofMinutes(-1));
        assertThat(house.auth.authenticate(tokens.accessToken(), "c")).isNotNull();
        house.clock.forward(Duration.ofMillis(-1));
        refused("access.token", () -> house.auth.authenticate(tokens.accessToken(), "c"));
        house.clock.forward(Duration.ofMinutes(1).plusMillis(1));
    }

    @Test
    @Tag("fault-60")
    void forgedTokensAreRefused() throws Exception {
        Tokens good = login(name, House.PASSWORD);
        SignedJWT parsed = SignedJWT.parse(good.accessToken());
        JWTClaimsSet claims = parsed.getJWTClaimsSet();
        String kid = parsed.getHeader().getKeyID();
        var generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        var foreign = new RSASSASigner(generator.generateKeyPair().getPrivate());
        var hmac = new MACSigner("0123456789abcdef0123456789abcdef");
        String[] parts = good.accessToken().split("\\.", -1);
        Map<String, String> forged = Map.of(
                "nothing", "",
                "no token", "abc",
                "another key", signed(JWSAlgorithm.RS256, kid, claims, foreign),
                "hmac", signed(JWSAlgorithm.HS256, kid, claims, hmac),
                "alg none", new PlainJWT(claims).serialize(),
                "no signature", parts[0] + "." + parts[1] + ".",
                "another body", parts[0] + "." + parts[1].substring(1) + "." + parts[2],
                "another kid", signed(JWSAlgorithm.RS256, "../../etc/passwd", claims, foreign),
                "longer life",
                        signed(
                                JWSAlgorithm.RS256,
                                kid,
                                new JWTClaimsSet.Builder(claims)
                                        .expirationTime(Date.from(Instant.parse("2100-01-01T00:00:00Z")))
                                        .build(),
                                foreign));
        forged.forEach((kind, token) -> assertThatThrownBy(() -> house.auth.authenticate(token, "c"))
                .as(kind)
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.code()).isEqualTo("access.token")));
    }

    private static String signed(JWSAlgorithm algorithm, String kid, JWTClaimsSet claims, JWSSigner signer)
            throws JOSEException {
        var jwt = new SignedJWT(new JWSHeader.Builder(algorithm).keyID(kid).build(), claims);
        jwt.sign(signer);
        return jwt.serialize();
    }

    private static Tokens login(String name, String password) {
        return house.auth.login(name, password, "here", "c");
    }

    private static Duration locked(String account) {
        try {
            login(account, House.PASSWORD);
            throw new AssertionError("not locked");
        } catch (TooMany locked) {
            assertThat(locked.code()).isEqualTo("access.locked");
            return locked.retryAfter();
        }
    }

    private static long nanos(ThrowingCallable refused) {
        long began = System.nanoTime();
        refused("access.credentials", refused);
        return System.nanoTime() - began;
    }

    private static void refused(String code, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(Problem.class, problem -> assertThat(problem.code())
                .isEqualTo(code));
    }
}
