package fr.vaguemestre.api.confiance;

import fr.vaguemestre.api.access.Caller;
import fr.vaguemestre.api.confiance.WhiteListChange.Kind;
import fr.vaguemestre.api.paging.Page;
import fr.vaguemestre.api.paging.PageRequest;
import fr.vaguemestre.api.problem.Conflict;
import fr.vaguemestre.api.problem.Forbidden;
import fr.vaguemestre.api.problem.NotFound;
import fr.vaguemestre.api.problem.Unavailable;
import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The life of the white list, for super administrators: what changed from one list to the next, which one waits for a person,
 * and how our own domains stand on it. Each act throws {@link Forbidden} {@code access.role} for everybody else.
 */
@ProviderType
public interface WhiteListService {
    /** The lists that were in force, the newest first, as far back as they are kept; the query finds digests and people. */
    Page<AcceptedWhiteList> history(Caller caller, PageRequest page);

    /**
     * One of them.
     *
     * @throws NotFound {@code confiance.list-unknown} if there is none of that id, or not any more
     */
    AcceptedWhiteList accepted(Caller caller, String id);

    /**
     * What one of them changed, by domain; the query finds parts of domains and of DN.
     *
     * @param kind only changes of that kind; empty for all
     * @throws NotFound {@code confiance.list-unknown} if there is none of that id, or not any more
     */
    Page<WhiteListChange> changes(Caller caller, String id, Optional<Kind> kind, PageRequest page);

    /** The list that is held, if one is; still told after it was refused, until the next different list. */
    Optional<HeldWhiteList> held(Caller caller);

    /**
     * What would change if the held list were taken, as {@link #changes}; empty where none is held.
     *
     * @param kind only changes of that kind; empty for all
     */
    Page<WhiteListChange> heldChanges(Caller caller, Optional<Kind> kind, PageRequest page);

    /**
     * Puts the held list in force, after every other check once more.
     *
     * @param digest of the list that the person looked at
     * @throws NotFound {@code confiance.none-held} if none is held any more
     * @throws Conflict {@code confiance.held-other} if another list is held by now
     * @throws Unavailable {@code confiance.list-refused} if it fails another check by now; the old list stays
     */
    WhiteListStatus accept(Caller caller, String digest);

    /**
     * Keeps the list in force; the held one is not asked about again, until a different one comes.
     *
     * @param digest of the list that the person looked at
     * @throws NotFound {@code confiance.none-held} if none is held any more
     * @throws Conflict {@code confiance.held-other} if another list is held by now
     */
    HeldWhiteList refuse(Caller caller, String digest);

    /** How each domain of our structures stands on the list in force; those with trouble in front, then by name. */
    List<OwnListing> own(Caller caller);
}
