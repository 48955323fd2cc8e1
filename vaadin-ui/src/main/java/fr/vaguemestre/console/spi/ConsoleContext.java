package fr.vaguemestre.console.spi;

import fr.vaguemestre.api.access.Caller;
import fr.vaguemestre.api.problem.Unauthenticated;
import fr.vaguemestre.api.problem.Unavailable;
import java.util.Locale;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.osgi.annotation.versioning.ProviderType;

/** What the console tells a page about the person in front of it. */
@ProviderType
public interface ConsoleContext {
    /**
     * The person, proved anew and with a new correlation id: ask once for each act.
     *
     * @throws Unauthenticated if the session ended; left uncaught, the console shows its sign-in page
     * @throws Unavailable if nobody can tell at the moment
     */
    Caller caller();

    /** The language that the person reads. */
    Locale locale();

    /** What stands behind the question mark of the page's address, one value for each name. */
    Map<String, String> query();

    /** Puts that behind the question mark, so that the address, kept or handed on, opens the page as it is now. */
    void remember(Map<String, String> query);

    /**
     * Lets the console ask before the person leaves the page by its menu or signs out.
     *
     * @param unsaved asked then: whether something was filled in that would be lost
     */
    void guard(BooleanSupplier unsaved);
}
