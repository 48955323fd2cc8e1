package fr.vaguemestre.mailpostfix;

import fr.vaguemestre.api.monitoring.Meters;
import java.util.Optional;

/** Counts decisions and their time, while there are meters. */
final class Tally {
    private volatile Optional<Shown> shown = Optional.empty();

    private record Shown(Meters meters, Meters.Counter decisions, Meters.Timer time) {}

    /** Meters came. */
    void set(Meters meters) {
        shown = Optional.of(new Shown(
                meters,
                meters.counter(
                        "vaguemestre_mailpostfix_decisions_total",
                        "Answers to the mail servers, by socket and cause.",
                        "door",
                        "cause"),
                meters.timer(
                        "vaguemestre_mailpostfix_decision_seconds", "Time of an answer to the mail servers.", "door")));
    }

    /** Meters went. */
    void unset(Meters meters) {
        if (shown.filter(now -> now.meters().equals(meters)).isPresent()) {
            shown = Optional.empty();
        }
    }

    /** One decision. */
    void decided(String door, String cause, long nanos) {
        shown.ifPresent(now -> {
            now.decisions().increment(door, cause);
            now.time().observe(nanos / 1e9, door);
        });
    }
}
