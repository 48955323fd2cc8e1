package fr.vaguemestre.maildovecot;

import fr.vaguemestre.api.bal.BalState;
import fr.vaguemestre.api.event.DomainEventHandler;
import fr.vaguemestre.api.event.StoredEvent;
import java.io.IOException;
import java.util.Set;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.metatype.annotations.Designate;

/**
 * Ends the open sessions of a mailbox that was closed or suspended, where no new one opens, for the views hide it; and of one
 * whose account has another password or opens it no longer, where everybody must prove again that they may.
 */
@Component(service = DomainEventHandler.class, configurationPid = "fr.vaguemestre.maildovecot")
@Designate(ocd = MailDovecotConfig.class)
public final class SessionHandler implements DomainEventHandler {
    private static final String ACCESS_CHANGED = "access.mail-access-changed";

    private final Doveadm doveadm;

    /** Speaks to the configured Dovecot. */
    @Activate
    public SessionHandler(MailDovecotConfig config) throws IOException {
        this.doveadm = new Doveadm(config);
    }

    /** Lets the connections go. */
    @Deactivate
    public void close() {
        doveadm.close();
    }

    @Override
    public String name() {
        return "maildovecot.sessions";
    }

    @Override
    public Set<String> types() {
        return Set.of("access.mail-access-changed", "bal.closed", "bal.changed");
    }

    @Override
    public void handle(StoredEvent event) throws IOException, InterruptedException {
        var facts = event.event().facts();
        String address = facts.get("address");
        String state = facts.get("state");
        if (address == null) {
            throw new IOException("a fact without address: " + event.event());
        }
        if (event.event().type().equals(ACCESS_CHANGED)) {
            doveadm.kick(address);
        } else if (state == null) {
            throw new IOException("a fact without state: " + event.event());
        } else if (!BalState.valueOf(state).alive()) {
            doveadm.kick(address);
        }
    }
}
