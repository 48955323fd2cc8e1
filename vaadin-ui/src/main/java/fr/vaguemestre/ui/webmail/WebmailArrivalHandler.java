package fr.vaguemestre.ui.webmail;

import fr.vaguemestre.api.webmail.WebmailService;
import fr.vaguemestre.ui.registry.News;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Tells open windows that the mail service came, so that its page appears in them. */
@Component(service = WebmailArrivalHandler.class, immediate = true)
public final class WebmailArrivalHandler {
    /** Called by Declarative Services, each time when a service is there. */
    @Activate
    public WebmailArrivalHandler(@Reference WebmailService present, @Reference News news) {
        news.publish(News.Kind.VIEWS);
    }
}
