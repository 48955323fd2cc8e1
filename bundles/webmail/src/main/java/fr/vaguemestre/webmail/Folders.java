package fr.vaguemestre.webmail;

import com.sun.mail.iap.ProtocolException;
import com.sun.mail.iap.Response;
import com.sun.mail.imap.protocol.IMAPResponse;
import com.sun.mail.imap.protocol.ListInfo;
import com.sun.mail.imap.protocol.Status;
import fr.vaguemestre.api.webmail.FolderUse;
import fr.vaguemestre.api.webmail.MailFolder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The folders of a mailbox. Those with a use bear the names that {@code etc/dovecot/dovecot.conf} gives them. */
final class Folders {
    static final String INBOX = "INBOX";
    static final String DRAFTS = "Drafts";
    static final String SENT = "Sent";
    static final String TRASH = "Trash";

    private static final Map<String, FolderUse> USES = Map.of(
            INBOX,
            FolderUse.INBOX,
            DRAFTS,
            FolderUse.DRAFTS,
            SENT,
            FolderUse.SENT,
            "Junk",
            FolderUse.JUNK,
            TRASH,
            FolderUse.TRASH);

    private Folders() {}

    /** The name as IMAP knows it: INBOX in any case is one folder. */
    static String named(String folder) {
        if (folder.isBlank() || folder.length() > 500 || folder.chars().anyMatch(Character::isISOControl)) {
            throw Refusals.folder();
        }
        return folder.toUpperCase(Locale.ROOT).equals(INBOX) ? INBOX : folder;
    }

    /** All folders that can be opened, with their counts, by one command. */
    static List<MailFolder> list(ImapConnection imap) throws ProtocolException {
        Map<String, Status> counts = new HashMap<>();
        List<ListInfo> listed = new ArrayList<>();
        for (Response answer : imap.run("LIST \"\" \"*\" RETURN (STATUS (MESSAGES UNSEEN))", null)) {
            if (answer instanceof IMAPResponse line && line.keyEquals("LIST")) {
                listed.add(new ListInfo(line));
            } else if (answer instanceof IMAPResponse line && line.keyEquals("STATUS")) {
                var status = new Status(line);
                counts.put(status.mbox, status);
            }
        }
        List<MailFolder> folders = new ArrayList<>();
        for (ListInfo info : listed) {
            Status status = counts.get(info.name);
            if (info.canOpen && status != null) {
                folders.add(folder(info.name, status));
            }
        }
        folders.sort(Comparator.<MailFolder, Integer>comparing(
                        folder -> folder.use().map(Enum::ordinal).orElse(FolderUse.values().length))
                .thenComparing(MailFolder::name));
        return folders;
    }

    private static MailFolder folder(String name, Status status) {
        return new MailFolder(name, Optional.ofNullable(USES.get(name)), status.total, status.unseen);
    }
}
