package fr.vaguemestre.ui.bal;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.icon.VaadinIcon;
import fr.vaguemestre.console.spi.ConsoleContext;
import fr.vaguemestre.console.spi.ConsoleView;
import fr.vaguemestre.ui.registry.News;
import fr.vaguemestre.ui.registry.Services;
import fr.vaguemestre.ui.text.Texts;
import java.util.Locale;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Reference;

/** The mailboxes page, offered to the console as vendors offer theirs. */
@org.osgi.service.component.annotations.Component(property = "service.ranking:Integer=1000")
public final class BalsView implements ConsoleView {
    private final Services services;
    private final News news;

    /** Called by Declarative Services. */
    @Activate
    public BalsView(@Reference Services services, @Reference News news) {
        this.services = services;
        this.news = news;
    }

    @Override
    public String id() {
        return "bal";
    }

    @Override
    public String label(Locale locale) {
        return Texts.of(locale, "bal.title");
    }

    @Override
    public VaadinIcon icon() {
        return VaadinIcon.ENVELOPE;
    }

    @Override
    public Component create(ConsoleContext context) {
        return BalsPage.of(context, services, news);
    }
}
