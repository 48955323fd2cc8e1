package fr.vaguemestre.access;

import static org.assertj.core.api.Assertions.assertThat;

import fr.vaguemestre.api.problem.FieldError;
import java.util.List;
import org.junit.jupiter.api.Test;

class PasswordRulesTest {
    @Test
    void whatIsGuessedFirstIsRefused() {
        for (String common : List.of(
                "motdepasse123",
                "Mot-de-passe!",
                "M0tD3P@sse2026",
                "password12345",
                "P@ssw0rdP@ssw0rd",
                "administrateur",
                "azertyuiop12",
                "AZERTYAZERTY",
                "111111111111",
                "abababababab",
                "abc1abc1abc1",
                "123456789012",
                "987654321098",
                "abcdefghijkl",
                "Bienvenue2026",
                "2026Hopital!!",
                "kit.doc12345!",
                "kit.dockit.doc",
                "kit.doc@ch.mssante.test")) {
            assertThat(codes(common, "kit.doc@ch.mssante.test")).as(common).containsExactly("access.password-common");
        }
    }

    @Test
    void longOnesOfTheirOwnAreGood() {
        for (String good : List.of(
                House.PASSWORD,
                "mot-de-passe-de-test-1",
                "un-autre-mot-de-passe",
                "container-test-admin",
                "vYw3Jq0b7n+Xc1",
                "la pluie sur le toit",
                "🙂🙃 six fois huit",
                "kit.doc aime la mer du Nord")) {
            assertThat(codes(good, "kit.doc@ch.mssante.test")).as(good).isEmpty();
        }
    }

    @Test
    void theLengthIsToldFirst() {
        assertThat(codes("motdepasse1", "")).containsExactly("access.password-length");
        assertThat(codes("x".repeat(257), "")).containsExactly("access.password-length");
        assertThat(codes("mot de cinq lettres".repeat(13), "")).isEmpty();
    }

    @Test
    void aShortNameIsNoReason() {
        assertThat(codes("le chat dort au soleil", "chat")).isEmpty();
        assertThat(codes("ab ne fait rien ici", "ab")).isEmpty();
    }

    private static List<String> codes(String password, String username) {
        return PasswordRules.wrong("password", password, username).map(FieldError::code).stream()
                .toList();
    }
}
