package fr.vaguemestre.ui.webmail;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.icon.VaadinIcon;
import fr.vaguemestre.api.access.Caller;
import fr.vaguemestre.console.spi.ConsoleContext;
import fr.vaguemestre.console.spi.ConsoleView;
import fr.vaguemestre.console.spi.Level;
import fr.vaguemestre.ui.registry.News;
import fr.vaguemestre.ui.registry.Services;
import fr.vaguemestre.ui.text.Texts;
import java.util.Locale;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Reference;

/**
 * The mail page, for whoever has a mailbox: the first page that such a person sees. It is offered while the service is
 * there; one that is open stays open while the service is replaced, for something may be half written in it.
 */
@org.osgi.service.component.annotations.Component(property = "service.ranking:Integer=2000")
public final class WebmailView implements ConsoleView {
    private final Services services;
    private final News news;

    /** Called by Declarative Services. */
    @Activate
    public WebmailView(@Reference Services services, @Reference News news) {
        this.services = services;
        this.news = news;
    }

    @Override
    public String id() {
        return "mail";
    }

    @Override
    public String label(Locale locale) {
        return Texts.of(locale, "mail.title");
    }

    @Override
    public VaadinIcon icon() {
        return VaadinIcon.INBOX;
    }

    @Override
    public Level level() {
        return Level.ME;
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
