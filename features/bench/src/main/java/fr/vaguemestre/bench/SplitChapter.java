package fr.vaguemestre.bench;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The chapter of the page that tells where processor time went, for the two benchmarks that are nearest to their bounds or beyond. */
final class SplitChapter {
    private static final int WORST = 2;

    private SplitChapter() {}

    /** Blank where nobody looked. */
    static String of(List<Result> results) {
        List<Result> worst = results.stream()
                .filter(result -> !result.split().isEmpty())
                .sorted(Comparator.comparingDouble(Result::strain).reversed().thenComparing(Result::bench))
                .limit(WORST)
                .toList();
        if (worst.isEmpty()) {
            return "";
        }
        var text = new StringBuilder(head(worst.stream()
                .map(result -> String.format(Locale.ROOT, "%s (%.2f of its bound)", result.bench(), result.strain()))
                .collect(Collectors.joining(", "))));
        for (Result result : worst) {
            text.append(
                    String.format("%n### Split of %s%n%n| of | part | percent |%n|---|---|---:|%n", result.bench()));
            for (Result.Share share : result.split()) {
                text.append(
                        String.format(Locale.ROOT, "| %s | %s | %.1f |%n", share.of(), share.part(), share.percent()));
            }
        }
        return text.toString();
    }

    private static String head(String worst) {
        return """

        ## Where the time of the worst two went

        Of the benchmarks that were looked at, the two that are nearest to what is asked of them, or beyond it: %s. Taken
        after the measured rounds, under the same load, ours only. Processor time is the kernel's count, by service; samples are
        those of Karaf's flight recorder, every 10 ms, each counted for the innermost call that is not the JDK's own. What is
        less than half a percent is left out.
        """
                .formatted(worst);
    }
}
