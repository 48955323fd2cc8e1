package fr.vaguemestre.ui.indicators;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.icon.VaadinIcon;
import fr.vaguemestre.api.access.Caller;
import fr.vaguemestre.api.access.Role;
import fr.vaguemestre.api.indicators.IndicatorService;
import fr.vaguemestre.api.problem.Unavailable;
import fr.vaguemestre.console.spi.ConsoleContext;
import fr.vaguemestre.console.spi.ConsoleView;
import fr.vaguemestre.ui.text.Texts;
import java.util.List;
import java.util.Locale;
import org.osgi.service.component.annotations.Reference;

/** The figures page, for administrators. */
@org.osgi.service.component.annotations.Component(property = "service.ranking:Integer=160")
public final class IndicatorsView implements ConsoleView {
    @Reference
    private volatile List<IndicatorService> services = List.of();

    @Override
    public String id() {
        return "indicators";
    }

    @Override
    public String label(Locale locale) {
        return Texts.of(locale, "indicators.title");
    }

    @Override
    public VaadinIcon icon() {
        return VaadinIcon.BAR_CHART;
    }

    @Override
    public boolean isFor(Caller caller) {
        return caller.is(Role.SUPER_ADMIN) || caller.is(Role.DOMAIN_ADMIN);
    }

    @Override
    public Component create(ConsoleContext context) {
        return new IndicatorsPage(context, this::figures);
    }

    private IndicatorService figures() {
        return services.stream()
                .findFirst()
                .orElseThrow(() -> new Unavailable("ui.indicators-away", "that part is not running at the moment"));
    }
}
