package fr.vaguemestre.api.messages;

import fr.vaguemestre.api.problem.Unavailable;
import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/** The queue of the mail server, for whoever knows which of it a caller may see. */
@ConsumerType
public interface MailQueue {
    /**
     * All that waits, oldest first.
     *
     * @throws Unavailable {@code messages.queue-unavailable} if the mail server cannot be asked
     */
    List<QueuedMessage> all();

    /**
     * Tries to deliver that message now, after looking anew at the operators of its recipients.
     *
     * @throws Unavailable {@code messages.queue-unavailable} if the mail server cannot be asked
     */
    void retry(QueuedMessage message);
}
