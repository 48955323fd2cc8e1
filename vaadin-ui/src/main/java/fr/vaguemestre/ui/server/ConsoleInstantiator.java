package fr.vaguemestre.ui.server;

import com.vaadin.flow.di.DefaultInstantiator;
import com.vaadin.flow.i18n.I18NProvider;
import com.vaadin.flow.server.VaadinService;
import com.vaadin.flow.server.VaadinSession;
import com.vaadin.flow.server.communication.IndexHtmlRequestListener;
import fr.vaguemestre.ui.access.ConsoleSession;
import fr.vaguemestre.ui.access.SignInView;
import fr.vaguemestre.ui.shell.Frame;
import fr.vaguemestre.ui.shell.Look;
import fr.vaguemestre.ui.shell.PageHost;
import fr.vaguemestre.ui.text.Language;
import fr.vaguemestre.ui.text.Texts;
import java.util.List;
import java.util.stream.Stream;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/** Makes the console's routes with what they need, in plain sight. */
final class ConsoleInstantiator extends DefaultInstantiator {
    /** What keeps the keyboard where the person is; there before any page, to know where it was. */
    private static final String KEYBOARD = "ui/keyboard.js";

    private final Parts parts;
    private final Texts texts = new Texts();
    private final List<String> scripts = FirstScripts.addresses();

    ConsoleInstantiator(VaadinService service, Parts parts) {
        super(service);
        this.parts = parts;
    }

    @Override
    public <T> T getOrCreate(Class<T> type) {
        if (type == SignInView.class) {
            return type.cast(new SignInView(session(), parts.services(), parts.news()));
        }
        if (type == Frame.class) {
            return type.cast(new Frame(session(), parts.views(), parts.news()));
        }
        if (type == PageHost.class) {
            return type.cast(new PageHost(session(), parts.views(), parts.news()));
        }
        return super.getOrCreate(type);
    }

    @Override
    public I18NProvider getI18NProvider() {
        return texts;
    }

    @Override
    public Stream<IndexHtmlRequestListener> getIndexHtmlRequestListeners(Stream<IndexHtmlRequestListener> others) {
        return Stream.concat(others, Stream.of(page -> {
            Document document = page.getDocument();
            document.getElementsByTag("html")
                    .attr("lang", Language.of(page.getVaadinRequest()).getLanguage())
                    .attr(Look.ATTRIBUTE, Look.of(page.getVaadinRequest()).word());
            Element head = document.head();
            scripts.forEach(script -> head.appendElement("link")
                    .attr("rel", "modulepreload")
                    .attr("crossorigin", true)
                    .attr("href", script));
            head.appendElement("script").attr("src", KEYBOARD).attr("defer", true);
        }));
    }

    private ConsoleSession session() {
        return ConsoleSession.of(VaadinSession.getCurrent(), parts.services());
    }
}
