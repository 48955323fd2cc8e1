package fr.vaguemestre.webmail;

import com.sun.mail.iap.Argument;
import com.sun.mail.iap.ProtocolException;
import com.sun.mail.imap.protocol.FetchResponse;
import com.sun.mail.imap.protocol.UID;
import fr.vaguemestre.api.paging.Cursor;
import fr.vaguemestre.api.paging.Page;
import fr.vaguemestre.api.paging.PageRequest;
import fr.vaguemestre.api.problem.Invalid;
import fr.vaguemestre.api.webmail.MessageQuery;
import fr.vaguemestre.api.webmail.MessageSummary;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A page of a folder. In the order of arrival without a filter, only the page itself is asked for, however large the folder
 * is; otherwise Dovecot searches or sorts, and the numbers of all that was found come over.
 */
final class Listing {
    private static final Map<String, String> SORTS =
            Map.of("from", "FROM", "to", "TO", "subject", "SUBJECT", "size", "SIZE");

    private final ImapConnection imap;
    private final MessageQuery query;
    private final PageRequest page;
    private final Totals totals;
    private final boolean down;
    private final String sort;

    Listing(ImapConnection imap, MessageQuery query, PageRequest page, Totals totals) {
        this.totals = totals;
        this.imap = imap;
        this.query = query;
        this.page = page;
        String wanted = page.sort().orElse("-date");
        this.down = wanted.startsWith("-");
        this.sort = down ? wanted.substring(1) : wanted;
        if (!sort.equals("date") && !SORTS.containsKey(sort)) {
            throw Invalid.field("sort", "webmail.sort", "date, from, to, subject or size, not " + sort);
        }
    }

    /** How many messages the folders of a mailbox held when they were last listed: a guess, and 0 where nobody looked. */
    interface Totals {
        /** How many that folder held. */
        int guess(String folder);

        /** How many it holds. */
        void told(String folder, int total);
    }

    /** Selects the folder and reads the page. */
    Page<MessageSummary> read() throws ProtocolException {
        String folder = Folders.named(query.folder());
        boolean whole = page.query().isEmpty() && !query.unread() && !query.flagged() && sort.equals("date");
        int guess = totals.guess(folder);
        if (whole && down && page.cursor().isEmpty() && guess > 0) {
            ImapConnection.Last last = imap.last(folder, page.limit(), guess, Summaries.ITEMS);
            totals.told(folder, last.total());
            List<FetchResponse> messages =
                    whole(Math.max(1, last.total() - page.limit() + 1), last.total(), last.messages());
            return page(messages, folder, last.total() > page.limit(), last.total());
        }
        int total = imap.examine(folder).total;
        totals.told(folder, total);
        return whole ? range(folder, total) : found(folder);
    }

    private Page<MessageSummary> range(String folder, int total) throws ProtocolException {
        Optional<Long> after = page.cursor().map(Listing::uid);
        int first;
        int last;
        if (down) {
            last = after.isPresent() ? (after.get() > 1 ? imap.countUpTo(after.get() - 1) : 0) : total;
            first = Math.max(1, last - page.limit() + 1);
        } else {
            first = after.isPresent() ? imap.countUpTo(after.get()) + 1 : 1;
            last = Math.min(total, first + page.limit() - 1);
        }
        if (last < first) {
            return new Page<>(List.of(), Optional.empty(), total);
        }
        List<FetchResponse> messages =
                whole(first, last, imap.fetchAll("FETCH " + first + ":" + last, Summaries.ITEMS));
        return page(messages, folder, down ? first > 1 : last < total, total);
    }

    /** Those messages, and bare ones in the place of those whose headers were too large to be read. */
    private List<FetchResponse> whole(int first, int last, List<FetchResponse> read) throws ProtocolException {
        Set<Integer> there = read.stream()
                .filter(message -> message.getItem(UID.class) != null)
                .map(FetchResponse::getNumber)
                .collect(Collectors.toSet());
        String left = IntStream.rangeClosed(first, last)
                .filter(number -> !there.contains(number))
                .mapToObj(String::valueOf)
                .collect(Collectors.joining(","));
        if (left.isEmpty()) {
            return read;
        }
        List<FetchResponse> all = new ArrayList<>(read);
        all.addAll(imap.fetchAll("FETCH " + left, Summaries.BARE));
        all.sort(Comparator.comparingInt(FetchResponse::getNumber));
        return all;
    }

