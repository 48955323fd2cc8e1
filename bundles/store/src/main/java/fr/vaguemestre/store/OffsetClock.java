package fr.vaguemestre.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The time of our bundles: the machine's, moved by the duration in a file that the practice range writes. */
@Component(service = Clock.class, configurationPid = StoreConfig.PID, configurationPolicy = ConfigurationPolicy.REQUIRE)
public final class OffsetClock extends Clock {
    private static final Logger LOG = LoggerFactory.getLogger(OffsetClock.class);
    private static final long LOOK_EVERY_MILLIS = 1_000;

    private record Offset(Duration value, long lookedAt) {}

    private final Path file;
    private final Clock machine;
    private volatile Offset offset = new Offset(Duration.ZERO, Long.MIN_VALUE);

    /** Follows the file that the configuration names. */
    @Activate
    public OffsetClock(StoreConfig config) {
        this(Path.of(config.clock_offset()), Clock.systemUTC());
    }

    OffsetClock(Path file, Clock machine) {
        this.file = file;
        this.machine = machine;
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return zone.equals(ZoneOffset.UTC) ? this : new Zoned(this, zone);
    }

    @Override
    public Instant instant() {
        Instant now = machine.instant();
        long millis = now.toEpochMilli();
        Offset known = offset;
        if (known.lookedAt() == Long.MIN_VALUE || Math.abs(millis - known.lookedAt()) >= LOOK_EVERY_MILLIS) {
            known = new Offset(read(known.value()), millis);
            offset = known;
        }
        return now.plus(known.value());
    }

    private Duration read(Duration before) {
        try {
            return Duration.parse(Files.readString(file).strip());
        } catch (NoSuchFileException none) {
            return Duration.ZERO;
        } catch (IOException | DateTimeParseException unreadable) {
            LOG.warn("clock offset in {} is not readable, staying at {}: {}", file, before, unreadable.toString());
            return before;
        }
    }

    /** The same instants for another zone. */
    private static final class Zoned extends Clock {
        private final Clock base;
        private final ZoneId zone;

        Zoned(Clock base, ZoneId zone) {
            this.base = base;
            this.zone = zone;
        }

        @Override
        public ZoneId getZone() {
            return zone;
        }

        @Override
        public Clock withZone(ZoneId other) {
            return new Zoned(base, other);
        }

        @Override
        public Instant instant() {
            return base.instant();
        }
    }
}
