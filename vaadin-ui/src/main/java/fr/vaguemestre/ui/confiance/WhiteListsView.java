package fr.vaguemestre.ui.confiance;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.icon.VaadinIcon;
import fr.vaguemestre.console.spi.ConsoleContext;
import fr.vaguemestre.console.spi.ConsoleView;
import fr.vaguemestre.console.spi.Level;
import fr.vaguemestre.ui.registry.News;
import fr.vaguemestre.ui.registry.Services;
import fr.vaguemestre.ui.shell.PageView;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Reference;

/** The white lists that were in force, and what each changed. */
@org.osgi.service.component.annotations.Component(service = ConsoleView.class, property = "service.ranking:Integer=490")
public final class WhiteListsView extends PageView {
    private final Services services;
    private final News news;

    /** Called by Declarative Services. */
    @Activate
    public WhiteListsView(@Reference Services services, @Reference News news) {
        super("whitelists", "whitelist.title", VaadinIcon.CLIPBOARD_CHECK, Level.PLATFORM);
        this.services = services;
        this.news = news;
    }

    @Override
    public Component create(ConsoleContext context) {
        return WhiteListsPage.of(context, services, news);
    }
}
