package fr.vaguemestre.ui.igc;

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

/** The authorities that are trusted. */
@org.osgi.service.component.annotations.Component(service = ConsoleView.class, property = "service.ranking:Integer=450")
public final class AuthoritiesView extends PageView {
    private final Services services;
    private final News news;

    /** Called by Declarative Services. */
    @Activate
    public AuthoritiesView(@Reference Services services, @Reference News news) {
        super("authorities", "authority.title", VaadinIcon.INSTITUTION, Level.PLATFORM);
        this.services = services;
        this.news = news;
    }

    @Override
    public Component create(ConsoleContext context) {
        return AuthoritiesPage.of(context, services, news);
    }
}
