package fr.vaguemestre.bench;

import fr.vaguemestre.bench.Throughput.Load;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * Messages per second from the wire to the mailbox, one message or twenty for each session, 20 sessions at once: through the edge
 * with mutual TLS, against the same Postfix, database and Dovecot without TLS, edge and policy (a listener that {@code
 * ./vaguemestre bench} adds to Postfix for the time of the run, named by VM_BENCH_SMTP_PORT).
 */
final class InboundBench {
    /**
     * The client's own code and Karaf's are compiled by then: handshakes and compilers take time from the servers that share their
     * processors, and half of Karaf's share was compilers where it was two rounds.
     */
    private static final int WARM_UPS = 6;

    private static final int ROUNDS = 7;
    private static final int SESSIONS = 20;
    private static final Load ONE = new Load(SESSIONS, 300, 1);
    private static final Load TWENTY = new Load(SESSIONS, 800, 20);
    private static final double A_DAY = 1_000_000;
    private static final double DAY_SECONDS = 10 * 3_600;
    private static final String DOMAIN = "mesures-mail.mssante.test";
    private static final String SENDER = "mesure@valide.mssante.test";
    private static final Path MAIL = Appliance.STATE.resolve("mail");

    private final int plain = Integer.parseInt(System.getenv("VM_BENCH_SMTP_PORT"));
    private final int edge;
    private final SSLContext tls;

    private InboundBench(Appliance appliance) throws Exception {
        this.edge = appliance.port("VM_PORT_SMTP");
        this.tls = Operator.of("valide");
    }

    static void run(Appliance appliance, Report report) throws Exception {
        appliance.prepare(appliance.token(), DOMAIN, SESSIONS);
        new InboundBench(appliance).measure(report);
    }

    private void measure(Report report) throws Exception {
        empty();
        makeFolders();
        Figures rate = new Figures();
        Figures cpu = new Figures();
        compare(report, ONE, "", 0.7, (perSecond, processors) -> {
            rate.add(perSecond);
            cpu.add(processors);
        });
        aMillionADay(report, rate, cpu);
        compare(report, TWENTY, ", 20 messages in each session", 0.85, (perSecond, processors) -> {});
        Split.of(report, () -> rate(edge, tls, ONE));
        empty();
    }

    /** What one round of ours told. */
    @FunctionalInterface
    private interface Seen {
        void round(double perSecond, double processorSecondsOfAMessage);
    }

    private void compare(Report report, Load load, String how, double asked, Seen seen) throws Exception {
        for (int round = 0; round < WARM_UPS; round++) {
            rate(edge, tls, load);
            rate(plain, null, load);
        }
        Figures ours = new Figures();
        Figures baseline = new Figures();
        for (int round = 0; round < ROUNDS; round++) {
            ServiceCpu before = ServiceCpu.now();
            double perSecond = rate(edge, tls, load);
            seen.round(perSecond, ServiceCpu.now().serversSince(before) / load.messages());
            ours.add(perSecond);
            baseline.add(rate(plain, null, load));
        }
        report.add("ours: mutual TLS, edge, policy" + how, "1/s", ours, Asked.nothing());
        report.add("baseline: the same without TLS" + how, "1/s", baseline, Asked.nothing());
        report.add("ratio of throughput, ours/baseline" + how, "", ours.over(baseline), Asked.atLeast(asked));
    }

    /** What nobody measured: a day of ten working hours, by the figures of these rounds. */
    private static void aMillionADay(Report report, Figures rate, Figures cpu) {
        report.add("processor time for a message, all servers", "ms", cpu.times(1_000), Asked.nothing());
        report.add(
                "1 M a day needs, computed: processors for ten hours",
                "",
                cpu.times(A_DAY / DAY_SECONDS),
                Asked.nothing());
        report.add(
                "1 M a day needs, computed: hours at the measured rate",
                "h",
                rate.map(perSecond -> A_DAY / perSecond / 3_600),
                Asked.nothing());
    }

    private static void empty() throws Exception {
        for (int number = 1; number <= SESSIONS; number++) {
            Mailboxes.empty("dovecot", "boite" + number + "@" + DOMAIN);
        }
    }

    /** A Maildir is made by its first message. */
    private void makeFolders() throws Exception {
        long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
        for (int number = 1; number <= SESSIONS; number++) {
            String recipient = "boite" + number + "@" + DOMAIN;
            SmtpSender.send(plain, null, SENDER, recipient);
        }
        while (!folders().stream().allMatch(Files::isDirectory)) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("the first messages were not delivered");
            }
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }

    private static double rate(int port, @Nullable SSLContext tls, Load load) throws Exception {
        return Throughput.of(
                load,
                folders(),
                client -> SmtpSender.send(port, tls, SENDER, "boite" + client + "@" + DOMAIN, load.inSession()));
    }

    private static List<Path> folders() {
        return IntStream.rangeClosed(1, SESSIONS)
                .mapToObj(
                        number -> MAIL.resolve(DOMAIN).resolve("boite" + number).resolve("Maildir/new"))
                .toList();
    }
}
