package fr.vaguemestre.messages;

import fr.vaguemestre.api.indicators.Indicator;
import fr.vaguemestre.api.indicators.IndicatorSource;
import java.time.Instant;
import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Counts messages, their octets and refusals in the traces, which are only ever appended to. */
@Component(service = IndicatorSource.class)
public final class TraceIndicatorSource implements IndicatorSource {
    private final TraceRepository repository;

    /** Counts in that repository. */
    @Activate
    public TraceIndicatorSource(@Reference TraceRepository repository) {
        this.repository = repository;
    }

    @Override
    public String name() {
        return "messages";
    }

    @Override
    public List<Indicator> count(String tenant, Instant from, Instant until) {
        return repository.count(tenant, from, until);
    }
}
