package fr.vaguemestre.ui.bal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BalMarksTest {
    @Test
    void aHardlyUsedMailboxHasABarThatAssistiveTechnologyCanRead() {
        assertThat(BalMarks.thousandths(789.0 / (1L << 30))).isZero();
        assertThat(BalMarks.thousandths(0.9996)).isEqualTo(1.0);
        assertThat(BalMarks.thousandths(0.25)).isEqualTo(0.25);
    }
}
