package fr.vaguemestre.bench;

import fr.vaguemestre.bench.Throughput.Load;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Messages per second from our Postfix to the mailbox of the foreign operator: by mutual TLS, with the peer looked at and its
 * certificate pinned, against the same two Postfix in clear and without any look. Both listeners are added by {@code
 * ./vaguemestre bench} for the time of the run: VM_BENCH_OUT_PORT takes mail as submission does once it knows the sender,
 * VM_BENCH_OUT_CLEAR_PORT hands it to a client without TLS and a listener of the peer without TLS.
 */
final class OutboundBench {
    private static final int WARM_UPS = 1;
    private static final int ROUNDS = 7;
    private static final int SESSIONS = 20;
    private static final Load ONE = new Load(SESSIONS, 300, 1);
    private static final Load TWENTY = new Load(SESSIONS, 800, 20);
    private static final String SENDER = "boite1@mesures-mail.mssante.test";
    private static final String RECIPIENT = "boite@pair.mssante.test";
    private static final Path ARRIVALS = Appliance.STATE.resolve("peer/mail/boite/Maildir/new");

    private OutboundBench() {}

    static void run(Appliance appliance, Report report) throws Exception {
        appliance.prepare(appliance.token(), "mesures-mail.mssante.test", 1);
        int ours = Integer.parseInt(System.getenv("VM_BENCH_OUT_PORT"));
        int clear = Integer.parseInt(System.getenv("VM_BENCH_OUT_CLEAR_PORT"));
        firstMessage(clear);
        compare(report, ours, clear, ONE, "", 0.7);
        compare(report, ours, clear, TWENTY, ", given to us 20 in a session", 0.85);
        Split.of(report, () -> rate(ours, ONE));
        Mailboxes.empty("peerimap", RECIPIENT);
    }

    private static void compare(Report report, int ours, int clear, Load load, String how, double asked)
            throws Exception {
        for (int round = 0; round < WARM_UPS; round++) {
            rate(ours, load);
            rate(clear, load);
        }
        Figures rates = new Figures();
        Figures baseline = new Figures();
        for (int round = 0; round < ROUNDS; round++) {
            rates.add(rate(ours, load));
            baseline.add(rate(clear, load));
        }
        report.add("ours: mutual TLS, pinned peer" + how, "1/s", rates, Asked.nothing());
        report.add("baseline: the same without TLS" + how, "1/s", baseline, Asked.nothing());
        report.add("ratio of throughput, ours/baseline" + how, "", rates.over(baseline), Asked.atLeast(asked));
    }

    private static double rate(int port, Load load) throws Exception {
        Mailboxes.empty("peerimap", RECIPIENT);
        return Throughput.of(
                load, List.of(ARRIVALS), client -> SmtpSender.send(port, null, SENDER, RECIPIENT, load.inSession()));
    }

    /** The peer's Maildir is made by its first message. */
    private static void firstMessage(int port) throws Exception {
        long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
        SmtpSender.send(port, null, SENDER, RECIPIENT);
        while (!Files.isDirectory(ARRIVALS)) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("the first message did not reach " + RECIPIENT);
            }
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }
}
