package fr.vaguemestre.messages;

import fr.vaguemestre.api.monitoring.Meters;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Shows the queue of the traces to Prometheus. */
@Component(service = TraceGauges.class, immediate = true)
public final class TraceGauges {
    /** Shows it as soon as there are meters. */
    @Activate
    public TraceGauges(@Reference QueuedTraceService traces, @Reference Meters meters) {
        meters.gauge("vaguemestre_messages_trace_waiting", "Steps that wait for the database.", traces::waiting);
        meters.gauge("vaguemestre_messages_trace_lost", "Steps let go since the start.", traces::lost);
    }
}
