package fr.vaguemestre.bench;

import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;

/**
 * What the edge adds to one session with one message, from the connection to the answer to QUIT, while nothing else runs: by
 * mutual TLS through nginx, with the certificate judged and every recipient asked about, against the same message given to
 * the same Postfix in clear (the listener of {@code inbound}, VM_BENCH_SMTP_PORT). One session at a time, in turns.
 */
final class EdgeBench {
    private static final int WARM_UPS = 100;
    private static final int PAIRS = 150;
    private static final int PAUSE_MILLIS = 20;
    private static final String DOMAIN = "mesures-mail.mssante.test";
    private static final String SENDER = "mesure@valide.mssante.test";
    private static final String RECIPIENT = "boite1@" + DOMAIN;

    private EdgeBench() {}

    static void run(Appliance appliance, Report report) throws Exception {
        appliance.prepare(appliance.token(), DOMAIN, 1);
        int plain = Integer.parseInt(System.getenv("VM_BENCH_SMTP_PORT"));
        int edge = appliance.port("VM_PORT_SMTP");
        SSLContext tls = Operator.of("valide");
        Figures secured = new Figures();
        Figures clear = new Figures();
        Figures added = new Figures();
        for (int pair = -WARM_UPS; pair < PAIRS; pair++) {
            double there = millis(() -> SmtpSender.send(edge, tls, SENDER, RECIPIENT));
            double here = millis(() -> SmtpSender.send(plain, null, SENDER, RECIPIENT));
            if (pair >= 0) {
                secured.add(there);
                clear.add(here);
                added.add(there - here);
            }
        }
        Mailboxes.empty("dovecot", RECIPIENT);
        report.add("ours: one session by mutual TLS", "ms", secured, Asked.nothing());
        report.add("baseline: straight to Postfix", "ms", clear, Asked.nothing());
        report.add("added to one session by the edge", "ms", added, Asked.atMost(100));
    }

    /** The message before is in its mailbox by then: its delivery is not what is measured. */
    private static double millis(Stopwatch.Act act) throws Exception {
        TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        return Stopwatch.millis(act);
    }
}
