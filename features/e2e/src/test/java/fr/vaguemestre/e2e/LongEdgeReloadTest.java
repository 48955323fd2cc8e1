package fr.vaguemestre.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import fr.vaguemestre.e2e.driver.Message;
import fr.vaguemestre.e2e.driver.Smtp;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The mail edge reads its configuration again, as for each new revocation list, while two thousand operators are in a session. */
@Tag("long")
class LongEdgeReloadTest {
    private static final int CLIENTS = 20;
    private static final int SESSIONS_EACH = 100;
    /** Each client says NOOP to those that wait, well within the minute that the edge waits for a word. */
    private static final int MESSAGES_BETWEEN_SIGNS = 5;

    @Test
    @Timeout(value = 30, unit = TimeUnit.MINUTES)
    void twoThousandSessionsInFlightAllDeliver() throws Exception {
        Hospital hospital = Hospital.open();
        String box = hospital.box("recharge");
        List<List<Smtp>> sessions = Collections.synchronizedList(new ArrayList<>());
        try (ExecutorService threads = Executors.newFixedThreadPool(CLIENTS)) {
            all(threads, () -> {
                sessions.add(opened());
                return 0;
            });
            Machine.inside("/opt/vaguemestre/bin/reload", "nginx").expectOk();
            assertThat(World.fromForeign(box, Message.plain(World.FOREIGN, box, "nouvelle session"))
                            .positive())
                    .as("a session of after")
                    .isTrue();
            var waiting = sessions.iterator();
            int delivered = all(threads, () -> {
                List<Smtp> own;
                synchronized (sessions) {
                    own = waiting.next();
                }
                return delivered(own, box);
            });
            LongReport.of(
                    getClass(),
                    "Sessions over a reload of the edge",
                    Map.of("in flight", CLIENTS * SESSIONS_EACH, "delivered a message after it", delivered));
            assertThat(delivered).isEqualTo(CLIENTS * SESSIONS_EACH);
        }
    }

    private static List<Smtp> opened() {
        List<Smtp> open = new ArrayList<>();
        for (int i = 0; i < SESSIONS_EACH; i++) {
            open.add(World.peer("valide"));
            signs(open, i);
        }
        return open;
    }

    private static int delivered(List<Smtp> sessions, String box) {
        int delivered = 0;
        signs(sessions, 0);
        for (int i = 0; i < sessions.size(); i++) {
            try (Smtp session = sessions.get(i)) {
                Message message = Message.plain(World.FOREIGN, box, "en vol");
                delivered +=
                        session.deliver(World.FOREIGN, box, message.octets()).code() == 250 ? 1 : 0;
            }
            signs(sessions.subList(i + 1, sessions.size()), i);
        }
        return delivered;
    }

    /** A sign of life to each of them, now and then. */
    private static void signs(List<Smtp> sessions, int done) {
        if (done % MESSAGES_BETWEEN_SIGNS == 0) {
            sessions.forEach(session -> session.say("NOOP"));
        }
    }

    private static int all(ExecutorService threads, Callable<Integer> each) throws Exception {
        int sum = 0;
        for (Future<Integer> one : threads.invokeAll(Collections.nCopies(CLIENTS, each))) {
            sum += one.get();
        }
        return sum;
    }
}
