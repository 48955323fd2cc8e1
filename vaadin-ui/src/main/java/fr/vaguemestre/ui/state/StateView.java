package fr.vaguemestre.ui.state;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.icon.VaadinIcon;
import fr.vaguemestre.api.access.Caller;
import fr.vaguemestre.api.access.Role;
import fr.vaguemestre.console.spi.ConsoleContext;
import fr.vaguemestre.console.spi.ConsoleView;
import fr.vaguemestre.console.spi.Level;
import fr.vaguemestre.ui.registry.News;
import fr.vaguemestre.ui.registry.Services;
import fr.vaguemestre.ui.text.Texts;
import java.util.Locale;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Reference;

/** The state page, for the operator's administrators. */
@org.osgi.service.component.annotations.Component(property = "service.ranking:Integer=100")
public final class StateView implements ConsoleView {
    private final Services services;
    private final News news;

    /** Called by Declarative Services. */
    @Activate
    public StateView(@Reference Services services, @Reference News news) {
        this.services = services;
        this.news = news;
    }

    @Override
    public String id() {
        return "state";
    }

    @Override
    public String label(Locale locale) {
        return Texts.of(locale, "state.title");
    }

    @Override
    public VaadinIcon icon() {
        return VaadinIcon.DOCTOR;
    }

    @Override
    public Level level() {
        return Level.PLATFORM;
    }

    @Override
    public boolean isFor(Caller caller) {
        return caller.is(Role.SUPER_ADMIN);
    }

    @Override
    public Component create(ConsoleContext context) {
        return new StatePage(context, services, news);
    }
}
