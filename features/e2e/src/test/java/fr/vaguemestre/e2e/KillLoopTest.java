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
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Servers killed at random moments, one after the other and in each other's absence, while mail comes, goes and stays inside
 * and mailboxes are made. The seed is printed; {@code -Dkill.seed} and {@code -Dkill.count} play a part of it again.
 */
@Tag("long")
@Order(World.LATE)
class KillLoopTest {
    private static final List<String> VICTIMS =
            List.of("karaf", "postgresql", "postfix", "dovecot", "redis", "nginx", "haproxy");
    private static final int KILLS = Integer.getInteger("kill.count", 200);
    private static final long SEED = Long.getLong("kill.seed", System.nanoTime());
    private static final int BOXES = 5;
    /** Mails offered at each kill. */
    private static final int MAILS = 4;
    /** Of the ways that a mail goes: 0 and 1 from outside, 3 to the foreign operator. */
    private static final int INSIDE = 2;

    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final Duration END = Duration.ofMinutes(15);

    private final Peer peer = new Peer(World.appliance());
    private final Hospital hospital = Hospital.open(20_000, 100_000_000_000_000L);
    private final Random random = new Random(SEED);
    private final Promises promises = new Promises();
    private final Map<String, Integer> seen = new TreeMap<>();
    private final List<String> boxes = new ArrayList<>();
    private int offered;

    @Test
    @Tag("fault-16")
    @Tag("fault-17")
    @Tag("fault-42")
    @Timeout(value = 150, unit = TimeUnit.MINUTES)
    void whateverIsKilledNothingThatWasPromisedIsLost() {
        System.out.printf("%nkill.seed=%d kill.count=%d%n", SEED, KILLS);
        for (int i = 0; i < BOXES; i++) {
            boxes.add(hospital.box("boucle" + i));
        }
        Outbound.send(boxes.getFirst(), peer.user()).gone(); // the foreign operator is found good
        try (MailStream stream = new MailStream();
                RowStream rows = RowStream.start(hospital, promises)) {
            for (int kill = 1; kill <= KILLS; kill++) {
                kill(kill, stream, rows);
            }
            Await.until(
                    "all servers work",
                    END,
                    () -> Machine.appliance().status().path("healthy").asBoolean());
            Await.until(
                    "all are taken",
                    END,
                    () -> stream.accepted().size() + stream.refusals().size() == offered);
            promises.mails(stream.accepted());
            assertThat(stream.refusals()).as("refused for good").isEmpty();
        }
        Await.until("all have left the queue", END, () -> {
            Machine.shell("postqueue -c \"$VM_CONF/postfix\" -f").expectOk();
            return queued() == 0;
        });
        judge();
    }

    /** One kill at a random moment of a stream that got on since the last one. */
    private void kill(int number, MailStream stream, RowStream rows) {
        int before = stream.accepted().size() + rows.made();
        stream.send(mails());
        List<String> alive = VICTIMS.stream().filter(KillLoopTest::ready).toList();
        LockSupport.parkNanos(random.nextLong(LONGEST_PAUSE.toNanos()));
        if (alive.isEmpty()) {
            Await.until("something is there to kill", PATIENCE, () -> VICTIMS.stream()
                    .anyMatch(KillLoopTest::ready));
            alive = VICTIMS.stream().filter(KillLoopTest::ready).toList();
        }
        String victim = alive.get(random.nextInt(alive.size()));
        String process = killed(victim, random.nextInt(100));
        seen.merge(victim + ", " + process, 1, Integer::sum);
        System.out.printf("kill %d: %s, %s (%d promises)%n", number, victim, process, before);
        Await.until(
                "something more is promised after kill " + number,
                PATIENCE,
                () -> stream.accepted().size() + rows.made() > before);
    }

    /** Kills the server's main process, or as often one of its children; tells which. */
    private static String killed(String server, int lot) {
        return Machine.shell(
                        """
                        main=$(s6-svstat -o pid "$SCAN/$1")
                        mapfile -t children < <(pgrep -P "$main" || true)
                        if [ $(($2 % 2)) = 0 ] || [ ${#children[@]} = 0 ]; then
                          kill -KILL "$main" && echo "main process"
                        else
                          kill -KILL "${children[$2 % ${#children[@]}]}" && echo "a child" || echo "a child that had ended"
                        fi""",
                        server, Integer.toString(lot))
                .expectOk()
                .out()
                .strip();
    }

    private static boolean ready(String server) {
        return Machine.shell("s6-svstat -o ready \"$SCAN/$1\"", server).out().startsWith("true");
    }

    private void judge() {
        Promises.Verdict verdict = promises.kept(hospital, boxes).expectNothingLost();
        assertThat(World.admin()
                        .get("/admin/audit/verify")
                        .expect(200)
                        .json()
                        .path("intact")
                        .asBoolean())
                .as("the audit trail is whole")
                .isTrue();
        seen.put("= mails promised", verdict.mails());
        seen.put("= mails that came again", verdict.duplicates());
        seen.put("= mails lost", verdict.lostMails().size());
        seen.put("= mailboxes promised", verdict.rows());
        seen.put("= mailboxes lost", verdict.lostRows().size());
        LongReport.of(getClass(), "Killed (seed " + SEED + "), and what became of the promises", seen);
    }

    private List<Mail> mails() {
        List<Mail> mails = new ArrayList<>();
        for (int i = 0; i < MAILS; i++) {
            String box = boxes.get(random.nextInt(BOXES));
            int way = i == 0 ? INSIDE : random.nextInt(4); // one at least goes its way without Karaf
            String from = way < 2 ? World.FOREIGN : boxes.get(random.nextInt(BOXES));
            String to = way == 3 ? peer.user() : box;
            Message message = Message.plain(from, to, "boucle " + offered++);
            mails.add(new Mail(
                    message, way < 2 ? () -> World.fromForeign(to, message) : () -> Outbound.offer(from, to, message)));
        }
        return mails;
    }

    private int queued() {
        return Integer.parseInt(
                Machine.shell("postqueue -c \"$VM_CONF/postfix\" -j | grep -cF \"@$1\" || true", hospital.domain())
                        .expectOk()
                        .out()
                        .strip());
    }
}
