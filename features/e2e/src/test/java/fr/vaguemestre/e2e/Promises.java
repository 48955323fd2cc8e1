package fr.vaguemestre.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import fr.vaguemestre.e2e.driver.Imap;
import fr.vaguemestre.e2e.driver.Peer;
import fr.vaguemestre.e2e.driver.Rest;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What clients were promised, kept outside the appliance: mails by 250, mailboxes by 201. Compared afterwards with what is read
 * at the far ends, IMAP and REST; that the comparison sees a loss is shown by {@link PromisesTest}.
 */
final class Promises {
    private final Set<String> mails = ConcurrentHashMap.newKeySet();
    private final Set<String> rows = ConcurrentHashMap.newKeySet();

    /**
     * What became of the promises.
     *
     * @param lostMails Message-IDs that are in no mailbox
     * @param lostRows addresses that REST does not know
     * @param duplicates copies beyond the first, of mails that were promised
     */
    record Verdict(int mails, int rows, List<String> lostMails, List<String> lostRows, int duplicates) {
        Verdict {
            lostMails = List.copyOf(lostMails);
            lostRows = List.copyOf(lostRows);
        }

        /** One line for whoever reads the run. */
        String told() {
            return "mails promised %d, lost %d, came again %d; mailboxes promised %d, lost %d"
                    .formatted(mails, lostMails.size(), duplicates, rows, lostRows.size());
        }

        /** Prints the verdict and fails if anything that was promised is not there. */
        Verdict expectNothingLost() {
            System.out.println(told());
            if (!lostMails.isEmpty() || !lostRows.isEmpty()) {
                throw new AssertionError("lost: " + lostMails + " " + lostRows);
            }
            return this;
        }
    }

    /** A server took these mails, by Message-ID. */
    Promises mails(Collection<String> ids) {
        mails.addAll(ids);
        return this;
    }

    /** REST said that this mailbox is made. */
    Promises row(String address) {
        rows.add(address);
        return this;
    }

    /** How many promises were given so far. */
    int count() {
        return mails.size() + rows.size();
    }

    /** Reads these mailboxes and the foreign operator's, and the hospital's list of mailboxes. */
    Verdict kept(Hospital hospital, Collection<String> boxes) {
        Map<String, Integer> copies = copies(boxes);
        Set<String> stored = addresses(hospital);
        return new Verdict(
                mails.size(),
                rows.size(),
                mails.stream().filter(id -> !copies.containsKey(id)).sorted().toList(),
                rows.stream().filter(row -> !stored.contains(row)).sorted().toList(),
                mails.stream().mapToInt(id -> copies.getOrDefault(id, 1) - 1).sum());
    }

    /** Message-IDs of all that arrived, here and at the foreign operator, and how often. */
    static Map<String, Integer> copies(Collection<String> boxes) {
        Map<String, Integer> copies = new HashMap<>();
        for (String box : boxes) {
            try (Imap imap = Hospital.patientImap(box)) {
                count(imap, copies);
            }
        }
        try (Imap imap = new Peer(World.appliance()).imap()) {
            count(imap, copies);
        }
        return copies;
    }

    private static void count(Imap imap, Map<String, Integer> copies) {
        imap.command("SELECT INBOX").expectOk();
        imap.command("UID FETCH 1:* BODY.PEEK[HEADER.FIELDS (MESSAGE-ID)]").expectOk().literals().stream()
                .map(literal -> new String(literal, StandardCharsets.US_ASCII))
                .map(header -> header.substring(header.indexOf(':') + 1).strip())
                .forEach(id -> copies.merge(id, 1, Integer::sum));
    }

    private static Set<String> addresses(Hospital hospital) {
        Rest admin = World.anonymous().signIn(hospital.username(), Hospital.PASSWORD);
        Set<String> addresses = new TreeSet<>();
        String cursor = "";
        do {
            JsonNode page =
                    admin.get("/mailboxes?limit=200" + cursor).expect(200).json();
            addresses.addAll(page.path("items").findValuesAsText("address"));
            cursor = "&cursor=" + page.path("nextCursor").asText();
        } while (!cursor.endsWith("=null") && !cursor.endsWith("="));
        return addresses;
    }
}
