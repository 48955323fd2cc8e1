package fr.vaguemestre.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OffsetClockTest {
    private static final Instant START = Instant.parse("2026-11-22T10:00:00Z");

    private volatile Instant machine = START;

    private final Clock ticking = new Clock() {
        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return machine;
        }
    };

    @Test
    void theFileMovesTheClockWithinASecond(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("clock-offset");
        Clock clock = new OffsetClock(file, ticking);
        assertThat(clock.instant()).isEqualTo(START);
        Files.writeString(file, "P30D\n");
        assertThat(clock.instant()).isEqualTo(START);
        machine = START.plusSeconds(1);
        assertThat(clock.instant()).isEqualTo(START.plusSeconds(1).plus(Duration.ofDays(30)));
        Files.writeString(file, "nonsense");
        machine = START.plusSeconds(2);
        assertThat(clock.instant()).isEqualTo(START.plusSeconds(2).plus(Duration.ofDays(30)));
        Files.delete(file);
        machine = START.plusSeconds(3);
        assertThat(clock.withZone(ZoneId.of("Europe/Paris")).instant()).isEqualTo(START.plusSeconds(3));
    }
}
