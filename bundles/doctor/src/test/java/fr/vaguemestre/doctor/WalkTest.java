package fr.vaguemestre.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import fr.vaguemestre.api.confiance.PeerVerdict.Cause;
import fr.vaguemestre.api.doctor.Diagnosis;
import fr.vaguemestre.api.doctor.DoctorStep;
import fr.vaguemestre.api.doctor.StepKind;
import fr.vaguemestre.api.doctor.StepState;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** How far a look came, and who must act, from the one cause that it ended with. */
class WalkTest {
    private static List<DoctorStep> steps(Cause cause) {
        return Walk.steps(cause, "detail", "CN=listed", Walk.notTried(StepKind.MESSAGE));
    }

    private static String told(DoctorStep step) {
        return switch (step.state()) {
            case OK -> "ok";
            case FAILED -> step.who().orElseThrow().name();
            case NOT_TRIED -> "-";
        };
    }

    @ParameterizedTest
    @CsvSource({
        "READY,           ok ok ok ok ok ok -",
        "PENDING,         ok - - - - - -",
        "NO_WHITE_LIST,   US - - - - - -",
        "DOMAIN_UNLISTED, THEM - - - - - -",
        "OUT_OF_RANGE,    ok US - - - - -",
        "NO_MX,           ok THEM - - - - -",
        "UNREACHABLE,     ok ok THEM - - - -",
        "NO_TLS,          ok ok THEM - - - -",
        "TLS_HANDSHAKE,   ok ok THEM - - - -",
        "OWN_CERTIFICATE, ok ok US - - - -",
        "UNTRUSTED_ISSUER,ok ok ok THEM - - -",
        "EXPIRED,         ok ok ok THEM - - -",
        "REVOKED,         ok ok ok ok - THEM -",
        "DN_MISMATCH,     ok ok ok ok THEM ok -",
        "CRL_EXPIRED,     ok - - - - ANS -",
    })
    void eachCauseTellsHowFarTheLookCameAndWhoMustAct(Cause cause, String expected) {
        assertThat(steps(cause)).extracting(DoctorStep::kind).containsExactly(StepKind.values());
        assertThat(steps(cause).stream().map(WalkTest::told).collect(Collectors.joining(" ")))
                .isEqualTo(expected);
        assertThat(new Diagnosis("a.test", Instant.EPOCH, steps(cause)).isGood())
                .isEqualTo(cause == Cause.READY);
    }

    @ParameterizedTest
    @EnumSource
    void everyCauseIsKnownAgainAndHasWordsInBothLanguages(Cause cause) {
        assertThat(Walk.cause(cause.word())).isEqualTo(cause);
        if (cause != Cause.READY) {
            assertThat(Advice.of(cause.word())).hasValueSatisfying(words -> {
                assertThat(words.fr()).isNotBlank();
                assertThat(words.en()).isNotBlank().isNotEqualTo(words.fr());
            });
        }
    }

    @Test
    void bothLanguagesHaveTheSameCauses() throws IOException {
        assertThat(words("fr").stringPropertyNames()).isEqualTo(words("en").stringPropertyNames());
        assertThat(words("en").stringPropertyNames())
                .contains("no-echo", "no-mailbox", "message-too-soon", "no-answer", "message-bounced");
    }

    @Test
    void aFailedMessageIsNoGoodDiagnosisAndOneThatWasNotTriedIs() {
        DoctorStep silent = Walk.failed(StepKind.MESSAGE, "no-answer", Walk.whoseMessage("no-answer"), "");
        assertThat(new Diagnosis("a.test", Instant.EPOCH, Walk.steps(Cause.READY, "passed", "", silent)).isGood())
                .isFalse();
        DoctorStep untried = Walk.notTried(StepKind.MESSAGE, "no-echo", "");
        assertThat(untried.state()).isEqualTo(StepState.NOT_TRIED);
        assertThat(untried.advice()).isPresent();
        assertThat(new Diagnosis("a.test", Instant.EPOCH, Walk.steps(Cause.READY, "passed", "", untried)).isGood())
                .isTrue();
    }

    private static Properties words(String language) throws IOException {
        var words = new Properties();
        try (InputStream file = Objects.requireNonNull(
                WalkTest.class.getResourceAsStream("/OSGI-INF/l10n/advice_" + language + ".properties"))) {
            words.load(file);
        }
        return words;
    }
}
