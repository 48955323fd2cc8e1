package fr.vaguemestre.webmail;

import com.sun.mail.iap.CommandFailedException;
import com.sun.mail.iap.Literal;
import com.sun.mail.iap.ProtocolException;
import com.sun.mail.imap.AppendUID;
import fr.vaguemestre.api.access.Caller;
import fr.vaguemestre.api.access.MailTokenService;
import fr.vaguemestre.api.audit.AuditService;
import fr.vaguemestre.api.bal.BalService;
import fr.vaguemestre.api.paging.Page;
import fr.vaguemestre.api.paging.PageRequest;
import fr.vaguemestre.api.problem.NotFound;
import fr.vaguemestre.api.problem.Problem;
import fr.vaguemestre.api.problem.Unavailable;
import fr.vaguemestre.api.store.Act;
import fr.vaguemestre.api.webmail.MailAddress;
import fr.vaguemestre.api.webmail.MailContent;
import fr.vaguemestre.api.webmail.MailFolder;
import fr.vaguemestre.api.webmail.MailMessage;
import fr.vaguemestre.api.webmail.MessageChange;
import fr.vaguemestre.api.webmail.MessageFlag;
import fr.vaguemestre.api.webmail.MessageQuery;
import fr.vaguemestre.api.webmail.MessageSummary;
import fr.vaguemestre.api.webmail.NewMessage;
import fr.vaguemestre.api.webmail.SentMessage;
import fr.vaguemestre.api.webmail.WebmailService;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import javax.mail.Flags;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The mail of our own Dovecot, sent by our own Postfix, through the doors that every mail program uses. */
@Component(service = WebmailService.class, configurationPid = "fr.vaguemestre.webmail")
@Designate(ocd = WebmailConfig.class)
public final class DovecotWebmailService implements WebmailService {
    private static final Logger LOG = LoggerFactory.getLogger(DovecotWebmailService.class);

    private final Sessions sessions;
    private final Submission submission;
    private final Clock clock;
    private final long mostBytes;
    private final Place.Seen seen = new Place.Seen();
    private final FolderSizes sizes = new FolderSizes();
    private final Turns turns = new Turns(Turns.PATIENCE);
    private final Turns texts = new Turns(Turns.PATIENCE);

    @Reference
    private volatile List<BalService> mailboxes = List.of();

    @Reference
    private volatile List<AuditService> trails = List.of();

    /** Opens nothing yet. */
    @Activate
    public DovecotWebmailService(@Reference MailTokenService tokens, @Reference Clock clock, WebmailConfig config) {
        var servers = new Servers(config);
        this.sessions = new Sessions(tokens, servers, config);
        this.submission = new Submission(servers);
        this.clock = clock;
        this.mostBytes = Math.max(1, config.maxAttachmentBytes());
    }

    /** Closes all sessions. */
    @Deactivate
    public void close() {
        sessions.close();
    }

    @Override
    public List<MailFolder> folders(Caller caller, String address) {
        return in(caller, address, Folders::list);
    }

    @Override
    public Page<MessageSummary> list(Caller caller, String address, MessageQuery query, PageRequest page) {
        Page<MessageSummary> found =
                in(caller, address, imap -> new Listing(imap, query, page, sizes.of(own(caller, address))).read());
        found.items().forEach(message -> seen.in(own(caller, address), message.id(), message.folder()));
        return found;
    }

    @Override
    public MailMessage read(Caller caller, String address, String id) {
        return in(caller, address, imap -> reading(imap, address, id).message(texts));
    }

    @Override
    public MailContent raw(Caller caller, String address, String id) {
        return in(caller, address, imap -> reading(imap, address, id).raw());
    }

    @Override
    public MailContent attachment(Caller caller, String address, String id, String part) {
        return in(caller, address, imap -> reading(imap, address, id).attachment(part));
    }

    @Override
    public MessageSummary change(Caller caller, String address, String id, MessageChange change) {
        Optional<String> target = change.folder().map(Folders::named);
        audit(caller, "webmail.change", own(caller, address), words(id, change));
        return in(caller, address, imap -> {
            Place place = place(imap, address, id);
            store(imap, place, "+", change.add());
            store(imap, place, "-", change.remove());
            if (target.isPresent() && !target.get().equals(place.folder())) {
                move(imap, address, id, place, target.get());
                place = place(imap, address, id);
            }
            return new Reading(imap, place).summary();
        });
    }

