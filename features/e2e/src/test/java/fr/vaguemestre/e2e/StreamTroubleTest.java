package fr.vaguemestre.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import fr.vaguemestre.e2e.MailStream.Mail;
import fr.vaguemestre.e2e.driver.Await;
import fr.vaguemestre.e2e.driver.Message;
import fr.vaguemestre.e2e.driver.Peer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** Servers stopped one after the other under a stream of mail: what was taken arrives, whatever happens. */
@Order(World.LATE + 3)
class StreamTroubleTest {
    private static final int MAILS = 500;
    private static final int BOXES = 5;
    /** Each so many-th mail is one of ours to the foreign operator. */
    private static final int OUTBOUND = 10;

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Peer peer = new Peer(World.appliance());
    private final Hospital hospital = Hospital.open();
    private final List<Outage> outages = new ArrayList<>();

    /**
     * One server's absence, in the sender's numbers.
     *
     * @param accepted mails taken before
     * @param inFlight mails whose copy is unsure when it stops: in an open session; for Dovecot also those handed to it
     * @param later attempts that were put off meanwhile
     * @param accepting mails taken meanwhile
     */
    private record Outage(String server, int accepted, int inFlight, int later, int accepting) {}

    @Test
    void ofFiveHundredMailsNoneIsLostAndNoneComesTwiceThatWasNotOnItsWay() {
        List<String> boxes = new ArrayList<>();
        for (int i = 0; i < BOXES; i++) {
            boxes.add(hospital.box("flux" + i));
        }
        Outbound.send(boxes.getFirst(), peer.user()).gone(); // the foreign operator is found good
        try (MailStream stream = new MailStream()) {
            stream.send(mails(boxes));
            Await.until("the stream flows", PATIENCE, () -> stream.accepted().size() > 20);
            outage("redis", stream, () -> false);
            outage("dovecot", stream, () -> false);
            outage("nginx", stream, () -> true);
            outage("rspamd", stream, () -> true);
            Await.until(
                    "all are taken",
                    PATIENCE,
                    () -> stream.accepted().size() + stream.refusals().size() == MAILS);

            assertThat(stream.refusals()).as("refused for good").isEmpty();
            Await.until("all have left the queue", PATIENCE, () -> queued("") == 0);
            judge(stream, Promises.copies(boxes));
        }
        Machine.healthy();
    }

    private void judge(MailStream stream, Map<String, Integer> copies) {
        List<String> lost =
                stream.accepted().stream().filter(id -> !copies.containsKey(id)).toList();
        int duplicates = stream.accepted().stream()
                .mapToInt(id -> copies.getOrDefault(id, 1) - 1)
                .sum();
        int inFlight = outages.stream().mapToInt(Outage::inFlight).sum();
        System.out.printf(
                "%n%-10s %14s %10s %12s %16s%n", "stopped", "taken before", "in flight", "put off", "taken meanwhile");
        outages.forEach(outage -> System.out.printf(
                "%-10s %14d %10d %12d %16d%n",
                outage.server(), outage.accepted(), outage.inFlight(), outage.later(), outage.accepting()));
        System.out.printf(
                "sent %d in %d attempts, taken %d, arrived %d, lost %d, came twice %d (in flight at the stops: %d)%n%n",
                MAILS,
                stream.attempts(),
                stream.accepted().size(),
                stream.accepted().size() - lost.size(),
                lost.size(),
                duplicates,
                inFlight);
        assertThat(lost).as("taken, and nowhere").isEmpty();
        assertThat(duplicates).as("more copies than mails").isLessThanOrEqualTo(inFlight);
    }

    /** Stops a server until its absence was felt, or, where it is not felt, mail went on without it; then starts it again. */
    private void outage(String server, MailStream stream, BooleanSupplier felt) {
        int accepted = stream.accepted().size();
        int later = stream.later();
        int inFlight = stream.open() + (server.equals("dovecot") ? queued("\"active\"") : 0);
        assertThat(accepted)
                .as("the stream still flows at the stop of " + server)
                .isLessThan(MAILS);
        Machine.stop(server);
        int without = stream.accepted().size();
        int putOff = stream.later();
        Await.until(
                "mail meets the absence of " + server,
                PATIENCE,
                () -> felt.getAsBoolean()
                        ? stream.later() > putOff + 5
                        : stream.accepted().size() > without + 5);
        Machine.inside("/opt/vaguemestre/bin/control", "start", server).expectOk();
        outages.add(new Outage(
                server,
                accepted,
                inFlight,
                stream.later() - later,
                stream.accepted().size() - accepted));
    }

    private List<Mail> mails(List<String> boxes) {
        List<Mail> mails = new ArrayList<>();
        for (int i = 0; i < MAILS; i++) {
            String box = boxes.get(i % BOXES);
            if (i % OUTBOUND == 0) {
                Message message = Message.plain(box, peer.user(), "flux " + i);
                mails.add(new Mail(message, () -> Outbound.offer(box, peer.user(), message)));
            } else {
                Message message = Message.plain(World.FOREIGN, box, "flux " + i);
                mails.add(new Mail(message, () -> World.fromForeign(box, message)));
            }
        }
        return mails;
    }

    /** How many messages from or to the hospital are in the queue, told with that word. */
    private int queued(String word) {
        return Integer.parseInt(Machine.shell(
                        "postqueue -c \"$VM_CONF/postfix\" -j | grep -F \"@$1\" | grep -cF \"$2\" || true",
                        hospital.domain(),
                        word)
                .expectOk()
                .out()
                .strip());
    }
}
