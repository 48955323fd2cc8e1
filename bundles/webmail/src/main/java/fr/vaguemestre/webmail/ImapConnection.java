package fr.vaguemestre.webmail;

import com.sun.mail.iap.Argument;
import com.sun.mail.iap.ProtocolException;
import com.sun.mail.iap.Response;
import com.sun.mail.iap.ResponseInputStream;
import com.sun.mail.imap.protocol.FetchItem;
import com.sun.mail.imap.protocol.FetchResponse;
import com.sun.mail.imap.protocol.IMAPProtocol;
import com.sun.mail.imap.protocol.MailboxInfo;
import com.sun.mail.util.MailLogger;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One IMAP session in one mailbox, with what Dovecot has beyond the library: a message's own id ({@code X-GUID}). */
final class ImapConnection extends IMAPProtocol {
    private static final Logger LOG = LoggerFactory.getLogger(ImapConnection.class);
    private static final String GUID = "X-GUID";
    /** What is read of messages beyond what the library knows. */
    static final FetchItem[] ITEMS = {
        new FetchItem(GUID, null) {
            @Override
            public Object parseItem(FetchResponse response) {
                return String.valueOf(response.readAtomString());
            }
        }
    };

    private @Nullable Answers answers;

    private ImapConnection(Servers servers, Properties settings) throws IOException, ProtocolException {
        super(
                "imap",
                servers.host(),
                servers.imapPort(),
                settings,
                false,
                new MailLogger(ImapConnection.class, "imap", false, null));
    }

    /** Connects, secures, and signs in with a token. */
    static ImapConnection open(Servers servers, String address, String token) throws IOException, ProtocolException {
        Properties settings = servers.settings("imap");
        var tls = (TlsOverPrompt) Objects.requireNonNull(settings.get("mail.imap.ssl.socketFactory"));
        var connection = new ImapConnection(servers, settings);
        try {
            connection.startTLS();
            connection.answers = new Answers(tls.made().getInputStream());
            // What the server can do it tells again with its answer: what it told before TLS is forgotten then.
            connection.authoauth2(address, token);
            return connection;
        } catch (ProtocolException | RuntimeException refused) {
            connection.disconnect();
            throw refused;
        }
    }

    @Override
    protected ResponseInputStream getInputStream() {
        ResponseInputStream own = answers;
        return own == null ? super.getInputStream() : own;
    }

    @Override
    public FetchItem[] getFetchItems() {
        return ITEMS.clone();
    }

    /** The message's own id, as {@link #fetchAll} brought it. */
    static String guid(FetchResponse message) {
        var items = message.getExtensionItems();
        return items == null ? "" : String.valueOf(items.getOrDefault(GUID, ""));
    }

    /** Sends a command; its untagged answers, if it succeeds. */
    List<Response> run(String command, @Nullable Argument arguments) throws ProtocolException {
        begin();
        Response[] told = command(command, arguments);
        Response last = told[told.length - 1];
        notifyResponseHandlers(told);
        handleResult(last);
        return List.of(told).subList(0, told.length - 1);
    }

    private void begin() {
        if (answers != null) {
            answers.begin();
        }
    }

    /** Fetches items of a set of messages, given as {@code FETCH 1:5} or {@code UID FETCH 7,9}. */
    List<FetchResponse> fetchAll(String which, String items) throws ProtocolException {
        return messages(run(which + " (" + items + ")", null));
    }

    private static List<FetchResponse> messages(List<Response> answers) {
        List<FetchResponse> found = new ArrayList<>();
        for (Response answer : answers) {
            if (answer instanceof FetchResponse message) {
                found.add(message);
            }
        }
        return found;
    }

