package fr.vaguemestre.range;

import java.io.PrintStream;
import java.time.Clock;
import java.time.temporal.ChronoUnit;

/** One line per event: time, part, words. */
final class EventLog {
    private final PrintStream out;
    private final Clock clock;
    private final String part;

    EventLog(PrintStream out, Clock clock, String part) {
        this.out = out;
        this.clock = clock;
        this.part = part;
    }

    void say(String event) {
        out.println(clock.instant().truncatedTo(ChronoUnit.MILLIS) + " " + part + " " + event);
    }
}
