package fr.vaguemestre.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import fr.vaguemestre.api.access.Caller;
import fr.vaguemestre.api.access.User;
import fr.vaguemestre.api.access.UserChange;
import fr.vaguemestre.api.problem.NotFound;
import fr.vaguemestre.api.problem.Unauthenticated;
import fr.vaguemestre.store.TestStore;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LocalMailTokenServiceTest {
    private static House house;
    private static LocalMailTokenService tokens;

    @BeforeAll
    static void build() throws Exception {
        house = new House();
        tokens = new LocalMailTokenService(house.store.work(), house.store.factory("access"), house.config);
    }

    @AfterAll
    static void end() {
        house.close();
    }

    @BeforeEach
    void empty() {
        house.store.tamper("DELETE FROM vm.access_user WHERE username <> 'admin'");
    }

    @Test
    void aTokenNamesOneAccountAndOneMailboxForAMinute() throws Exception {
        User zoe = house.user("zoe", "zoe@a.test", "unit@a.test");

        SignedJWT token = SignedJWT.parse(tokens.issue(house.signedIn("zoe"), "Zoe@a.test"));

        assertThat(token.verify(SigningKey.read(Path.of(house.config.keyFile())).verifier()))
                .isTrue();
        assertThat(token.getHeader().getKeyID()).isEqualTo("mail");
        JWTClaimsSet claims = token.getJWTClaimsSet();
        assertThat(claims.getSubject()).isEqualTo(zoe.id());
        assertThat(claims.getStringClaim("bal")).isEqualTo("zoe@a.test");
        assertThat(claims.getIssuer()).isEqualTo("vaguemestre-mail");
        assertThat(claims.getAudience()).isEqualTo(List.of("dovecot"));
        var life = Duration.between(
                claims.getIssueTime().toInstant(), claims.getExpirationTime().toInstant());
        assertThat(life).isEqualTo(Duration.ofSeconds(60));
        assertThat(token.serialize()).as("fits a line of SMTP in base64").hasSizeLessThan(1400);
    }

    @Test
    void itIsNoAccessToken() {
        house.user("zoe", "zoe@a.test");
        String token = tokens.issue(house.signedIn("zoe"), "zoe@a.test");

        assertThatThrownBy(() -> house.auth.authenticate(token, "c")).isInstanceOf(Unauthenticated.class);
    }

    @Test
    void nobodyGetsOneForAnothersMailbox() {
        house.user("zoe", "zoe@a.test");
        house.user("abe", "abe@a.test");
        house.user("bea", "bea@b.test");

        refused(house.signedIn("zoe"), "abe@a.test");
        refused(house.signedIn("zoe"), "bea@b.test");
        refused(house.signedIn("admin"), "zoe@a.test");
        refused(TestStore.domainAdmin(House.A, "a.test"), "zoe@a.test");
    }

    @Test
    void whatTheDatabaseSaysCountsNotWhatTheCallerCarries() {
        User zoe = house.user("zoe", "zoe@a.test");
        Caller signedIn = house.signedIn("zoe");
        house.users.change(
                TestStore.superAdmin(),
                zoe.id(),
                new UserChange(
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(Set.of("other@a.test")),
                        Optional.empty()));

        refused(signedIn, "zoe@a.test");
    }

    @Test
    void dovecotSeesTheGrantsOfActiveAccountsOnly() throws SQLException {
        User zoe = house.user("zoe", "zoe@a.test");
        assertThat(grant("zoe@a.test")).isEqualTo(zoe.id());
        house.users.change(
                TestStore.superAdmin(),
                zoe.id(),
                new UserChange(
                        Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(false)));
        assertThat(grant("zoe@a.test")).isEqualTo("no row");
    }

    private static String grant(String address) throws SQLException {
        try (var reader = house.store.as("mail_ro")) {
            return TestStore.first(reader, "SELECT subject FROM mail.access_grant WHERE address = '" + address + "'");
        }
    }

    private static void refused(Caller caller, String address) {
        assertThatThrownBy(() -> tokens.issue(caller, address))
                .isInstanceOfSatisfying(
                        NotFound.class, problem -> assertThat(problem.code()).isEqualTo("access.mailbox-unknown"));
    }
}
