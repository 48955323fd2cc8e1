package fr.vaguemestre.testkit;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A clock that stands until a test moves it; in UTC. */
public final class SettableClock extends Clock {
    private volatile Instant now;

    /** Stands at that moment. */
    public SettableClock(Instant now) {
        this.now = now;
    }

    /** Moves it by that much; a negative duration takes it back. */
    public void forward(Duration by) {
        now = now.plus(by);
    }

    @Override
    public Instant instant() {
        return now;
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    /** The same clock: nothing here tells the hour of a place. */
    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }
}
