package fr.vaguemestre.ui.shell;

import com.vaadin.flow.component.icon.VaadinIcon;
import fr.vaguemestre.api.access.Caller;
import fr.vaguemestre.console.spi.ConsoleView;
import fr.vaguemestre.console.spi.Level;
import fr.vaguemestre.ui.text.Texts;
import java.util.Locale;

/** A page of ours: for whoever reaches its level, with its name from the texts. */
public abstract class PageView implements ConsoleView {
    private final String id;
    private final String label;
    private final VaadinIcon icon;
    private final Level level;

    /**
     * A page of that address.
     *
     * @param label key of its name
     * @param level of the menu; who does not reach it is not offered the page
     */
    protected PageView(String id, String label, VaadinIcon icon, Level level) {
        this.id = id;
        this.label = label;
        this.icon = icon;
        this.level = level;
    }

    @Override
    public final String id() {
        return id;
    }

    @Override
    public final String label(Locale locale) {
        return Texts.of(locale, label);
    }

    @Override
    public final VaadinIcon icon() {
        return icon;
    }

    @Override
    public final Level level() {
        return level;
    }

    @Override
    public boolean isFor(Caller caller) {
        return Level.of(caller).compareTo(level) >= 0;
    }
}
