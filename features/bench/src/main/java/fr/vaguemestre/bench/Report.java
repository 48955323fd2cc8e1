package fr.vaguemestre.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What was measured: a line for each figure, and the same as JSON. */
final class Report {
    private final List<Row> rows = new ArrayList<>();

    /** Keeps a figure; bound is what is asked for, in words, blank where nothing is. */
    void add(String bench, String figure, String unit, Figures figures, String bound) {
        rows.add(new Row(bench, figure, unit, figures.min(), figures.median(), figures.max(), bound, figures.values()));
    }

    String text() {
        StringBuilder text = new StringBuilder(String.format(
                Locale.ROOT,
                "%-10s %-34s %-10s %10s %10s %10s  %s%n",
                "bench",
                "figure",
                "unit",
                "min",
                "median",
                "max",
                "asked"));
        for (Row row : rows) {
            text.append(String.format(
                    Locale.ROOT,
                    "%-10s %-34s %-10s %10.2f %10.2f %10.2f  %s%n",
                    row.bench(),
                    row.figure(),
                    row.unit(),
                    row.min(),
                    row.median(),
                    row.max(),
                    row.asked()));
        }
        return text.toString();
    }

    String json() throws JsonProcessingException {
        return new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValueAsString(Map.of("figures", rows))
                + "\n";
    }

    private record Row(
            String bench,
            String figure,
            String unit,
            double min,
            double median,
            double max,
            String asked,
            List<Double> rounds) {}
}
