package fr.vaguemestre.api.annuaire;

import fr.vaguemestre.api.access.Caller;
import fr.vaguemestre.api.paging.PageRequest;
import fr.vaguemestre.api.problem.Forbidden;
import fr.vaguemestre.api.problem.Invalid;
import org.osgi.annotation.versioning.ProviderType;

/** Finds professionals and services of the trust space in what is kept here, so also while the directory is away. */
@ProviderType
public interface DirectoryService {
    /** The most that one search finds; who has more should give more words. */
    int MOST = 200;

    /**
     * Searches; open to everybody that signed in.
     *
     * @param page its limit and cursor count, the rest does not
     * @throws Invalid {@code annuaire.query} if nothing is asked for, or no word of it can be looked for
     */
    DirectoryAnswer search(Caller caller, DirectoryQuery query, PageRequest page);

    /** What is kept here of the national directory; open to everybody that signed in. */
    DirectoryCopy copy(Caller caller);

    /**
     * Has the extraction fetched and loaded now, behind this call; what is in use stays until the newer one is whole.
     *
     * @param force also one that is no newer, or that was held because too many lines had vanished from it
     * @return the copy as it is now
     * @throws Forbidden {@code access.role} if the caller is no super administrator
     */
    DirectoryCopy refresh(Caller caller, boolean force);
}
