package fr.vaguemestre.webmail;

import com.sun.mail.imap.protocol.BODYSTRUCTURE;
import com.sun.mail.imap.protocol.ENVELOPE;
import com.sun.mail.imap.protocol.FLAGS;
import com.sun.mail.imap.protocol.FetchResponse;
import com.sun.mail.imap.protocol.INTERNALDATE;
import com.sun.mail.imap.protocol.RFC822SIZE;
import fr.vaguemestre.api.webmail.MailAddress;
import fr.vaguemestre.api.webmail.MessageFlag;
import fr.vaguemestre.api.webmail.MessageSummary;
import java.io.UnsupportedEncodingException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import javax.mail.Flags;
import javax.mail.internet.InternetAddress;
import javax.mail.internet.MimeUtility;
import org.jspecify.annotations.Nullable;

/** What a list tells of a message, from what Dovecot keeps in its index. */
final class Summaries {
    /** What {@link #of} needs to have been fetched. */
    static final String ITEMS = "UID X-GUID FLAGS INTERNALDATE RFC822.SIZE ENVELOPE BODYSTRUCTURE";

    /** The same without what strangers wrote, where that is too large to be read. */
    static final String BARE = "UID X-GUID FLAGS INTERNALDATE RFC822.SIZE";

    private static final int LONGEST = 2_000;
    private static final int MOST_ADDRESSES = 1_000;
    private static final Pattern CONTROLS = Pattern.compile("\\p{Cntrl}+");
    private static final Map<MessageFlag, String> NAMES = Map.of(
            MessageFlag.SEEN, "\\Seen",
            MessageFlag.ANSWERED, "\\Answered",
            MessageFlag.FLAGGED, "\\Flagged",
            MessageFlag.DRAFT, "\\Draft",
            MessageFlag.FORWARDED, "$Forwarded");

    private Summaries() {}

    /** A message as it was fetched, all of it or {@link #BARE}; empty if the server left something out. */
    static Optional<MessageSummary> of(FetchResponse message, String folder) {
        ENVELOPE envelope = message.getItem(ENVELOPE.class);
        INTERNALDATE received = message.getItem(INTERNALDATE.class);
        String guid = ImapConnection.guid(message);
        if (received == null || guid.isEmpty()) {
            return Optional.empty();
        }
        RFC822SIZE size = message.getItem(RFC822SIZE.class);
        BODYSTRUCTURE structure = message.getItem(BODYSTRUCTURE.class);
        return Optional.of(new MessageSummary(
                Place.id(guid),
                folder,
                envelope == null
                        ? Optional.empty()
                        : addresses(envelope.from).stream().findFirst(),
                envelope == null ? List.of() : addresses(envelope.to),
                envelope == null ? "" : decoded(envelope.subject),
                instant(received.getDate()).orElse(Instant.EPOCH),
                envelope == null ? Optional.empty() : instant(envelope.date),
                size == null ? 0 : size.size,
                flags(message.getItem(FLAGS.class)),
                structure != null && !Parts.of(structure).attachments().isEmpty()));
    }

    /** The IMAP names of flags, parted by blanks. */
    static String names(Set<MessageFlag> flags) {
        return String.join(" ", flags.stream().map(NAMES::get).sorted().toList());
    }

    /** Addresses as people read them, the first thousand; those that name nobody are left out. */
    static List<MailAddress> addresses(InternetAddress @Nullable [] given) {
        if (given == null) {
            return List.of();
        }
        return Arrays.stream(given)
                .filter(address ->
                        address.getAddress() != null && !address.getAddress().isBlank() && !address.isGroup())
                .map(address -> new MailAddress(
                        Optional.ofNullable(address.getPersonal()).filter(name -> !name.isBlank()),
                        address.getAddress()))
                .limit(MOST_ADDRESSES)
                .toList();
    }

    /** A header's text without its encoded words and without line breaks; of a longer one, the beginning. */
    static String decoded(@Nullable String header) {
        if (header == null) {
            return "";
        }
        String some = Texts.utf8(header.length() > LONGEST ? header.substring(0, LONGEST) : header);
        String text;
        try {
            text = MimeUtility.decodeText(MimeUtility.unfold(some));
        } catch (UnsupportedEncodingException unknown) {
            text = some;
        }
        return CONTROLS.matcher(text).replaceAll(" ");
    }

    private static Optional<Instant> instant(@Nullable Date date) {
        return Optional.ofNullable(date).map(Date::toInstant);
    }

    private static Set<MessageFlag> flags(@Nullable Flags given) {
        Set<MessageFlag> found = EnumSet.noneOf(MessageFlag.class);
        if (given != null) {
            add(found, MessageFlag.SEEN, given.contains(Flags.Flag.SEEN));
            add(found, MessageFlag.ANSWERED, given.contains(Flags.Flag.ANSWERED));
            add(found, MessageFlag.FLAGGED, given.contains(Flags.Flag.FLAGGED));
            add(found, MessageFlag.DRAFT, given.contains(Flags.Flag.DRAFT));
            add(found, MessageFlag.FORWARDED, given.contains("$Forwarded"));
        }
        return found;
    }

    private static void add(Set<MessageFlag> found, MessageFlag flag, boolean there) {
        if (there) {
            found.add(flag);
        }
    }
}
