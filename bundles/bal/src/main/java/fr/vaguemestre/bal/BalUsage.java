package fr.vaguemestre.bal;

import fr.vaguemestre.api.access.Caller;
import fr.vaguemestre.api.store.Scope;
import fr.vaguemestre.api.tenancy.DomainUsage;
import org.osgi.service.component.annotations.Component;

/** Counts a domain's mailboxes inside the transaction of whoever asks. */
@Component(service = DomainUsage.class)
public final class BalUsage implements DomainUsage {
    @Override
    public Used of(Caller caller, Scope scope, String domain) {
        return BalTallyRepository.used(scope, domain);
    }
}
