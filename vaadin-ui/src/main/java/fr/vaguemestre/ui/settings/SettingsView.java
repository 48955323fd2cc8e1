package fr.vaguemestre.ui.settings;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.icon.VaadinIcon;
import fr.vaguemestre.console.spi.ConsoleContext;
import fr.vaguemestre.console.spi.ConsoleView;
import fr.vaguemestre.console.spi.Level;
import fr.vaguemestre.ui.shell.PageView;
import org.osgi.service.component.annotations.Activate;

/** What a person sets for itself. */
@org.osgi.service.component.annotations.Component(service = ConsoleView.class, property = "service.ranking:Integer=50")
public final class SettingsView extends PageView {
    /** Called by Declarative Services. */
    @Activate
    public SettingsView() {
        super("settings", "settings.title", VaadinIcon.COG, Level.ME);
    }

    @Override
    public Component create(ConsoleContext context) {
        return new SettingsPage(context);
    }
}
