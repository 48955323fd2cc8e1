package fr.vaguemestre.ui.server;

import fr.vaguemestre.api.access.Caller;
import fr.vaguemestre.api.paging.Page;
import fr.vaguemestre.api.paging.PageRequest;
import fr.vaguemestre.api.problem.FieldError;
import fr.vaguemestre.api.problem.Invalid;
import fr.vaguemestre.api.problem.NotFound;
import fr.vaguemestre.api.problem.Problem;
import fr.vaguemestre.api.webmail.Attachment;
import fr.vaguemestre.api.webmail.FolderUse;
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
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One person's mail in memory, with the rules that the mail page shows the refusals of. */
public final class MemoryWebmail implements WebmailService {
    private static final Instant FIRST = Instant.parse("2026-11-22T08:00:00Z");
    private static final Map<FolderUse, String> NAMES = Map.of(
            FolderUse.INBOX, "INBOX",
            FolderUse.DRAFTS, "Drafts",
            FolderUse.SENT, "Sent",
            FolderUse.JUNK, "Junk",
            FolderUse.TRASH, "Trash");

    private final Map<String, MailMessage> mails = new TreeMap<>();
    private final Map<String, byte[]> files = new TreeMap<>();
    private final List<NewMessage> sent = new ArrayList<>();
    private volatile @Nullable Problem failure;
    private int last;

    /** Fails every call with that problem; null works again. */
    public void failWith(@Nullable Problem problem) {
        failure = problem;
    }

    /** What was sent, in order. */
    public synchronized List<NewMessage> sent() {
        return List.copyOf(sent);
    }

    /** The bytes of an attachment that was sent or received, by its name. */
    public synchronized byte[] file(String name) {
        return files.entrySet().stream()
                .filter(file -> file.getKey().endsWith("/" + name))
                .reduce((one, other) -> other)
                .orElseThrow()
                .getValue();
    }

    /** Lets a message arrive; returns its id. */
    public synchronized String arrive(
            String from, String to, String subject, String text, @Nullable String html, Map<String, byte[]> attached) {
        String id = nextId();
        List<Attachment> attachments = new ArrayList<>();
        attached.forEach((name, bytes) -> {
            String type = name.endsWith(".png") ? "image/png" : "application/pdf";
            attachments.add(new Attachment(name, name, type, bytes.length, Optional.of(name)));
            files.put(id + "/" + name, bytes);
        });
        var summary = new MessageSummary(
                id,
                "INBOX",
                Optional.of(address(from)),
                List.of(address(to)),
                subject,
                FIRST.plusSeconds(60L * last),
                Optional.empty(),
                text.length(),
                Set.of(),
                !attachments.isEmpty());
        mails.put(id, message(summary, List.of(), List.of(), text, Optional.ofNullable(html), attachments, false));
        return id;
    }

    private static MailMessage message(
            MessageSummary summary,
            List<MailAddress> cc,
            List<MailAddress> bcc,
            String text,
            Optional<String> html,
            List<Attachment> attachments,
            boolean closes) {
        return new MailMessage(
                summary,
                cc,
                bcc,
                List.of(),
                Optional.of("<" + summary.id() + "@test>"),
                Optional.empty(),
                text,
                html,
                attachments,
                Optional.empty(),
                closes);
    }

    private static MailAddress address(String text) {
        int open = text.indexOf('<');
        return open < 0
                ? MailAddress.of(text)
                : new MailAddress(
                        Optional.of(text.substring(0, open).strip()), text.substring(open + 1, text.length() - 1));
    }

    private String nextId() {
        return String.format(Locale.ROOT, "m%06d", ++last);
    }

    private void check(Caller caller, String address) {
        Problem now = failure;
        if (now != null) {
            throw now;
        }
        if (!caller.mailboxes().contains(address)) {
            throw new NotFound("webmail.mailbox-unknown", "not yours: " + address);
        }
    }

    private MailMessage find(String id) {
        MailMessage mail = mails.get(id);
        if (mail == null) {
            throw new NotFound("webmail.message-unknown", "gone");
        }
        return mail;
    }

    @Override
    public synchronized List<MailFolder> folders(Caller caller, String address) {
        check(caller, address);
        List<MailFolder> folders = new ArrayList<>();
        for (FolderUse use : FolderUse.values()) {
            folders.add(folder(NAMES.getOrDefault(use, ""), Optional.of(use)));
        }
        folders.add(folder("Patients/2026", Optional.empty()));
        return folders;
    }

    private MailFolder folder(String name, Optional<FolderUse> use) {
        List<MailMessage> in = mails.values().stream()
                .filter(mail -> mail.summary().folder().equals(name))
                .toList();
        long unread = in.stream()
                .filter(mail -> !mail.summary().flags().contains(MessageFlag.SEEN))
                .count();
        return new MailFolder(name, use, in.size(), unread);
    }

