package fr.vaguemestre.api.webmail;

import fr.vaguemestre.api.access.Caller;
import fr.vaguemestre.api.paging.Page;
import fr.vaguemestre.api.paging.PageRequest;
import fr.vaguemestre.api.problem.Conflict;
import fr.vaguemestre.api.problem.Invalid;
import fr.vaguemestre.api.problem.NotFound;
import fr.vaguemestre.api.problem.TooMany;
import fr.vaguemestre.api.problem.Unavailable;
import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Reads and writes in one mailbox on behalf of one of its people, with a token that opens nothing else: administrators
 * read nobody's mail. Every method throws
 *
 * <ul>
 *   <li>{@link NotFound} {@code webmail.mailbox-unknown} unless the address is one of {@link Caller#mailboxes()} and
 *       the account may still open it,
 *   <li>{@link Unavailable} {@code webmail.unavailable} while the mail servers do not answer; nothing was changed
 *       unless said otherwise.
 * </ul>
 */
@ProviderType
public interface WebmailService {
    /** The folders: those with a {@link MailFolder#use()} first, then by name. */
    List<MailFolder> folders(Caller caller, String address);

    /**
     * Messages of a folder, newest first. Sorts: {@code date} (when it came into the folder), {@code from}, {@code to},
     * {@code subject}, {@code size}, each with {@code -} for descending; the query is looked for in headers and text.
     *
     * @throws NotFound {@code webmail.folder-unknown}
     * @throws Invalid {@code webmail.sort} if it cannot be sorted so
     */
    Page<MessageSummary> list(Caller caller, String address, MessageQuery query, PageRequest page);

    /**
     * Opens a message; does not mark it as read.
     *
     * @throws NotFound {@code webmail.message-unknown}
     */
    MailMessage read(Caller caller, String address, String id);

    /**
     * The message as it came, byte by byte ({@code message/rfc822}).
     *
     * @throws NotFound {@code webmail.message-unknown}
     */
    MailContent raw(Caller caller, String address, String id);

    /**
     * An attachment, decoded.
     *
     * @param part as {@link Attachment#part()} tells
     * @throws NotFound {@code webmail.message-unknown} or {@code webmail.attachment-unknown}
     */
    MailContent attachment(Caller caller, String address, String id, String part);

    /**
     * Marks or moves a message.
     *
     * @return the message as it is then, under the same id
     * @throws NotFound {@code webmail.message-unknown} or {@code webmail.folder-unknown}
     */
    MessageSummary change(Caller caller, String address, String id, MessageChange change);

    /**
     * Moves a message to the trash; one that is there, or a draft, is removed for good.
     *
     * @throws NotFound {@code webmail.message-unknown}
     */
    void delete(Caller caller, String address, String id);

    /**
     * Sends a message and keeps a copy in the folder for sent mail. Returns once our mail server has taken it.
     *
     * @throws Invalid {@code webmail.invalid} with the refused fields: no recipient, a malformed address, a recipient
     *     that cannot be reached, attachments too large. Nothing was sent then, to nobody
     * @throws NotFound {@code webmail.message-unknown} for what it answers, or its draft
     * @throws Conflict {@code webmail.outcome-unknown} if our mail server was lost after the whole message was handed
     *     over: it may have been taken, so it is not to be sent again without a look at the trace
     * @throws TooMany {@code webmail.rate-exceeded} if the mailbox wrote to more recipients within an hour than it may
     * @throws Unavailable {@code webmail.large-waiting} if others with large attachments were in front for too long
     */
    SentMessage send(Caller caller, String address, NewMessage message);

    /**
     * Keeps a message that is being written; {@link NewMessage#draft()} names the one that it replaces.
     *
     * @return the draft as kept; a new id, for the text is another
     * @throws Invalid {@code webmail.invalid} as in {@link #send}, but it may have no recipient yet
     * @throws Conflict {@code webmail.quota} if the mailbox is full
     */
    MessageSummary saveDraft(Caller caller, String address, NewMessage message);
}
