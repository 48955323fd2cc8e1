package fr.vaguemestre.e2e;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** PostgreSQL away for ten minutes. */
@Tag("long")
@Order(World.LATE)
class LongAbsenceTest {
    @Test
    @Timeout(value = 20, unit = TimeUnit.MINUTES)
    void awayForTenMinutesNobodyIsToldNeverAndNothingIsLost() {
        Absence absence = new Absence();
        absence.play(() -> Machine.stop("postgresql"), Duration.ofMinutes(10), PostgresqlAwayTest::start);
        Machine.healthy();
        LongReport.of(getClass(), "Told while it was away", absence.told());
    }
}
