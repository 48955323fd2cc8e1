package fr.vaguemestre.ui.bal;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.icon.VaadinIcon;
import fr.vaguemestre.api.access.Caller;
import fr.vaguemestre.console.spi.ConsoleContext;
import fr.vaguemestre.console.spi.ConsoleView;
import fr.vaguemestre.console.spi.Level;
import fr.vaguemestre.ui.registry.News;
import fr.vaguemestre.ui.registry.Services;
import fr.vaguemestre.ui.shell.PageView;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Reference;

/** The mailboxes page, offered to the console as vendors offer theirs. */
@org.osgi.service.component.annotations.Component(
        service = ConsoleView.class,
        property = "service.ranking:Integer=1000")
public final class BalsView extends PageView {
    private final Services services;
    private final News news;

    /** Called by Declarative Services. */
    @Activate
    public BalsView(@Reference Services services, @Reference News news) {
        super("bal", "bal.title", VaadinIcon.ENVELOPE, Level.DOMAIN);
        this.services = services;
        this.news = news;
    }

    /** Whoever administers nothing has its own mailboxes here. */
    @Override
    public boolean isFor(Caller caller) {
        return true;
    }

    @Override
    public Component create(ConsoleContext context) {
        return BalsPage.of(context, services, news);
    }
}
