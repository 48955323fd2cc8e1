package fr.vaguemestre.bench;

import java.util.List;

/**
 * What a run of one benchmark leaves behind: {@code docs/reference/performance/<bench>.json}.
 *
 * @param notes what a reader must know besides the figures: rounds that failed, and why
 * @param split where processor time went under the load of the benchmark; empty where nobody looked
 */
record Result(String bench, Circumstances circumstances, List<Row> figures, List<String> notes, List<Share> split) {
    Result {
        figures = List.copyOf(figures);
        notes = List.copyOf(notes);
        split = List.copyOf(split);
    }

    /**
     * One figure over its rounds.
     *
     * @param asked in words, blank where nothing is
     * @param met {@code yes}, {@code in the median}, {@code no}, or blank where nothing is asked
     */
    record Row(
            String figure, String unit, int rounds, double min, double median, double max, String asked, String met) {}

    /**
     * A part of a whole.
     *
     * @param of which whole
     * @param percent of it
     */
    record Share(String of, String part, double percent) {}

    /** How near its worst figure is to what is asked of it: 1 is the bound, more is beyond it; 0 where nothing is asked. */
    double strain() {
        return figures.stream()
                .mapToDouble(row -> Asked.strain(row.asked(), row.median()))
                .max()
                .orElse(0);
    }
}
