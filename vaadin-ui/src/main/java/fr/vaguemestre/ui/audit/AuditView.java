package fr.vaguemestre.ui.audit;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.icon.VaadinIcon;
import fr.vaguemestre.console.spi.ConsoleContext;
import fr.vaguemestre.console.spi.ConsoleView;
import fr.vaguemestre.console.spi.Level;
import fr.vaguemestre.ui.registry.News;
import fr.vaguemestre.ui.registry.Services;
import fr.vaguemestre.ui.shell.PageView;
import java.time.Clock;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Reference;

/** The audit page, for administrators. */
@org.osgi.service.component.annotations.Component(service = ConsoleView.class, property = "service.ranking:Integer=150")
public final class AuditView extends PageView {
    private final Services services;
    private final News news;
    private final Clock clock;

    /** Called by Declarative Services. */
    @Activate
    public AuditView(@Reference Services services, @Reference News news, @Reference Clock clock) {
        super("audit", "audit.title", VaadinIcon.BOOK, Level.DOMAIN);
        this.services = services;
        this.news = news;
        this.clock = clock;
    }

    @Override
    public Component create(ConsoleContext context) {
        return AuditPage.of(context, services::audit, news, clock);
    }
}
