package fr.vaguemestre.mailpostfix;

import fr.vaguemestre.api.messages.TraceEntry;
import fr.vaguemestre.api.messages.TraceService;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Hands steps to the traces; holds some back while they are replaced. */
final class Journal {
    private static final int MOST_HELD = 10_000;

    private final Deque<TraceEntry> held = new ArrayDeque<>();
    private final AtomicLong lost = new AtomicLong();
    private @Nullable TraceService traces;

    /** Traces came: they get what was held back. */
    synchronized void set(TraceService service) {
        traces = service;
        while (!held.isEmpty()) {
            service.record(held.removeFirst());
        }
    }

    /** Traces went; others may have come before. */
    synchronized void unset(TraceService service) {
        if (service.equals(traces)) {
            traces = null;
        }
    }

    /** Records a step. */
    synchronized void record(TraceEntry entry) {
        if (traces != null) {
            traces.record(entry);
        } else if (held.size() < MOST_HELD) {
            held.addLast(entry);
        } else {
            lost.incrementAndGet();
        }
    }

    /** How many steps were let go since the start. */
    long lost() {
        return lost.get();
    }
}
