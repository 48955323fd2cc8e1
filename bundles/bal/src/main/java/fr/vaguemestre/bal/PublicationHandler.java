package fr.vaguemestre.bal;

import fr.vaguemestre.api.access.Caller;
import fr.vaguemestre.api.bal.Publication;
import fr.vaguemestre.api.event.DomainEventHandler;
import fr.vaguemestre.api.event.StoredEvent;
import fr.vaguemestre.api.store.Act;
import fr.vaguemestre.api.store.UnitOfWork;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import javax.persistence.EntityManagerFactory;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Shows at each mailbox what the directory said about it. No new version: nobody's own change is disturbed by it. */
@Component(service = DomainEventHandler.class)
public final class PublicationHandler implements DomainEventHandler {
    private final UnitOfWork work;
    private final EntityManagerFactory mailboxes;

    /** Works on that persistence unit. */
    @Activate
    public PublicationHandler(
            @Reference UnitOfWork work, @Reference(target = "(osgi.unit.name=bal)") EntityManagerFactory mailboxes) {
        this.work = work;
        this.mailboxes = mailboxes;
    }

    @Override
    public String name() {
        return "bal-publication";
    }

    @Override
    public Set<String> types() {
        return Set.of("annuaire.publication-changed");
    }

    @Override
    public void handle(StoredEvent event) {
        Map<String, String> facts = event.event().facts();
        String address = facts.getOrDefault("address", "");
        long revision = Long.parseLong(facts.getOrDefault("revision", "0"));
        var publication = new Publication(
                Publication.State.valueOf(facts.getOrDefault("state", "A_PUBLIER")),
                Optional.ofNullable(facts.get("code")),
                Optional.ofNullable(facts.get("detail")),
                Optional.of(Instant.parse(facts.getOrDefault("at", event.at().toString()))));
        Caller system = Caller.system(event.tenant(), UUID.randomUUID().toString());
        Act act = new Act(
                "bal.publication", "publication/" + address, publication.state().name());
        work.write(system, mailboxes, act, scope -> BalRepository.told(scope, address, publication, revision));
    }
}
