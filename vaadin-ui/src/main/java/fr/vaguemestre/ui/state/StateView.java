package fr.vaguemestre.ui.state;

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

/** The state page, for the operator's administrators. */
@org.osgi.service.component.annotations.Component(service = ConsoleView.class, property = "service.ranking:Integer=100")
public final class StateView extends PageView {
    private final Services services;
    private final News news;

    /** Called by Declarative Services. */
    @Activate
    public StateView(@Reference Services services, @Reference News news) {
        super("state", "state.title", VaadinIcon.DOCTOR, Level.PLATFORM);
        this.services = services;
        this.news = news;
    }

    @Override
    public Component create(ConsoleContext context) {
        return new StatePage(context, services, news);
    }
}
