package fr.vaguemestre.ui.webmail;

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

/**
 * The mail page, for whoever has a mailbox: the first page that such a person sees. It is offered while the service is
 * there; one that is open stays open while the service is replaced, for something may be half written in it.
 */
@org.osgi.service.component.annotations.Component(
        service = ConsoleView.class,
        property = "service.ranking:Integer=2000")
public final class WebmailView extends PageView {
    private final Services services;
    private final News news;

    /** Called by Declarative Services. */
    @Activate
    public WebmailView(@Reference Services services, @Reference News news) {
        super("mail", "mail.title", VaadinIcon.INBOX, Level.ME);
        this.services = services;
        this.news = news;
    }

    @Override
    public boolean isFor(Caller caller) {
        return !caller.mailboxes().isEmpty() && services.hasWebmail();
    }

    @Override
    public Component create(ConsoleContext context) {
        return new MailPage(context, services, news);
    }
}
