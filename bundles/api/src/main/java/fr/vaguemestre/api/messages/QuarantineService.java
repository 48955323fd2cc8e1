package fr.vaguemestre.api.messages;

import fr.vaguemestre.api.access.Caller;
import fr.vaguemestre.api.paging.Page;
import fr.vaguemestre.api.paging.PageRequest;
import fr.vaguemestre.api.problem.Forbidden;
import fr.vaguemestre.api.problem.NotFound;
import org.osgi.annotation.versioning.ProviderType;

/**
 * What is held because of malware or spam, as far as the caller may see it. To decide about it takes the role {@code quarantine}
 * beside that of an administrator.
 */
@ProviderType
public interface QuarantineService {
    /**
     * Messages from or to domains that the caller administers, oldest first; of a message from elsewhere only its own
     * recipients. All for a super administrator.
     */
    Page<HeldMessage> list(Caller caller, PageRequest page);

    /**
     * Lets a message go to all its recipients.
     *
     * @return the message as it was held
     * @throws NotFound {@code messages.held-unknown} if none that the caller may see has that id
     * @throws Forbidden {@code messages.held-shared} if it goes to mailboxes of other structures too
     */
    HeldMessage release(Caller caller, String id);

    /**
     * Removes a message for ever; its sender is not told.
     *
     * @return the message as it was held
     * @throws NotFound {@code messages.held-unknown} if none that the caller may see has that id
     * @throws Forbidden {@code messages.held-shared} if it goes to mailboxes of other structures too
     */
    HeldMessage delete(Caller caller, String id);
}
