package fr.vaguemestre.indicators;

import fr.vaguemestre.api.event.DomainEventHandler;
import fr.vaguemestre.api.event.StoredEvent;
import java.util.Set;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Writes down what mailboxes become. */
@Component(service = DomainEventHandler.class)
public final class BalRecordHandler implements DomainEventHandler {
    private final RecordRepository record;

    /** Writes to that record. */
    @Activate
    public BalRecordHandler(@Reference RecordRepository record) {
        this.record = record;
    }

    @Override
    public String name() {
        return "indicators.bal";
    }

    @Override
    public Set<String> types() {
        return Set.of("bal.created", "bal.changed", "bal.closed");
    }

    @Override
    public void handle(StoredEvent event) {
        record.add(event);
    }
}
