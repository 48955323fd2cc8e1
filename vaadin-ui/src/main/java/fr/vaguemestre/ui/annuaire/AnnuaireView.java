package fr.vaguemestre.ui.annuaire;

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

/** The search in the directory, for everybody. */
@org.osgi.service.component.annotations.Component(service = ConsoleView.class, property = "service.ranking:Integer=900")
public final class AnnuaireView extends PageView {
    private final Services services;
    private final News news;

    /** Called by Declarative Services. */
    @Activate
    public AnnuaireView(@Reference Services services, @Reference News news) {
        super("annuaire", "annuaire.title", VaadinIcon.BOOK, Level.ME);
        this.services = services;
        this.news = news;
    }

    @Override
    public Component create(ConsoleContext context) {
        return AnnuairePage.of(context, services, news);
    }
}
