package fr.vaguemestre.webmail;

import com.sun.mail.iap.ProtocolException;
import fr.vaguemestre.api.webmail.MailFolder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Where a message is: its folder is selected then.
 *
 * @param folder path of the folder
 * @param uid number in that folder
 */
record Place(String folder, long uid) {
    /** The id that we give a message: Dovecot's own, which a move keeps, in the letters of a URL. */
    static String id(String guid) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(guid.getBytes(StandardCharsets.UTF_8));
    }

    /** Finds a message: in the folder where it was last seen, in the inbox, then in the others, the trash last. */
    static Place of(ImapConnection imap, String address, String id, Seen seen) throws ProtocolException {
        String guid = guid(id);
        Set<String> tried = new LinkedHashSet<>();
        for (String folder : List.of(seen.folder(address, id), Folders.INBOX)) {
            if (tried.add(folder)) {
                long uid = in(imap, folder, guid);
                if (uid > 0) {
                    return new Place(folder, uid);
                }
            }
        }
        for (String folder : folders(imap)) {
            long uid = tried.add(folder) ? in(imap, folder, guid) : -1;
            if (uid > 0) {
                seen.in(address, id, folder);
                return new Place(folder, uid);
            }
        }
        throw Refusals.message();
    }

    /** The first copy of a message that is not a draft, by its Message-ID header. */
    static Optional<Place> ofMessageId(ImapConnection imap, String messageId) throws ProtocolException {
        List<String> folders = folders(imap);
        folders.remove(Folders.DRAFTS);
        for (String folder : folders) {
            imap.select(folder);
            long uid = imap.findMessageId(messageId);
            if (uid > 0) {
                return Optional.of(new Place(folder, uid));
            }
        }
        return Optional.empty();
    }

    /** All folders, the inbox first, the trash last. */
    private static List<String> folders(ImapConnection imap) throws ProtocolException {
        List<String> all = new ArrayList<>(
                Folders.list(imap).stream().map(MailFolder::name).toList());
        if (all.remove(Folders.TRASH)) {
            all.add(Folders.TRASH);
        }
        return all;
    }

    private static long in(ImapConnection imap, String folder, String guid) throws ProtocolException {
        try {
            imap.select(folder);
        } catch (com.sun.mail.iap.CommandFailedException gone) {
            return -1;
        }
        return imap.find(guid);
    }

    private static String guid(String id) {
        try {
            String guid = new String(Base64.getUrlDecoder().decode(id), StandardCharsets.US_ASCII);
            if (!guid.isEmpty() && guid.length() <= 200 && guid.chars().allMatch(c -> c > ' ' && c < 127)) {
                return guid;
            }
        } catch (IllegalArgumentException notOurs) {
            // Told below, as for what is not there.
        }
        throw Refusals.message();
    }

    /** Where messages were last seen: only spares searching, and forgets the oldest. */
    static final class Seen {
        private static final int MOST = 20_000;

        private final Map<String, String> folders = new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
                return size() > MOST;
            }
        };

        synchronized void in(String address, String id, String folder) {
            if (!folder.equals(Folders.INBOX)) {
                folders.put(address + ' ' + id, folder);
            } else {
                folders.remove(address + ' ' + id);
            }
        }

        synchronized String folder(String address, String id) {
            return folders.getOrDefault(address + ' ' + id, Folders.INBOX);
        }
    }
}
