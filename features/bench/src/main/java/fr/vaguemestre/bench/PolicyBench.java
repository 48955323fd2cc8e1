package fr.vaguemestre.bench;

/** How long one answer of the Postfix policy service takes with the whole white list in force. */
final class PolicyBench {
    private static final int ROUNDS = 5;
    private static final int REQUESTS = 2000;

    private PolicyBench() {}

    static void run(Appliance appliance, Report report) throws Exception {
        Figures p99 = new Figures();
        Figures median = new Figures();
        for (int round = -1; round < ROUNDS; round++) {
            Figures one = round(appliance);
            if (round >= 0) { // the first warms up
                p99.add(one.percentile(0.99));
                median.add(one.median());
            }
        }
        report.add("answer, median", "ms", median, Asked.nothing());
        report.add("answer, p99", "ms", p99, Asked.atMost(5));
    }

    private static Figures round(Appliance appliance) throws Exception {
        Figures latency = new Figures();
        try (PolicySocket postfix = PolicySocket.open(appliance)) {
            for (int count = 0; count < REQUESTS; count++) {
                latency.add(Stopwatch.millis(() -> postfix.ask("boite1@mesures-rest.mssante.test")));
            }
        }
        return latency;
    }
}
