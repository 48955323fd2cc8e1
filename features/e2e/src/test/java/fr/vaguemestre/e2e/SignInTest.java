package fr.vaguemestre.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import fr.vaguemestre.e2e.driver.Answer;
import fr.vaguemestre.e2e.driver.Await;
import fr.vaguemestre.e2e.driver.Json;
import fr.vaguemestre.e2e.driver.Rest;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Sign-in, sessions and tokens. */
class SignInTest {
    private static final Rest ANYONE = World.anonymous();

    @Test
    void theRightPasswordOpensASession() {
        Hospital hospital = Hospital.open();

        JsonNode tokens =
                ANYONE.login(hospital.username(), Hospital.PASSWORD).expect(200).json();

        assertThat(tokens.path("tokenType").asText()).isEqualTo("Bearer");
        assertThat(tokens.path("expiresIn").asLong()).isBetween(1L, 3600L);
        JsonNode me = ANYONE.with(tokens.path("accessToken").asText())
                .get("/auth/me")
                .expect(200)
                .json();
        assertThat(me.path("roles"))
                .hasSize(1)
                .first()
                .extracting(JsonNode::asText)
                .isEqualTo("domain_admin");
        assertThat(me.path("domains"))
                .hasSize(1)
                .first()
                .extracting(JsonNode::asText)
                .isEqualTo(hospital.domain());
    }

    @Test
    void aWrongPasswordAndAnUnknownNameGetTheSameAnswer() {
        Hospital hospital = Hospital.open();

        Answer wrong = ANYONE.login(hospital.username(), "not-the-password").expect(401);
        Answer unknown =
                ANYONE.login("nobody@" + hospital.domain(), "not-the-password").expect(401);

        assertThat(wrong.problem()).isEqualTo("access.credentials").isEqualTo(unknown.problem());
        assertThat(wrong.json().path("detail")).isEqualTo(unknown.json().path("detail"));
    }

    @Test
    @Tag("fault-55")
    void fiveWrongPasswordsLockTheAccountAndAreAudited() {
        Hospital hospital = Hospital.open();
        String name = hospital.box("verrou");
        for (int i = 0; i < 5; i++) {
            assertThat(ANYONE.login(name, "wrong-password-" + i).status()).isIn(401, 429);
        }

        Answer right = ANYONE.login(name, Hospital.PASSWORD).expect(429);

        assertThat(right.problem()).isEqualTo("access.locked");
        assertThat(right.headers().firstValueAsLong("Retry-After").orElse(0)).isPositive();
        assertThat(ANYONE.login(hospital.username(), Hospital.PASSWORD).status())
                .as("another account is not locked with it")
                .isEqualTo(200);
        assertThat(World.admin().get("/admin/audit?limit=200").expect(200).text())
                .contains("access.")
                .contains(name);
    }

    @Test
    void refreshTokensRotateAndReuseEndsTheFamily() {
        Hospital hospital = Hospital.open();
        String first = ANYONE.login(hospital.username(), Hospital.PASSWORD)
                .expect(200)
                .json()
                .path("refreshToken")
                .asText();
        JsonNode second = refresh(first).expect(200).json();
        String secondToken = second.path("refreshToken").asText();
        assertThat(secondToken).isNotEqualTo(first);
        ANYONE.with(second.path("accessToken").asText()).get("/auth/me").expect(200);

        assertThat(refresh(first).expect(401).problem()).as("used before").isEqualTo("access.refresh");

        assertThat(refresh(secondToken).expect(401).problem())
                .as("of the same family")
                .isEqualTo("access.refresh");
        ANYONE.with(second.path("accessToken").asText()).get("/auth/me").expect(401);
    }

    @Test
    void anAccessTokenEndsByItself() {
        Hospital hospital = Hospital.open();
        hospital.admin().get("/auth/me").expect(200);

        Machine.script("range", "clock", "+PT2H").expectOk();
        try {
            Await.until(
                    "the token of two hours ago is refused",
                    Duration.ofSeconds(30),
                    () -> hospital.admin().get("/auth/me").status() == 401);
        } finally {
            Machine.script("range", "clock", "reset").expectOk();
        }

        Await.until(
                "the clock is right again",
                Duration.ofSeconds(30),
                () -> hospital.admin().get("/auth/me").status() == 200);
    }

    @Test
    void logoutEndsTheSession() {
        Hospital hospital = Hospital.open();
        JsonNode tokens =
                ANYONE.login(hospital.username(), Hospital.PASSWORD).expect(200).json();
        Rest session = ANYONE.with(tokens.path("accessToken").asText());

        assertThat(session.post("/auth/logout", Json.object()).status()).isIn(200, 204);

        session.get("/auth/me").expect(401);
        refresh(tokens.path("refreshToken").asText()).expect(401);
    }

    @Test
    @Tag("fault-60")
    void tokensThatAreNoneOfOursAreRefused() {
        String real = ANYONE.login(
                        World.appliance().adminName(), World.appliance().adminPassword())
                .expect(200)
                .json()
                .path("accessToken")
                .asText();
        String[] parts = real.split("\\.", -1);
        List<String> bad = List.of(
                "x",
                "a.b.c",
                parts[0] + "." + parts[1] + ".",
                "eyJhbGciOiJub25lIn0." + parts[1] + ".",
                parts[0] + "." + parts[1] + "." + parts[2].substring(0, 20) + "AAAA" + parts[2].substring(24));

        assertThat(bad).allSatisfy(token -> assertThat(
                        ANYONE.with(token).get("/auth/me").expect(401).problem())
                .isEqualTo("access.token"));
        ANYONE.get("/mailboxes").expect(401);
    }

    @Test
    void aRemovedAccountIsOutAtOnce() {
        Hospital hospital = Hospital.open();
        String name = World.fresh("parti") + "@" + hospital.domain();
        String id = hospital.admin()
                .post(
                        "/admin/users",
                        World.user(name, Hospital.PASSWORD, "domain_admin", List.of(hospital.domain()), List.of()))
                .expect(201)
                .json()
                .path("id")
                .asText();
        Rest session = ANYONE.signIn(name, Hospital.PASSWORD);

        assertThat(hospital.admin().delete("/admin/users/" + id).status()).isIn(200, 204);

        session.get("/auth/me").expect(401);
        ANYONE.login(name, Hospital.PASSWORD).expect(401);
    }

    private static Answer refresh(String token) {
        return ANYONE.post("/auth/refresh", Json.object("refreshToken", token));
    }
}
