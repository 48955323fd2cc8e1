package fr.vaguemestre.ui.audit;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.icon.VaadinIcon;
import fr.vaguemestre.api.access.Caller;
import fr.vaguemestre.api.access.Role;
import fr.vaguemestre.api.audit.AuditService;
import fr.vaguemestre.api.problem.Unavailable;
import fr.vaguemestre.console.spi.ConsoleContext;
import fr.vaguemestre.console.spi.ConsoleView;
import fr.vaguemestre.ui.registry.News;
import fr.vaguemestre.ui.text.Texts;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Reference;

/** The audit page, for administrators. */
@org.osgi.service.component.annotations.Component(property = "service.ranking:Integer=150")
public final class AuditView implements ConsoleView {
    private final News news;
    private final Clock clock;

    @Reference
    private volatile List<AuditService> trails = List.of();

    /** Called by Declarative Services. */
    @Activate
    public AuditView(@Reference News news, @Reference Clock clock) {
        this.news = news;
        this.clock = clock;
    }

    @Override
    public String id() {
        return "audit";
    }

    @Override
    public String label(Locale locale) {
        return Texts.of(locale, "audit.title");
    }

    @Override
    public VaadinIcon icon() {
        return VaadinIcon.BOOK;
    }

    @Override
    public boolean isFor(Caller caller) {
        return caller.is(Role.SUPER_ADMIN) || caller.is(Role.DOMAIN_ADMIN);
    }

    @Override
    public Component create(ConsoleContext context) {
        return AuditPage.of(context, this::trail, news, clock);
    }

    private AuditService trail() {
        return trails.stream()
                .findFirst()
                .orElseThrow(() -> new Unavailable("ui.audit-away", "that part is not running at the moment"));
    }
}