    /**
     * Opens a folder for reading and fetches its last messages, both commands sent at once: how many there are is guessed from
     * the last time. A wrong guess costs a second fetch.
     *
     * @param guess how many messages the folder probably holds, at least 1
     */
    Last last(String folder, int count, int guess, String items) throws ProtocolException {
        var name = new Argument();
        writeMailboxName(name, folder);
        Response[] examined;
        Response[] fetched;
        begin();
        try {
            String first = writeCommand("EXAMINE", name);
            String second = writeCommand(fetch(guess, count) + " (" + items + ")", null);
            examined = answersTo(first);
            fetched = answersTo(second);
        } catch (IOException lost) {
            throw new ProtocolException("lost while a folder was read", lost);
        }
        var info = new MailboxInfo(examined);
        notifyResponseHandlers(examined);
        handleResult(examined[examined.length - 1]);
        if (info.total != guess) {
            return new Last(info.total, info.total == 0 ? List.of() : fetchAll(fetch(info.total, count), items));
        }
        notifyResponseHandlers(fetched);
        handleResult(fetched[fetched.length - 1]);
        return new Last(info.total, messages(List.of(fetched)));
    }

    /**
     * The last messages of a folder, oldest first.
     *
     * @param total how many it holds in all
     */
    record Last(int total, List<FetchResponse> messages) {}

    private static String fetch(int total, int count) {
        return "FETCH " + Math.max(1, total - count + 1) + ":" + total;
    }

    /** What the server says up to the end of that command; what nobody can read is left out, as the library does. */
    private Response[] answersTo(String tag) throws IOException {
        List<Response> read = new ArrayList<>();
        boolean ended = false;
        while (!ended) {
            try {
                Response answer = readResponse();
                read.add(answer);
                ended = answer.isBYE() || (answer.isTagged() && tag.equals(answer.getTag()));
            } catch (ProtocolException unreadable) {
                LOG.debug("an answer of the mail server is left out", unreadable);
            }
        }
        return read.toArray(Response[]::new);
    }

    /** The numbers that a search or sort command found, in its order. */
    List<Long> numbers(String command, String key, @Nullable Argument arguments) throws ProtocolException {
        List<Long> found = new ArrayList<>();
        for (Response answer : run(command, arguments)) {
            String line = answer.toString();
            if (line.startsWith("* " + key)) {
                Stream.of(line.substring(2 + key.length()).strip().split(" "))
                        .filter(number -> !number.isEmpty())
                        .map(Long::valueOf)
                        .forEach(found::add);
            }
        }
        return found;
    }

    /** How many messages of the selected folder have a UID up to that one. */
    int countUpTo(long uid) throws ProtocolException {
        for (Response answer : run("UID SEARCH RETURN (COUNT) UID 1:" + uid, null)) {
            String[] words = answer.toString().split(" ");
            int at = Arrays.asList(words).indexOf("COUNT");
            if (at >= 0 && at + 1 < words.length) {
                return Integer.parseInt(words[at + 1]);
            }
        }
        return 0;
    }

    /** The UID of the message with that id in the selected folder; -1 if it is not there. */
    long find(String guid) throws ProtocolException {
        List<Long> found =
                numbers("UID SEARCH X-GUID", "SEARCH", new Argument().writeString(guid, StandardCharsets.US_ASCII));
        return found.isEmpty() ? -1 : found.getLast();
    }

    /** The UID of the last message with that Message-ID header in the selected folder; -1 if it is not there. */
    long findMessageId(String id) throws ProtocolException {
        List<Long> found = numbers(
                "UID SEARCH HEADER Message-ID", "SEARCH", new Argument().writeString(id, StandardCharsets.US_ASCII));
        return found.isEmpty() ? -1 : found.getLast();
    }

    /** Moves a message of the selected folder. */
    void moveTo(long uid, String folder) throws ProtocolException {
        var arguments = new Argument().writeNumber(uid);
        writeMailboxName(arguments, folder);
        run("UID MOVE", arguments);
    }

    /** Removes a message of the selected folder for good. */
    void remove(long uid) throws ProtocolException {
        run("UID STORE " + uid + " +FLAGS.SILENT (\\Deleted)", null);
        run("UID EXPUNGE " + uid, null);
    }
}
