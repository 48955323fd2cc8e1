package fr.vaguemestre.api.annuaire;

import fr.vaguemestre.api.access.Caller;
import fr.vaguemestre.api.bal.Publication;
import fr.vaguemestre.api.paging.Page;
import fr.vaguemestre.api.paging.PageRequest;
import fr.vaguemestre.api.problem.Conflict;
import fr.vaguemestre.api.problem.NotFound;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/** Publications of mailboxes to the national directory, for administrators of their domains. */
@ProviderType
public interface PublicationService {
    /**
     * Publications of the domains that the caller administers, newest state first.
     *
     * @param state empty for all
     */
    Page<DirectoryPublication> list(Caller caller, Optional<Publication.State> state, PageRequest page);

    /**
     * One publication with its report lines.
     *
     * @throws NotFound {@code annuaire.publication-unknown} if there is none that the caller may see
     */
    DirectoryPublication get(Caller caller, String id);

    /**
     * Tries again at once, with the mailbox as it is now.
     *
     * @throws NotFound as {@link #get}
     * @throws Conflict {@code annuaire.nothing-to-retry} if the directory holds what is wanted, or a report is awaited
     */
    DirectoryPublication retry(Caller caller, String id);
}
