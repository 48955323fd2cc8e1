package fr.vaguemestre.mailpostfix;

import fr.vaguemestre.api.event.DomainEventHandler;
import fr.vaguemestre.api.event.StoredEvent;
import fr.vaguemestre.api.igc.CertificateSink;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/**
 * Reloads Postfix when domains come or go: an smtpd that was asked for a domain before it existed goes on refusing it
 * for a while otherwise. Also when its certificates were replaced; sessions that are open go on.
 */
@Component(configurationPid = "fr.vaguemestre.mailpostfix")
public final class PostfixReloadHandler implements DomainEventHandler, CertificateSink {
    private final Reload reload;

    /** Reloads by the configured program. */
    @Activate
    public PostfixReloadHandler(MailPostfixConfig config) {
        this.reload = new Reload(config.reload(), Duration.ofSeconds(10));
    }

    @Override
    public String name() {
        return "mailpostfix.reload";
    }

    @Override
    public Set<String> types() {
        return Set.of("tenancy.domain-created", "tenancy.domain-deleted");
    }

    @Override
    public void handle(StoredEvent event) throws IOException, InterruptedException {
        reload.of("postfix");
    }

    @Override
    public String server() {
        return "postfix";
    }

    @Override
    public void renewed() throws IOException, InterruptedException {
        reload.of("postfix");
    }
}