    /** The page of messages that came in the order of arrival. */
    private Page<MessageSummary> page(List<FetchResponse> arrived, String folder, boolean more, int total) {
        List<FetchResponse> messages = new ArrayList<>(arrived);
        messages.removeIf(message -> message.getItem(UID.class) == null);
        if (down) {
            Collections.reverse(messages);
        }
        Optional<String> next = more && !messages.isEmpty()
                ? Optional.of(
                        Cursor.after(Long.toString(number(messages.getLast()))).encoded())
                : Optional.empty();
        return new Page<>(summaries(messages, folder), next, total);
    }

    private Page<MessageSummary> found(String folder) throws ProtocolException {
        List<Long> all = new ArrayList<>(numbers());
        if (down && sort.equals("date")) {
            Collections.reverse(all);
        }
        int from = page.cursor().map(Listing::uid).map(uid -> start(all, uid)).orElse(0);
        int until = Math.min(all.size(), from + page.limit());
        List<Long> wanted = all.subList(from, until);
        if (wanted.isEmpty()) {
            return new Page<>(List.of(), Optional.empty(), all.size());
        }
        String set = wanted.stream().sorted().map(String::valueOf).collect(Collectors.joining(","));
        Map<Long, FetchResponse> messages = new HashMap<>();
        for (FetchResponse message : imap.fetchAll("UID FETCH " + set, Summaries.ITEMS)) {
            messages.put(number(message), message);
        }
        String left = wanted.stream()
                .filter(uid -> !messages.containsKey(uid))
                .map(String::valueOf)
                .collect(Collectors.joining(","));
        if (!left.isEmpty()) {
            imap.fetchAll("UID FETCH " + left, Summaries.BARE)
                    .forEach(message -> messages.putIfAbsent(number(message), message));
        }
        Optional<String> next = until < all.size()
                ? Optional.of(Cursor.after(Long.toString(wanted.getLast())).encoded())
                : Optional.empty();
        List<FetchResponse> inOrder =
                wanted.stream().map(messages::get).filter(Objects::nonNull).toList();
        return new Page<>(summaries(inOrder, folder), next, all.size());
    }

    private List<Long> numbers() throws ProtocolException {
        var criteria = new StringBuilder();
        if (query.unread()) {
            criteria.append(" UNSEEN");
        }
        if (query.flagged()) {
            criteria.append(" FLAGGED");
        }
        @Nullable
        Argument text = page.query()
                .map(words -> new Argument().writeString(words.replaceAll("\\p{Cntrl}", " "), StandardCharsets.UTF_8))
                .orElse(null);
        if (text != null) {
            criteria.append(" TEXT");
        } else if (criteria.isEmpty()) {
            criteria.append(" ALL");
        }
        if (sort.equals("date")) {
            return imap.numbers("UID SEARCH CHARSET UTF-8" + criteria, "SEARCH", text);
        }
        String key = (down ? "REVERSE " : "") + SORTS.get(sort);
        return imap.numbers("UID SORT (" + key + ") UTF-8" + criteria, "SORT", text);
    }

    /** Where to go on after that message; where it would have been, if it is gone and numbers are in order. */
    private int start(List<Long> all, long uid) {
        int at = all.indexOf(uid);
        if (at >= 0) {
            return at + 1;
        }
        if (!sort.equals("date")) {
            return all.size();
        }
        int place = 0;
        while (place < all.size() && (down ? all.get(place) > uid : all.get(place) < uid)) {
            place++;
        }
        return place;
    }

    private static List<MessageSummary> summaries(List<FetchResponse> messages, String folder) {
        return messages.stream()
                .flatMap(message -> Summaries.of(message, folder).stream())
                .toList();
    }

    private static long number(FetchResponse message) {
        UID uid = message.getItem(UID.class);
        return uid == null ? -1 : uid.uid;
    }

    private static long uid(String cursor) {
        return Cursor.decoded(cursor, 1).read(0, Long::valueOf);
    }
}
