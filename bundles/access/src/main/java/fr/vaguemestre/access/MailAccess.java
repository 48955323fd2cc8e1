package fr.vaguemestre.access;

import fr.vaguemestre.api.event.DomainEvent;
import fr.vaguemestre.api.store.Scope;
import java.util.Collection;
import java.util.Map;

/** Tells who keeps mail that those who are signed in to a mailbox must prove again that they may be. */
final class MailAccess {
    private MailAccess() {}

    /** The account that opens those mailboxes has another password, or opens them no longer. */
    static void changed(Scope scope, Collection<String> addresses) {
        addresses.forEach(
                address -> scope.publish(new DomainEvent("access.mail-access-changed", Map.of("address", address))));
    }
}