    @Override
    public void delete(Caller caller, String address, String id) {
        audit(caller, "webmail.delete", own(caller, address), id);
        in(caller, address, imap -> {
            Place place = place(imap, address, id);
            if (Set.of(Folders.TRASH, Folders.DRAFTS).contains(place.folder())) {
                imap.remove(place.uid());
            } else {
                move(imap, address, id, place, Folders.TRASH);
            }
            return place;
        });
    }

    @Override
    public SentMessage send(Caller caller, String address, NewMessage message) {
        String own = own(caller, address);
        return turns.write(message, () -> sent(caller, own, message));
    }

    private SentMessage sent(Caller caller, String own, NewMessage message) {
        Checked checked = Checked.of(message, mostBytes, false);
        Reading.Reference answered = in(caller, own, imap -> answered(imap, own, message));
        String id = MessageId.of(caller, own, message.key());
        var composer = new Composer(author(caller, own), checked, answered, id, clock.instant());
        byte[] kept = composer.written(true);
        byte[] sent = message.bcc().isEmpty() ? kept : composer.written(false);
        List<String> recipients = Checked.recipients(message).toList();
        audit(caller, "webmail.send", own, id + ", " + recipients.size() + " recipients");
        String queueId = submission.send(own, sessions.token(caller, own), recipients, sent);
        keep(caller, own, message, answered, kept);
        return new SentMessage(id, queueId);
    }

    /** It is sent: whatever fails from here on must not look as if it were not. */
    private void keep(Caller caller, String address, NewMessage message, Reading.Reference answered, byte[] octets) {
        try {
            in(caller, address, imap -> append(imap, Folders.SENT, octets, new Flags(Flags.Flag.SEEN)));
            if (message.draft().isPresent()) {
                in(
                        caller,
                        address,
                        imap -> removed(imap, address, message.draft().get()));
            }
            if (message.answers().isPresent() || answered.messageId().isPresent()) {
                in(caller, address, imap -> {
                    Optional<Place> original = original(imap, address, message, answered);
                    if (original.isPresent()) {
                        store(imap, original.get(), "+", Set.of(MessageFlag.ANSWERED));
                    }
                    return original;
                });
            }
        } catch (Problem afterwards) {
            LOG.warn("a message of {} was sent, but not all was noted in its mailbox", address, afterwards);
        }
    }

    /** The message that was answered: it is named, or the draft told its Message-ID. */
    private Optional<Place> original(
            ImapConnection imap, String address, NewMessage message, Reading.Reference answered)
            throws ProtocolException {
        if (message.answers().isPresent()) {
            return Optional.of(place(imap, address, message.answers().get()));
        }
        return answered.messageId().isPresent()
                ? Place.ofMessageId(imap, answered.messageId().get())
                : Optional.empty();
    }

    @Override
    public MessageSummary saveDraft(Caller caller, String address, NewMessage message) {
        String own = own(caller, address);
        return turns.write(message, () -> drafted(caller, own, message));
    }

    private MessageSummary drafted(Caller caller, String own, NewMessage message) {
        Checked checked = Checked.of(message, mostBytes, true);
        return in(caller, own, imap -> {
            Reading.Reference answered = answered(imap, own, message);
            String id = MessageId.of(caller, own, Optional.empty());
            audit(caller, "webmail.draft", own, id);
            var composer = new Composer(author(caller, own), checked, answered, id, clock.instant());
            var flags = new Flags(Flags.Flag.DRAFT);
            flags.add(Flags.Flag.SEEN);
            AppendUID kept = append(imap, Folders.DRAFTS, composer.written(true), flags);
            if (message.draft().isPresent()) {
                removed(imap, own, message.draft().get());
            }
            imap.select(Folders.DRAFTS);
            MessageSummary summary = new Reading(imap, new Place(Folders.DRAFTS, kept.uid)).summary();
            seen.in(own, summary.id(), Folders.DRAFTS);
            return summary;
        });
    }

