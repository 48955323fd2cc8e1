package fr.vaguemestre.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the size of a domain costs: the first page of its mailboxes, a search that finds one of them, a new mailbox, and an answer
 * of the policy service, in domains of 100, 1,000 and 10,000 mailboxes side by side, asked in turns by each one's own
 * administrator. Each domain is a structure of its own, for row security reads by structure. The mailboxes are made in the
 * database, and taken out again.
 */
final class GrowthBench {
    private static final int ROUNDS = 9;
    private static final int SMALLEST = 100;
    private static final int LARGEST = 10_000;
    private static final List<Integer> SIZES = List.of(SMALLEST, 1_000, LARGEST);
    private static final double ASKED = 1.5;

    /** What is asked of a domain, and how many times a round. */
    private enum Question {
        LIST("first page of the list", 40),
        SEARCH("search that finds one", 40),
        CREATE("new mailbox", 12),
        POLICY("answer of the policy service", 300);

        private final String words;
        private final int times;

        Question(String words, int times) {
            this.words = words;
            this.times = times;
        }

        void ask(GrowingDomain domain, int count) throws Exception {
            switch (this) {
                case LIST -> domain.list();
                case SEARCH -> domain.search(count);
                case CREATE -> domain.create(count);
                case POLICY -> domain.policy(count);
            }
        }
    }

    private final Report report;
    private final List<GrowingDomain> domains;
    private final Map<String, Figures> medians = new TreeMap<>();

    private GrowthBench(Report report, List<GrowingDomain> domains) {
        this.report = report;
        this.domains = domains;
    }

    static void run(Appliance appliance, Report report) throws Exception {
        String admin = appliance.token();
        var seeds = new GrowthSeeds(appliance, admin);
        List<GrowingDomain> domains = new ArrayList<>();
        try {
            for (int size : SIZES) {
                seeds.plant(size);
                domains.add(GrowingDomain.open(appliance, admin, size));
            }
            seeds.settle();
            new GrowthBench(report, domains).measure(seeds);
        } finally {
            for (GrowingDomain domain : domains) {
                domain.close();
            }
            seeds.takeBack(SIZES);
        }
    }

    private void measure(GrowthSeeds seeds) throws Exception {
        for (int round = -2; round < ROUNDS; round++) { // the first two warm up
            try {
                Map<String, Figures> one = round();
                if (round >= 0) {
                    one.forEach((name, times) -> medians.computeIfAbsent(name, first -> new Figures())
                            .add(times.median()));
                }
            } catch (IOException failed) {
                report.note("round " + (round + 1) + " failed and is not counted: " + failed.getMessage());
                for (GrowingDomain domain : domains) {
                    domain.reconnect();
                }
            }
            seeds.takeBackNew();
        }
        if (medians.isEmpty()) {
            throw new IllegalStateException("no round came to its end");
        }
        for (Question question : Question.values()) {
            tell(question);
        }
    }

    /** All questions at all sizes, in turns: what else the machine does meets all of them. */
    private Map<String, Figures> round() throws Exception {
        Map<String, Figures> times = new TreeMap<>();
        for (Question question : Question.values()) {
            for (int count = 0; count < question.times; count++) {
                int number = count;
                for (GrowingDomain domain : domains) {
                    times.computeIfAbsent(name(question, domain.size()), first -> new Figures())
                            .add(Stopwatch.millis(() -> question.ask(domain, number)));
                }
            }
        }
        return times;
    }

    private void tell(Question question) {
        for (int size : SIZES) {
            String name = name(question, size);
            report.add(name, "ms", figures(name), Asked.nothing());
        }
        report.add(
                question.words + ", at 10,000 / at 100",
                "",
                figures(name(question, LARGEST)).over(figures(name(question, SMALLEST))),
                Asked.atMost(ASKED));
    }

    private Figures figures(String name) {
        return medians.getOrDefault(name, new Figures());
    }

    private static String name(Question question, int size) {
        return String.format(Locale.ROOT, "%s, median, of %,d", question.words, size);
    }
}
