package fr.vaguemestre.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A new white list in the middle of deliveries. */
class WhiteListSwitchTest {
    @Test
    @Timeout(value = 4, unit = TimeUnit.MINUTES)
    @Tag("OP-25")
    void twentySwitchesDuringTwoHundredDeliveriesMisjudgeNobody() {
        assertThat(new ListSwitches().play(20, 200)).containsEntry("misjudged", 0);
    }
}
