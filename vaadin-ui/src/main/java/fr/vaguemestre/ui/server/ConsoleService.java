package fr.vaguemestre.ui.server;

import com.vaadin.flow.di.Instantiator;
import com.vaadin.flow.function.DeploymentConfiguration;
import com.vaadin.flow.server.CustomizedSystemMessages;
import com.vaadin.flow.server.ServiceException;
import com.vaadin.flow.server.SystemMessages;
import com.vaadin.flow.server.VaadinServlet;
import com.vaadin.flow.server.VaadinServletService;
import com.vaadin.flow.server.VaadinSession;
import fr.vaguemestre.ui.access.ConsoleSession;
import fr.vaguemestre.ui.shell.Failures;
import fr.vaguemestre.ui.text.Language;
import fr.vaguemestre.ui.text.Texts;
import java.util.Locale;

/** How browser sessions of the console begin and end. */
final class ConsoleService extends VaadinServletService {
    private final Parts parts;

    ConsoleService(VaadinServlet servlet, DeploymentConfiguration configuration, Parts parts) {
        super(servlet, configuration);
        this.parts = parts;
    }

    @Override
    public void init() throws ServiceException {
        super.init();
        setSystemMessagesProvider(info -> messages(info.getLocale()));
        addSessionInitListener(event -> {
            VaadinSession session = event.getSession();
            session.setLocale(Language.of(event.getRequest()));
            session.setErrorHandler(new Failures());
        });
        addSessionDestroyListener(event -> {
            ConsoleSession session = event.getSession().getAttribute(ConsoleSession.class);
            if (session != null) {
                session.signOut();
            }
        });
    }

    @Override
    protected Instantiator createInstantiator() {
        return new ConsoleInstantiator(this, parts);
    }

    /** A page whose session is gone starts anew, which shows the sign-in page; a lost server is told in words. */
    private static SystemMessages messages(Locale asked) {
        Locale locale = Texts.offered(asked == null ? Locale.FRENCH : asked);
        var messages = new CustomizedSystemMessages();
        messages.setSessionExpiredNotificationEnabled(false);
        messages.setInternalErrorCaption(Texts.of(locale, "failure.title"));
        messages.setInternalErrorMessage(Texts.of(locale, "failure.reload"));
        messages.setCookiesDisabledNotificationEnabled(true);
        messages.setCookiesDisabledCaption(Texts.of(locale, "failure.cookies.title"));
        messages.setCookiesDisabledMessage(Texts.of(locale, "failure.cookies"));
        return messages;
    }
}
