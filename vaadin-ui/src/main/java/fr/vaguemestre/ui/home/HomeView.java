package fr.vaguemestre.ui.home;

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

/** What waits for the person. */
@org.osgi.service.component.annotations.Component(
        service = ConsoleView.class,
        property = "service.ranking:Integer=1500")
public final class HomeView extends PageView {
    private final Services services;
    private final News news;

    /** Called by Declarative Services. */
    @Activate
    public HomeView(@Reference Services services, @Reference News news) {
        super("home", "home.title", VaadinIcon.HOME, Level.ME);
        this.services = services;
        this.news = news;
    }

    @Override
    public Component create(ConsoleContext context) {
        return new HomePage(context, services, news);
    }
}
