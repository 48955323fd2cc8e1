package fr.vaguemestre.igc;

import fr.vaguemestre.api.access.Caller;
import fr.vaguemestre.api.event.DomainEventHandler;
import fr.vaguemestre.api.event.StoredEvent;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Removes the keys and certificates of a domain that was removed, and with them its servers' files. */
@Component(service = DomainEventHandler.class)
public final class DomainGoneHandler implements DomainEventHandler {
    private final CertificateRepository certificates;
    private final KeySources sources;

    /** Removes them there. */
    @Activate
    public DomainGoneHandler(@Reference CertificateRepository certificates, @Reference KeySources sources) {
        this.certificates = certificates;
        this.sources = sources;
    }

    @Override
    public String name() {
        return "igc-domain-gone";
    }

    @Override
    public Set<String> types() {
        return Set.of("tenancy.domain-deleted");
    }

    @Override
    public void handle(StoredEvent event) {
        String domain = event.event().facts().get("domain");
        Caller system = Caller.system(event.tenant(), UUID.randomUUID().toString());
        if (domain != null) {
            List<CertificateRow> gone = certificates.of(system, event.tenant()).stream()
                    .filter(row -> row.domain().equals(domain))
                    .toList();
            if (!gone.isEmpty()) {
                certificates.removeAll(system, domain);
                sources.forget(gone);
            }
        }
    }
}