    @Override
    public synchronized Page<MessageSummary> list(Caller caller, String address, MessageQuery query, PageRequest page) {
        check(caller, address);
        String text = page.query().orElse("").toLowerCase(Locale.ROOT);
        List<MessageSummary> found = mails.values().stream()
                .filter(mail ->
                        (mail.summary() + mail.text()).toLowerCase(Locale.ROOT).contains(text))
                .map(MailMessage::summary)
                .filter(mail -> mail.folder().equals(query.folder()))
                .filter(mail -> !query.unread() || !mail.flags().contains(MessageFlag.SEEN))
                .filter(mail -> !query.flagged() || mail.flags().contains(MessageFlag.FLAGGED))
                .sorted(Comparator.comparing(MessageSummary::receivedAt).reversed())
                .toList();
        int from = page.cursor().map(Integer::parseInt).orElse(0);
        int to = Math.min(found.size(), from + page.limit());
        return new Page<>(
                found.subList(Math.min(from, to), to),
                to < found.size() ? Optional.of(String.valueOf(to)) : Optional.empty(),
                found.size());
    }

    @Override
    public synchronized MailMessage read(Caller caller, String address, String id) {
        check(caller, address);
        return find(id);
    }

    @Override
    public synchronized MailContent raw(Caller caller, String address, String id) {
        check(caller, address);
        byte[] bytes = find(id).text().getBytes(java.nio.charset.StandardCharsets.UTF_8);
        return new MailContent(id + ".eml", "message/rfc822", bytes.length, new ByteArrayInputStream(bytes));
    }

    @Override
    public synchronized MailContent attachment(Caller caller, String address, String id, String part) {
        check(caller, address);
        byte[] bytes = files.get(id + "/" + part);
        if (bytes == null) {
            throw new NotFound("webmail.attachment-unknown", "gone");
        }
        return new MailContent(part, "application/pdf", bytes.length, new ByteArrayInputStream(bytes));
    }

    @Override
    public synchronized MessageSummary change(Caller caller, String address, String id, MessageChange change) {
        check(caller, address);
        MailMessage old = find(id);
        Set<MessageFlag> flags = new HashSet<>(old.summary().flags());
        flags.addAll(change.add());
        flags.removeAll(change.remove());
        MessageSummary now =
                summary(old.summary(), change.folder().orElse(old.summary().folder()), flags);
        mails.put(
                id, message(now, old.cc(), old.bcc(), old.text(), old.html(), old.attachments(), old.closesExchange()));
        return now;
    }

    private static MessageSummary summary(MessageSummary old, String folder, Set<MessageFlag> flags) {
        return new MessageSummary(
                old.id(),
                folder,
                old.from(),
                old.to(),
                old.subject(),
                old.receivedAt(),
                old.sentAt(),
                old.sizeBytes(),
                flags,
                old.attachments());
    }

    @Override
    public synchronized void delete(Caller caller, String address, String id) {
        check(caller, address);
        String folder = find(id).summary().folder();
        if (folder.equals("Trash") || folder.equals("Drafts")) {
            mails.remove(id);
        } else {
            change(caller, address, id, MessageChange.moveTo("Trash"));
        }
    }

    @Override
    public synchronized SentMessage send(Caller caller, String address, NewMessage message) {
        check(caller, address);
        for (MailAddress to : message.to()) {
            if (!to.address().endsWith(".mssante.test")) {
                throw new Invalid(
                        "webmail.invalid",
                        "refused",
                        List.of(new FieldError("to", "webmail.recipient-refused", to.address() + ": 550")));
            }
        }
        sent.add(message);
        MessageSummary kept = keep(address, message, "Sent");
        message.answers().ifPresent(id -> change(caller, address, id, MessageChange.set(MessageFlag.ANSWERED)));
        message.draft().ifPresent(mails::remove);
        return new SentMessage("<" + kept.id() + "@test>", "Q" + kept.id());
    }

    @Override
    public synchronized MessageSummary saveDraft(Caller caller, String address, NewMessage message) {
        check(caller, address);
        MessageSummary kept = keep(address, message, "Drafts");
        message.draft().ifPresent(mails::remove);
        return kept;
    }

    private MessageSummary keep(String address, NewMessage message, String folder) {
        String id = nextId();
        List<Attachment> attachments = new ArrayList<>();
        for (MailContent content : message.attachments()) {
            try (InputStream stream = content.stream()) {
                byte[] bytes = stream.readAllBytes();
                files.put(id + "/" + content.name(), bytes);
                attachments.add(
                        new Attachment(content.name(), content.name(), content.type(), bytes.length, Optional.empty()));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        var summary = new MessageSummary(
                id,
                folder,
                Optional.of(MailAddress.of(address)),
                message.to(),
                message.subject(),
                FIRST.plusSeconds(60L * last),
                Optional.empty(),
                message.text().length(),
                Set.of(MessageFlag.SEEN),
                !attachments.isEmpty());
        mails.put(
                id,
                message(
                        summary,
                        message.cc(),
                        message.bcc(),
                        message.text(),
                        Optional.empty(),
                        attachments,
                        message.closesExchange()));
        return summary;
    }
}
