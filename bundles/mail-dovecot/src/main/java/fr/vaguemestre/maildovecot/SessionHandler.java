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

/** Ends the open sessions of a mailbox that was closed or suspended; no new one opens, for the views hide it. */
@Component(service = DomainEventHandler.class, configurationPid = "fr.vaguemestre.maildovecot")
@Designate(ocd = MailDovecotConfig.class)
public final class SessionHandler implements DomainEventHandler {
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
        return Set.of("bal.closed", "bal.changed");
    }

    @Override
    public void handle(StoredEvent event) throws IOException, InterruptedException {
        var facts = event.event().facts();
        String address = facts.get("address");
        String state = facts.get("state");
        if (address == null || state == null) {
            throw new IOException("a fact without address or state: " + event.event());
        }
        if (!BalState.valueOf(state).alive()) {
            doveadm.kick(address);
        }
    }
}
