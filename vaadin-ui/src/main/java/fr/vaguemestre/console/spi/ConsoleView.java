package fr.vaguemestre.console.spi;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.icon.VaadinIcon;
import fr.vaguemestre.api.access.Caller;
import java.util.Locale;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * A page of the console and its menu entry. Register it as a service: it appears in open browsers within seconds and leaves
 * them when the service goes. Entries are ordered by service ranking, highest first.
 */
@ConsumerType
public interface ConsoleView {
    /** Stable name, lower-case letters, digits and hyphens; the page's address is {@code /console/<id>}. */
    String id();

    /** The name in the menu and heading of the browser's window, in that language (French or English). */
    String label(Locale locale);

    /** A new page for one browser window; only components that are part of the console's front end may be used. */
    Component create(ConsoleContext context);

    /** The sign beside the menu entry. */
    default VaadinIcon icon() {
        return VaadinIcon.PUZZLE_PIECE;
    }

    /** The group of the menu that it stands in; with whoever does not reach that level, in the group of their widest one. */
    default Level level() {
        return Level.DOMAIN;
    }

    /** Whether that person has use for the page; what it may do there is decided by the services that the page calls. */
    default boolean isFor(Caller caller) {
        return true;
    }
}
