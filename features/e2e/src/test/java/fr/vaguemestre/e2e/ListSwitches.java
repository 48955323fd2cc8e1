package fr.vaguemestre.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import fr.vaguemestre.e2e.driver.Await;
import fr.vaguemestre.e2e.driver.Imap;
import fr.vaguemestre.e2e.driver.Json;
import fr.vaguemestre.e2e.driver.Message;
import fr.vaguemestre.e2e.driver.Reply;
import fr.vaguemestre.e2e.driver.Smtp;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The white list is replaced again and again while two operators write: one stands on every list and must never be refused, one
 * on none with its certificate and must never be let in (OP-25).
 */
final class ListSwitches {
    private static final int TRANSACTIONS = 5;
    private static final int AT_MOST = 400;
    private static final String STRANGER = "anyone@nomatch.mssante.test";

    private final Hospital hospital = Hospital.open();
    private final String box = hospital.box("bascule");
    private final AtomicBoolean over = new AtomicBoolean();
    private final AtomicInteger refusedRightly = new AtomicInteger();
    private final AtomicInteger cut = new AtomicInteger();
    private final Set<String> taken = ConcurrentHashMap.newKeySet();
    private final Queue<String> misjudged = new ConcurrentLinkedQueue<>();
    private final Set<String> digests = new HashSet<>();

    /** Replaces the list at least that often, and goes on until that many mails were taken. */
    Map<String, Integer> play(int switches, int deliveries) {
        Thread[] writers = {writer(this::good), writer(this::stranger)};
        int done = 0;
        try {
            while ((done < switches || taken.size() < deliveries) && misjudged.isEmpty() && done < AT_MOST) {
                replace(++done % 2 == 1);
            }
        } finally {
            over.set(true);
            join(writers);
            replace(false);
        }
        assertThat(misjudged).as("misjudged").isEmpty();
        assertThat(digests).as("lists in force, one after the other").hasSizeGreaterThanOrEqualTo(switches);
        assertThat(taken).hasSizeGreaterThanOrEqualTo(deliveries);
        assertThat(refusedRightly.get()).as("refusals of the stranger").isPositive();
        allArrived();
        var seen = new TreeMap<String, Integer>();
        seen.put("lists in force", digests.size());
        seen.put("mails taken and delivered", taken.size());
        seen.put("refused rightly", refusedRightly.get());
        seen.put("told to come again, or cut off", cut.get());
        seen.put("misjudged", misjudged.size());
        System.out.println("switches of the white list: " + seen);
        return seen;
    }

    /** Another list is published and fetched: with our own entry, or without. */
    private void replace(boolean without) {
        Machine.shell(
                        "setpriv --reuid=range --regid=range --clear-groups bash -c"
                                + " 'mkdir -p \"$1\" && $2 \"$1/own-unlisted\"' faults \"$VM_STATE/range/faults\" \"$1\"",
                        without ? "touch" : "rm -f")
                .expectOk();
        String digest = World.admin()
                .post("/annuaire/whitelist/refresh", Json.object())
                .expect(200)
                .json()
                .path("digest")
                .asText();
        digests.add(digest);
    }

    private Thread writer(Runnable session) {
        return Thread.ofPlatform().daemon().start(() -> {
            while (!over.get()) {
                try {
                    session.run();
                } catch (RuntimeException | AssertionError cutOff) {
                    // Whether the handshake was refused or the connection lost nobody can tell here: the count shows
                    // it.
                    cut.incrementAndGet();
                }
            }
        });
    }

    /** One session with several mails: the first is judged by certificate, the others as the peer of the session. */
    private void good() {
        try (Smtp smtp = World.peer("valide")) {
            for (int i = 0; i < TRANSACTIONS && !over.get(); i++) {
                Message message = Message.plain(World.FOREIGN, box, "bascule");
                Reply reply = smtp.deliver(World.FOREIGN, box, message.octets());
                if (reply.code() == 250) {
                    taken.add(message.id());
                } else if (reply.code() >= 500) {
                    misjudged.add("refused: " + reply.text());
                } else {
                    cut.incrementAndGet();
                    return;
                }
            }
        }
    }

    private void stranger() {
        try (Smtp smtp = World.peer("nomatch")) {
            Reply reply = smtp.deliver(
                    STRANGER, box, Message.plain(STRANGER, box, "faux").octets());
            if (reply.positive()) {
                misjudged.add("let in: " + reply.text());
            } else if (reply.code() == 554) {
                refusedRightly.incrementAndGet();
            } else {
                cut.incrementAndGet();
            }
        }
    }

    private void allArrived() {
        try (Imap imap = Hospital.patientImap(box)) {
            Await.until(
                    "all that was taken is in the mailbox",
                    Duration.ofMinutes(2),
                    () -> imap.search("INBOX", "ALL").size() >= taken.size());
            assertThat(imap.search("INBOX", "ALL")).as("and nothing else").hasSize(taken.size());
        }
    }

    private static void join(Thread... writers) {
        for (Thread writer : writers) {
            try {
                writer.join();
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(interrupted);
            }
        }
    }
}