    private Reading.Reference answered(ImapConnection imap, String address, NewMessage message)
            throws ProtocolException {
        if (message.answers().isPresent()) {
            return reading(imap, address, message.answers().get()).reference();
        }
        return message.draft().isPresent()
                ? answeredByDraft(imap, address, message.draft().get())
                : Reading.Reference.NONE;
    }

    /** What the draft was begun to answer; nothing if it is gone. */
    private Reading.Reference answeredByDraft(ImapConnection imap, String address, String id) throws ProtocolException {
        seen.in(address, id, Folders.DRAFTS);
        try {
            Place place = place(imap, address, id);
            return place.folder().equals(Folders.DRAFTS)
                    ? new Reading(imap, place).answeredByDraft()
                    : Reading.Reference.NONE;
        } catch (NotFound gone) {
            return Reading.Reference.NONE;
        }
    }

    /** Removes a draft; one that is gone, or was sent, is no failure. */
    private boolean removed(ImapConnection imap, String address, String id) throws ProtocolException {
        imap.select(Folders.DRAFTS);
        seen.in(address, id, Folders.DRAFTS);
        try {
            Place place = place(imap, address, id);
            if (place.folder().equals(Folders.DRAFTS)) {
                imap.remove(place.uid());
                return true;
            }
        } catch (NotFound gone) {
            return false;
        }
        return false;
    }

    private static AppendUID append(ImapConnection imap, String folder, byte[] octets, Flags flags)
            throws ProtocolException {
        return imap.appenduid(folder, flags, null, new Literal() {
            @Override
            public int size() {
                return octets.length;
            }

            @Override
            public void writeTo(java.io.OutputStream out) throws java.io.IOException {
                out.write(octets);
            }
        });
    }

    private static void store(ImapConnection imap, Place place, String sign, Set<MessageFlag> flags)
            throws ProtocolException {
        if (!flags.isEmpty()) {
            imap.run("UID STORE " + place.uid() + " " + sign + "FLAGS.SILENT (" + Summaries.names(flags) + ")", null);
        }
    }

    private void move(ImapConnection imap, String address, String id, Place place, String folder)
            throws ProtocolException {
        try {
            imap.moveTo(place.uid(), folder);
        } catch (CommandFailedException refused) {
            throw Refusals.of(refused);
        }
        seen.in(address.toLowerCase(Locale.ROOT), id, folder);
    }

    private Reading reading(ImapConnection imap, String address, String id) throws ProtocolException {
        return new Reading(imap, place(imap, address, id));
    }

    private Place place(ImapConnection imap, String address, String id) throws ProtocolException {
        return Place.of(imap, address.toLowerCase(Locale.ROOT), id, seen);
    }

    /** Told before it is done: what cannot be audited is not done. */
    private void audit(Caller caller, String action, String address, String detail) {
        trails.stream()
                .findFirst()
                .orElseThrow(() -> new Unavailable("webmail.audit-away", "the audit trail is being replaced"))
                .record(caller, new Act(action, address, detail));
    }

    private static String words(String id, MessageChange change) {
        String flags = change.add().isEmpty() && change.remove().isEmpty()
                ? ""
                : " +" + Summaries.names(change.add()) + " -" + Summaries.names(change.remove());
        return id + flags + change.folder().map(folder -> " to " + folder).orElse("");
    }

    private <T> T in(Caller caller, String address, Sessions.Call<T> call) {
        return sessions.with(caller, own(caller, address), call);
    }

    /** The address in lower case, if it is one of the caller's. */
    private static String own(Caller caller, String address) {
        String known = address.toLowerCase(Locale.ROOT);
        if (!caller.mailboxes().contains(known)) {
            throw Refusals.mailbox();
        }
        return known;
    }

    private MailAddress author(Caller caller, String address) {
        for (BalService service : mailboxes) {
            try {
                return new MailAddress(Optional.of(service.get(caller, address).displayName()), address);
            } catch (Problem away) {
                LOG.debug("no display name of {} for the moment", address, away);
            }
        }
        return MailAddress.of(address);
    }
}
