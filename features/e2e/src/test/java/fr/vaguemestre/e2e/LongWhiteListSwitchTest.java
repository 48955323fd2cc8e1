package fr.vaguemestre.e2e;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A new white list in the middle of deliveries, a thousand of them. */
@Tag("long")
class LongWhiteListSwitchTest {
    @Test
    @Timeout(value = 30, unit = TimeUnit.MINUTES)
    @Tag("OP-25")
    void aThousandDeliveriesDuringSwitchesMisjudgeNobody() {
        LongReport.of(getClass(), "Switches of the white list", new ListSwitches().play(20, 1_000));
    }
}
