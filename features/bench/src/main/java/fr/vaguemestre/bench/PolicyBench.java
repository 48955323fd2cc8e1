package fr.vaguemestre.bench;

/**
 * How long one answer of the Postfix policy service takes with the whole white list in force, and one of the table that says which
 * certificates another operator's server may show, once that server was looked at.
 */
final class PolicyBench {
    private static final int ROUNDS = 5;
    private static final int REQUESTS = 2000;

    private PolicyBench() {}

    static void run(Appliance appliance, Report report) throws Exception {
        try (PolicySocket postfix = PolicySocket.open(appliance)) {
            measure(report, "answer", 2, () -> postfix.ask("boite1@mesures-rest.mssante.test"));
        }
        try (PeersSocket postfix = PeersSocket.open()) {
            measure(report, "certificates of a server looked at before", 1, () -> postfix.ask("pair.mssante.test"));
        }
    }

    private static void measure(Report report, String what, double asked, Stopwatch.Act question) throws Exception {
        Figures p99 = new Figures();
        Figures median = new Figures();
        for (int round = -1; round < ROUNDS; round++) {
            Figures one = round(question);
            if (round >= 0) { // the first warms up
                p99.add(one.percentile(0.99));
                median.add(one.median());
            }
        }
        report.add(what + ", median", "ms", median, Asked.nothing());
        report.add(what + ", p99", "ms", p99, Asked.atMost(asked));
    }

    private static Figures round(Stopwatch.Act question) throws Exception {
        Figures latency = new Figures();
        for (int count = 0; count < REQUESTS; count++) {
            latency.add(Stopwatch.millis(question));
        }
        return latency;
    }
}
