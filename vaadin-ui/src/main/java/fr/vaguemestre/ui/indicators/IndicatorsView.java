package fr.vaguemestre.ui.indicators;

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

/** The figures page, for administrators. */
@org.osgi.service.component.annotations.Component(service = ConsoleView.class, property = "service.ranking:Integer=160")
public final class IndicatorsView extends PageView {
    private final Services services;
    private final News news;

    /** Called by Declarative Services. */
    @Activate
    public IndicatorsView(@Reference Services services, @Reference News news) {
        super("indicators", "indicators.title", VaadinIcon.BAR_CHART, Level.DOMAIN);
        this.services = services;
        this.news = news;
    }

    @Override
    public Component create(ConsoleContext context) {
        return new IndicatorsPage(context, services::indicators, news);
    }
}
