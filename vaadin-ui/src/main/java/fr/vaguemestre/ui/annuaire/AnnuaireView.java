package fr.vaguemestre.ui.annuaire;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.icon.VaadinIcon;
import fr.vaguemestre.console.spi.ConsoleContext;
import fr.vaguemestre.console.spi.ConsoleView;
import fr.vaguemestre.console.spi.Level;
import fr.vaguemestre.ui.registry.News;
import fr.vaguemestre.ui.registry.Services;
import fr.vaguemestre.ui.text.Texts;
import java.util.Locale;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Reference;

/** The search in the directory, for everybody. */
@org.osgi.service.component.annotations.Component(property = "service.ranking:Integer=900")
public final class AnnuaireView implements ConsoleView {
    private final Services services;
    private final News news;

    /** Called by Declarative Services. */
    @Activate
    public AnnuaireView(@Reference Services services, @Reference News news) {
        this.services = services;
        this.news = news;
    }

    @Override
    public String id() {
        return "annuaire";
    }

    @Override
    public String label(Locale locale) {
        return Texts.of(locale, "annuaire.title");
    }

    @Override
    public VaadinIcon icon() {
        return VaadinIcon.BOOK;
    }

    @Override
    public Level level() {
        return Level.ME;
    }

    @Override
    public Component create(ConsoleContext context) {
        return AnnuairePage.of(context, services, news);
    }
}
