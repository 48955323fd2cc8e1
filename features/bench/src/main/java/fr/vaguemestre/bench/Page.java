package fr.vaguemestre.bench;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** The page of results, made of what the last run of each benchmark left: {@code docs/reference/performance.md}. */
final class Page {
    private static final String HEAD =
            """
        # Performance

        Written by `./vaguemestre bench` from what the last run of each benchmark left in [performance](performance): do not edit.
        Baselines are measured in the same run, in turns; their sources are in `features/bench`. "In the median" means that some
        round did not reach what is asked. The load is the average number of running processes in the minute before and at the
        end: where it is above the number of processors, the machine did other work, and absolute figures are those of a busy
        machine. How the figures came about is told in [what was found](../explanation/performance.md).

        ## What is asked

        | bench | figure | median | asked | met |
        |---|---|---:|---|---|
        """;

    private static final String COLUMNS =
            """
            | figure | unit | rounds | min | median | max | asked | met |
            |---|---|---:|---:|---:|---:|---|---|
            """;

    private final List<Result> results;

    private Page(List<Result> results) {
        this.results = results;
    }

    /** Of all results in that folder. */
    static Page of(Path folder) throws IOException {
        var json = new ObjectMapper();
        json.configOverride(List.class).setSetterInfo(JsonSetter.Value.forValueNulls(Nulls.AS_EMPTY));
        var results = new ArrayList<Result>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(path -> path.toString().endsWith(".json"))
                    .sorted()
                    .toList()) {
                results.add(json.readValue(file.toFile(), Result.class));
            }
        }
        return new Page(results);
    }

    String markdown() {
        var text = new StringBuilder(HEAD);
        for (Result result : results) {
            for (Result.Row row : result.figures()) {
                if (!row.asked().isEmpty()) {
                    text.append(String.format(
                            "| [%s](#%s) | %s | %s | %s | %s |%n",
                            result.bench(),
                            result.bench(),
                            row.figure(),
                            withUnit(row.median(), row.unit()),
                            row.asked(),
                            row.met()));
                }
            }
        }
        text.append(SplitChapter.of(results));
        results.forEach(result -> section(text, result));
        return text.toString();
    }

    private static void section(StringBuilder text, Result result) {
        Circumstances then = result.circumstances();
        text.append(String.format(
                Locale.ROOT,
                "%n## %s%n%n%s, commit %s, %s, load %.1f before and %.1f at the end.%n%n",
                result.bench(),
                then.at(),
                then.commit(),
                then.machine(),
                then.loadBefore(),
                then.loadAfter()));
        text.append(COLUMNS);
        for (Result.Row row : result.figures()) {
            text.append(String.format(
                    "| %s | %s | %d | %s | %s | %s | %s | %s |%n",
                    row.figure(),
                    row.unit(),
                    row.rounds(),
                    number(row.min()),
                    number(row.median()),
                    number(row.max()),
                    row.asked(),
                    row.met()));
        }
        if (!result.notes().isEmpty()) {
            text.append(System.lineSeparator());
            result.notes().forEach(note -> text.append(String.format("- %s%n", note.replace("|", "\\|"))));
        }
    }

    private static String withUnit(double value, String unit) {
        return unit.isEmpty() ? number(value) : number(value) + " " + unit;
    }

    /** Three digits that tell something. */
    private static String number(double value) {
        double size = Math.abs(value);
        String pattern = size >= 100 ? "%,.0f" : size >= 10 ? "%.1f" : "%.2f";
        return String.format(Locale.ROOT, pattern, value);
    }
}
