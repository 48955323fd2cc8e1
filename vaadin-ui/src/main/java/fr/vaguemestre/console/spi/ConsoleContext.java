package fr.vaguemestre.console.spi;

import fr.vaguemestre.api.access.Caller;
import fr.vaguemestre.api.problem.Unauthenticated;
import fr.vaguemestre.api.problem.Unavailable;
import java.util.Locale;
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
}
