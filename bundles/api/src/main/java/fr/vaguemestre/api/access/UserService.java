package fr.vaguemestre.api.access;

import fr.vaguemestre.api.paging.Page;
import fr.vaguemestre.api.paging.PageRequest;
import fr.vaguemestre.api.problem.Conflict;
import fr.vaguemestre.api.problem.Forbidden;
import fr.vaguemestre.api.problem.Invalid;
import fr.vaguemestre.api.problem.NotFound;
import org.osgi.annotation.versioning.ProviderType;

/** The accounts. A domain administrator sees and changes those of its own domains only. */
@ProviderType
public interface UserService {
    /** The accounts that the caller may see. */
    Page<User> list(Caller caller, PageRequest page);

    /**
     * One account.
     *
     * @throws NotFound {@code access.user-unknown} if there is none that the caller may see
     */
    User get(Caller caller, String id);

    /**
     * Makes an account.
     *
     * @throws Invalid {@code access.user-invalid} with the refused fields
     * @throws Conflict {@code access.username-taken}, or {@code access.mailbox-has-login}
     * @throws Forbidden {@code access.role} if the caller gives more than it has
     */
    User create(Caller caller, NewUser wanted);

    /** Changes an account; throws as {@link #get} and {@link #create}. A new password or less rights end its sessions. */
    User change(Caller caller, String id, UserChange change);

    /** Removes an account and ends its sessions; its audit trail stays. Throws as {@link #get}. */
    void delete(Caller caller, String id);
}
