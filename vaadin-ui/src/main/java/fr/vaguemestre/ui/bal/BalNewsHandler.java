package fr.vaguemestre.ui.bal;

import fr.vaguemestre.api.event.DomainEventHandler;
import fr.vaguemestre.api.event.StoredEvent;
import fr.vaguemestre.ui.registry.News;
import java.util.Set;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Lets open pages read mailboxes anew when one was made or changed, by whomever. */
@Component
public final class BalNewsHandler implements DomainEventHandler {
    private final News news;

    /** Called by Declarative Services. */
    @Activate
    public BalNewsHandler(@Reference News news) {
        this.news = news;
    }

    @Override
    public String name() {
        return "ui.bal-news";
    }

    @Override
    public Set<String> types() {
        return Set.of("bal.created", "bal.changed", "bal.closed");
    }

    @Override
    public void handle(StoredEvent event) {
        news.publish(News.Kind.BALS);
    }
}
