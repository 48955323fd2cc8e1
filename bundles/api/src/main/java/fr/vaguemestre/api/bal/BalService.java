package fr.vaguemestre.api.bal;

import fr.vaguemestre.api.access.Caller;
import fr.vaguemestre.api.paging.Page;
import fr.vaguemestre.api.paging.PageRequest;
import fr.vaguemestre.api.problem.Conflict;
import fr.vaguemestre.api.problem.Invalid;
import fr.vaguemestre.api.problem.NotFound;
import org.osgi.annotation.versioning.ProviderType;

/** Makes, reads, changes and closes mailboxes. */
@ProviderType
public interface BalService {
    /** The mailboxes of the domains that the caller administers, or for a user its own. Sorts: address, displayName, createdAt. */
    Page<Bal> list(Caller caller, BalFilter filter, PageRequest page);

    /**
     * One mailbox.
     *
     * @throws NotFound {@code bal.unknown} if there is none that the caller may see
     */
    Bal get(Caller caller, String address);

    /**
     * Makes a mailbox: when this returns it receives mail and can be opened.
     *
     * @throws Invalid {@code bal.invalid} with the refused fields
     * @throws NotFound {@code tenancy.domain-unknown} if the caller does not administer the domain
     * @throws Conflict {@code bal.address-taken}, also for ever after closing; {@code bal.quota-mailboxes} or {@code
     *     bal.quota-storage} if the domain's quota is used up
     */
    Bal create(Caller caller, NewBal wanted);

    /** Changes a mailbox; throws as {@link #get} and {@link #create}. */
    Bal change(Caller caller, String address, BalChange change);

    /** Closes a mailbox for good: mail is refused from then on, the mail kept for export and purge. Throws as {@link #get}. */
    Bal close(Caller caller, String address);
}
