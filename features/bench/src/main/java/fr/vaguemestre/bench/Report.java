package fr.vaguemestre.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What one benchmark measured: a line for each figure, and the same as JSON. */
final class Report {
    private final String bench;
    private final List<Result.Row> rows = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private final List<Result.Share> split = new ArrayList<>();

    Report(String bench) {
        this.bench = bench;
    }

    /** Keeps a figure. */
    void add(String figure, String unit, Figures figures, Asked asked) {
        rows.add(new Result.Row(
                figure,
                unit,
                figures.values().size(),
                figures.min(),
                figures.median(),
                figures.max(),
                asked.words(),
                asked.met(figures)));
    }

    /** Keeps what a reader must know besides the figures. */
    void note(String text) {
        notes.add(text.replaceAll("\\s+", " ").strip());
    }

    /** Keeps where processor time went. */
    void split(List<Result.Share> shares) {
        split.addAll(shares);
    }

    String text() {
        StringBuilder text = new StringBuilder();
        for (Result.Row row : rows) {
            text.append(String.format(
                    Locale.ROOT,
                    "%-10s %-48s %-5s %10.2f %10.2f %10.2f  %s %s%n",
                    bench,
                    row.figure(),
                    row.unit(),
                    row.min(),
                    row.median(),
                    row.max(),
                    row.asked(),
                    row.met()));
        }
        notes.forEach(note -> text.append(String.format("%-10s %s%n", bench, note)));
        for (Result.Share share : split) {
            text.append(String.format(
                    Locale.ROOT, "%-10s %-48s %5.1f %% of %s%n", bench, share.part(), share.percent(), share.of()));
        }
        return text.toString();
    }

    /** All of it, and the circumstances, for {@link Page}. */
    String json(Circumstances circumstances) throws JsonProcessingException {
        return new ObjectMapper()
                        .enable(SerializationFeature.INDENT_OUTPUT)
                        .writeValueAsString(new Result(bench, circumstances, rows, notes, split))
                + "\n";
    }
}
