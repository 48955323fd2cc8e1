package fr.vaguemestre.api.messages;

import fr.vaguemestre.api.problem.Unavailable;
import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/** The messages that the mail server holds, for whoever knows which of them a caller may see and decide about. */
@ConsumerType
public interface HeldMail {
    /**
     * All that is held, oldest first.
     *
     * @throws Unavailable {@code messages.queue-unavailable} if the mail server cannot be asked
     */
    List<HeldMessage> all();

    /**
     * Lets a message go to all its recipients, at once.
     *
     * @throws Unavailable {@code messages.queue-unavailable} if the mail server cannot be asked
     */
    void release(HeldMessage message);

    /**
     * Removes a message for ever; nobody is told.
     *
     * @throws Unavailable {@code messages.queue-unavailable} if the mail server cannot be asked
     */
    void delete(HeldMessage message);
}
