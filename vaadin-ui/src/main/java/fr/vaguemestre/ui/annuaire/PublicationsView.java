package fr.vaguemestre.ui.annuaire;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.icon.VaadinIcon;
import fr.vaguemestre.api.access.Caller;
import fr.vaguemestre.api.access.Role;
import fr.vaguemestre.console.spi.ConsoleContext;
import fr.vaguemestre.console.spi.ConsoleView;
import fr.vaguemestre.ui.registry.News;
import fr.vaguemestre.ui.registry.Services;
import fr.vaguemestre.ui.text.Texts;
import java.util.Locale;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Reference;

/** What became of the publications, for administrators. */
@org.osgi.service.component.annotations.Component(property = "service.ranking:Integer=890")
public final class PublicationsView implements ConsoleView {
    private final Services services;
    private final News news;

    /** Called by Declarative Services. */
    @Activate
    public PublicationsView(@Reference Services services, @Reference News news) {
        this.services = services;
        this.news = news;
    }

    @Override
    public String id() {
        return "publications";
    }

    @Override
    public String label(Locale locale) {
        return Texts.of(locale, "publication.title");
    }

    @Override
    public VaadinIcon icon() {
        return VaadinIcon.UPLOAD;
    }

    @Override
    public boolean isFor(Caller caller) {
        return caller.is(Role.SUPER_ADMIN) || caller.is(Role.DOMAIN_ADMIN);
    }

    @Override
    public Component create(ConsoleContext context) {
        return PublicationsPage.of(context, services, news);
    }
}
