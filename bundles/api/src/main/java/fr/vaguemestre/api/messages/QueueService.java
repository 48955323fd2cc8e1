package fr.vaguemestre.api.messages;

import fr.vaguemestre.api.access.Caller;
import fr.vaguemestre.api.paging.Page;
import fr.vaguemestre.api.paging.PageRequest;
import fr.vaguemestre.api.problem.NotFound;
import org.osgi.annotation.versioning.ProviderType;

/** What waits in the mail server's queue, as far as the caller may see it. */
@ProviderType
public interface QueueService {
    /**
     * Messages from or to domains that the caller administers, oldest first; of a message from elsewhere only its own
     * recipients. All for a super administrator.
     */
    Page<QueuedMessage> list(Caller caller, PageRequest page);

    /**
     * Tries to deliver a message now.
     *
     * @return the message as it waited
     * @throws NotFound {@code messages.queue-unknown} if none that the caller may see has that id
     */
    QueuedMessage retry(Caller caller, String id);
}
