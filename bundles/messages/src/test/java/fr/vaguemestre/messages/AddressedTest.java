package fr.vaguemestre.messages;

import static org.assertj.core.api.Assertions.assertThat;

import fr.vaguemestre.api.access.Caller;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AddressedTest {
    private final Addressed addressed = new Addressed(
            domain -> Optional.ofNullable(Map.of("ch.mssante.test", "310000000", "chu.mssante.test", "690000000")
                    .get(domain)));

    @Test
    void aStepBelongsToTheRecipientsStructureElseToTheSenders() {
        assertThat(addressed
                        .of(Steps.step("a@chu.mssante.test", "Kit@CH.mssante.test", "x"))
                        .tenant())
                .isEqualTo("310000000");
        assertThat(addressed
                        .of(Steps.step("a@chu.mssante.test", "b@pair.mssante.test", "x"))
                        .tenant())
                .isEqualTo("690000000");
        assertThat(addressed.of(Steps.step("", "", "x")).tenant()).isEqualTo(Caller.PLATFORM);
    }

    @Test
    void aPatientsNumberIsNeverKept() {
        var step = addressed.of(Steps.step("a@ch.mssante.test", "180017500100288@Patient.mssante.test", "x"));

        assertThat(step.recipient()).contains("***@patient.mssante.test");
        assertThat(step.toString()).doesNotContain("180017500100288");
    }

    @Test
    void whatAPeerMadeUpIsMadeHarmless() {
        var step = addressed.of(Steps.step("a\u0000\u001b[31m@x", "b".repeat(5_000), "x\ny"));

        assertThat(step.sender()).contains("a??[31m@x");
        assertThat(step.recipient().orElseThrow()).hasSize(1_000);
        assertThat(step.cause()).isEqualTo("x?y");
    }
}
