package fr.vaguemestre.messages;

import org.apache.felix.hc.api.FormattingResultLog;
import org.apache.felix.hc.api.HealthCheck;
import org.apache.felix.hc.api.Result;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Health of the traces: warns when steps were let go or many wait for the database. */
@Component(property = {"hc.name=messages.trace", "hc.tags=vaguemestre"})
public final class TraceCheck implements HealthCheck {
    private static final int MANY = 5_000;

    private final QueuedTraceService traces;

    /** Looks at these traces. */
    @Activate
    public TraceCheck(@Reference QueuedTraceService traces) {
        this.traces = traces;
    }

    @Override
    public Result execute() {
        var log = new FormattingResultLog();
        if (traces.lost() > 0) {
            log.warn("{} steps of messages were let go since the start, the database was away too long", traces.lost());
        }
        if (traces.waiting() > MANY) {
            log.warn("{} steps wait for the database", traces.waiting());
        } else {
            log.info("{} steps wait", traces.waiting());
        }
        return new Result(log);
    }
}
