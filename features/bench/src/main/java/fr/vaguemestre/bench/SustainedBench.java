package fr.vaguemestre.bench;

import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import javax.net.ssl.SSLContext;

/**
 * A thousand {@code GET /mailboxes/{address}} a second for a minute, by the token of a domain's administrator, through the edge: what
 * came back, how late, and how many processors' time each service took for it. A little more is offered than is asked, so
 * that the asked rate can be reached at all. The client is an open loop: see {@link OpenLoop}.
 */
final class SustainedBench {
    private static final int ASKED = 1_000;
    private static final int OFFERED = 1_010;
    private static final int SECONDS = 60;
    private static final int SLICE = 10;
    private static final int WARM_UP_SECONDS = 20;
    private static final int CONNECTIONS = 32;
    private static final int MAILBOXES = 50;
    private static final String DOMAIN = "mesures-debit.mssante.test";

    private final Figures rate = new Figures();
    private final Figures failures = new Figures();
    private final Map<String, Figures> latency = new TreeMap<>();
    private final Map<String, Figures> cores = new TreeMap<>();
    private final Figures servers = new Figures();

    private SustainedBench() {}

    static void run(Appliance appliance, Report report) throws Exception {
        String admin = appliance.token();
        appliance.prepare(admin, DOMAIN, MAILBOXES);
        try (Account account = Account.administering(appliance, admin, DOMAIN)) {
            int port = appliance.port("VM_PORT_HTTPS");
            SSLContext tls = Operator.anyone();
            OpenLoop.Clients clients = () -> new Reader(RawHttp.connect(port, tls), account.token());
            try (OpenLoop warmUp = OpenLoop.start(clients, CONNECTIONS, OFFERED, WARM_UP_SECONDS)) {
                warmUp.awaitEnd();
            }
            try (OpenLoop loop = OpenLoop.start(clients, CONNECTIONS, OFFERED, SECONDS)) {
                new SustainedBench().measure(loop, report);
            }
        }
    }

    private void measure(OpenLoop loop, Report report) throws IOException, InterruptedException {
        for (int second = 0; second < SECONDS; second += SLICE) {
            ServiceCpu before = ServiceCpu.now();
            long start = System.nanoTime();
            loop.awaitSecond(second + SLICE);
            ServiceCpu after = ServiceCpu.now();
            double seconds = (System.nanoTime() - start) / 1e9;
            after.since(before)
                    .forEach((service, taken) -> figures(cores, service).add(taken / seconds));
            servers.add(after.serversSince(before) / seconds);
        }
        loop.awaitEnd();
        for (int second = 0; second < SECONDS; second += SLICE) {
            answers(loop, second, second + SLICE);
        }
        loop.firstFailure().ifPresent(failure -> report.note("the first request that failed: " + failure));
        tell(report);
    }

    private void answers(OpenLoop loop, int from, int until) {
        rate.add(loop.rate(from, until));
        failures.add(loop.failures(from, until));
        Figures slice = loop.latency(from, until);
        if (!slice.isEmpty()) {
            figures(latency, "p50").add(slice.percentile(0.5));
            figures(latency, "p95").add(slice.percentile(0.95));
            figures(latency, "p99").add(slice.percentile(0.99));
        }
    }

    private void tell(Report report) {
        String offered = String.format(Locale.ROOT, "reads answered, %,d a second offered", OFFERED);
        report.add(offered, "1/s", rate, Asked.atLeast(ASKED));
        report.add("reads that failed, in ten seconds", "", failures, Asked.atMost(0));
        latency.forEach((name, figures) -> report.add("from due to answered, " + name, "ms", figures, Asked.nothing()));
        report.add("processors busy: all servers", "", servers, Asked.nothing());
        cores.forEach((service, figures) -> {
            if (figures.max() >= 0.005) { // what takes less is not told apart from the kernel's ticks
                report.add("processors busy: " + service, "", figures, Asked.nothing());
            }
        });
    }

    private static Figures figures(Map<String, Figures> all, String name) {
        return all.computeIfAbsent(name, first -> new Figures());
    }

    /** Reads one mailbox after the other. */
    private record Reader(RawHttp http, String token) implements OpenLoop.Client {
        @Override
        public void request(int number) throws IOException {
            http.get("/api/v1/mailboxes/boite" + (1 + number % MAILBOXES) + "@" + DOMAIN, token);
        }

        @Override
        public void close() throws IOException {
            http.close();
        }
    }
}
