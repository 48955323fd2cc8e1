package fr.vaguemestre.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import fr.vaguemestre.api.access.PasswordChange;
import fr.vaguemestre.api.access.Tokens;
import fr.vaguemestre.api.problem.FieldError;
import fr.vaguemestre.api.problem.Problem;
import java.time.Duration;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OwnPasswordTest {
    private static final String NEXT = "un sentier sous la pluie";
    private static House house;
    private static int count;
    private String name;

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
        name = "own" + count;
        house.user(name, "own" + count + "@a.test");
    }

    @Test
    void theNewOneOpensTheAccountAndOnlyThisSessionGoesOn() {
        Tokens here = login(House.PASSWORD, "here");
        Tokens there = login(House.PASSWORD, "there");

        change(here, House.PASSWORD, NEXT);

        refused("access.credentials", () -> login(House.PASSWORD, "here"));
        refused("access.token", () -> house.auth.authenticate(there.accessToken(), "c"));
        refused("access.refresh", () -> house.auth.refresh(there.refreshToken(), "c"));
        assertThat(house.auth.authenticate(here.accessToken(), "c").displayName())
                .isEqualTo(name);
        assertThat(house.auth.refresh(here.refreshToken(), "c")).isNotNull();
        assertThat(login(NEXT, "here")).isNotNull();
        assertThat(audited("access.password-change")).isEqualTo("1");
        assertThat(house.store.look("SELECT count(*) FROM vm.store_outbox WHERE type = 'access.mail-access-changed'"
                        + " AND facts ->> 'address' = '" + name + "@a.test'"))
                .as("mail programs are signed out")
                .isEqualTo("1");
    }

    @Test
    void aWrongCurrentOneIsToldAtItsFieldAndCountsAsAFailedSignIn() {
        Tokens here = login(House.PASSWORD, "here");
        for (int i = 0; i < 5; i++) {
            refused("access.password-wrong", "currentPassword", () -> change(here, "wrong", NEXT));
        }
        refused("access.locked", () -> change(here, House.PASSWORD, NEXT));
        refused("access.locked", () -> login(House.PASSWORD, "here"));
        assertThat(login(House.PASSWORD, "elsewhere")).isNotNull();
        assertThat(audited("access.password-refused")).isEqualTo("4");
        assertThat(audited("access.sign-in-locked")).isEqualTo("1");
        assertThat(audited("access.password-change")).isEqualTo("0");

        house.clock.forward(Duration.ofSeconds(10));
        change(here, House.PASSWORD, NEXT);
        assertThat(house.store.look("SELECT count(*) FROM vm.access_attempt WHERE username = '" + name + "'"))
                .as("the right one begins the count anew")
                .isEqualTo("0");
    }

    @Test
    void failedSignInsAndWrongCurrentOnesAreCountedTogether() {
        Tokens here = login(House.PASSWORD, "here");
        for (int i = 0; i < 4; i++) {
            refused("access.credentials", () -> login("wrong", "here"));
        }
        refused("access.password-wrong", () -> change(here, "x".repeat(300), NEXT));
        refused("access.locked", () -> login(House.PASSWORD, "here"));
    }

    @Test
    void whatIsTooShortTooCommonOrTheSameIsToldAtItsField() {
        Tokens here = login(House.PASSWORD, "here");
        refusedNew("access.password-length", here, "onze lettre");
        refusedNew("access.password-length", here, "x".repeat(257));
        refusedNew("access.password-common", here, "Motdepasse2026!");
        refusedNew("access.password-same", here, House.PASSWORD);
        assertThat(login(House.PASSWORD, "here")).isNotNull();
        assertThat(house.store.look("SELECT count(*) FROM vm.access_attempt WHERE username = '" + name + "'"))
                .as("nothing was guessed")
                .isEqualTo("0");
    }

    @Test
    void anEndedSessionChangesNothing() {
        Tokens here = login(House.PASSWORD, "here");
        house.auth.logout(here.accessToken(), "c");
        refused("access.token", () -> change(here, House.PASSWORD, NEXT));
        assertThat(login(House.PASSWORD, "here")).isNotNull();
    }

    @Test
    void theFirstAdministratorChangesThePasswordOfTheFirstStart() {
        Tokens here = house.auth.login("admin", House.PASSWORD, "here", "c");
        change(here, House.PASSWORD, NEXT);
        assertThat(house.auth.login("admin", NEXT, "here", "c")).isNotNull();
        house.firstAdministrator();
        assertThat(house.auth.login("admin", NEXT, "here", "c"))
                .as("the file of the first password is not looked at again")
                .isNotNull();
    }

    private Tokens login(String password, String origin) {
        return house.auth.login(name, password, origin, "c");
    }

    private static void change(Tokens session, String current, String wanted) {
        house.auth.changePassword(session.accessToken(), new PasswordChange(current, wanted), "here", "c");
    }

    private String audited(String action) {
        return house.store.look(
                "SELECT count(*) FROM vm.audit_entry WHERE action = '" + action + "' AND object = '" + name + "'");
    }

    private static void refusedNew(String code, Tokens session, String wanted) {
        assertThatThrownBy(() -> change(session, House.PASSWORD, wanted))
                .isInstanceOfSatisfying(Problem.class, problem -> {
                    assertThat(problem.code()).isEqualTo("access.password-invalid");
                    assertThat(problem.errors())
                            .extracting(FieldError::field, FieldError::code)
                            .containsExactly(tuple("newPassword", code));
                });
    }

    private static void refused(String code, String field, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(Problem.class, problem -> {
            assertThat(problem.code()).isEqualTo(code);
            assertThat(problem.errors()).extracting(FieldError::field).containsExactly(field);
        });
    }

    private static void refused(String code, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(Problem.class, problem -> assertThat(problem.code())
                .isEqualTo(code));
    }
}
