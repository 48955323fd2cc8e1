package fr.vaguemestre.annuaire;

import fr.vaguemestre.api.event.DomainEventHandler;
import fr.vaguemestre.api.event.StoredEvent;
import java.util.Set;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Notes each change of a mailbox that the directory shall hear of; reads the mailbox as it is, so order does not matter. */
@Component(service = DomainEventHandler.class)
public final class BalChangesHandler implements DomainEventHandler {
    private final OutboxPublicationService publications;

    /** Notes them there. */
    @Activate
    public BalChangesHandler(@Reference OutboxPublicationService publications) {
        this.publications = publications;
    }

    @Override
    public String name() {
        return "annuaire-publication";
    }

    @Override
    public Set<String> types() {
        return Set.of("bal.created", "bal.changed", "bal.closed");
    }

    @Override
    public void handle(StoredEvent event) {
        String address = event.event().facts().get("address");
        if (address != null) {
            publications.want(event.tenant(), address);
        }
    }
}
