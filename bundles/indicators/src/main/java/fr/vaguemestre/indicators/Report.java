package fr.vaguemestre.indicators;

import fr.vaguemestre.api.indicators.Indicator;
import fr.vaguemestre.api.indicators.MonthReport;
import fr.vaguemestre.api.indicators.MonthReport.Day;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Lines of figures in their one order, and the texts that they make: the same lines, the same octets. */
final class Report {
    private static final Comparator<Indicator> ORDER = Comparator.comparing(Indicator::name)
            .thenComparing(Indicator::domain)
            .thenComparing(Indicator::key);
    private static final String PEOPLE = "people.";

    private final TreeMap<LocalDate, List<Indicator>> days = new TreeMap<>();
    private List<Indicator> stock = List.of();

    /** What a day adds up to, in any order. */
    void day(LocalDate day, List<Indicator> figures) {
        if (!figures.isEmpty()) {
            days.put(day, sum(figures));
        }
    }

    /** What there is at the end. */
    void stock(List<Indicator> figures) {
        stock = sum(figures);
    }

    /** Figures of the same name, domain and key added up, in order. */
    static List<Indicator> sum(List<Indicator> figures) {
        Map<Indicator, Long> sums = new TreeMap<>(ORDER);
        figures.forEach(figure -> sums.merge(figure, figure.value(), Long::sum));
        return sums.entrySet().stream()
                .map(sum -> new Indicator(
                        sum.getKey().name(), sum.getKey().domain(), sum.getKey().key(), sum.getValue()))
                .toList();
    }

    /** As the database keeps it: a line each, empty day for what there is at the end. */
    String lines() {
        var text = new StringBuilder();
        days.forEach((day, figures) -> figures.forEach(figure -> line(text, day.toString(), figure)));
        stock.forEach(figure -> line(text, "", figure));
        return text.toString();
    }

    static Report of(String lines) {
        var report = new Report();
        var stock = new ArrayList<Indicator>();
        var found = new TreeMap<LocalDate, List<Indicator>>();
        lines.lines().map(line -> line.split("\t", -1)).forEach(part -> {
            var figure = new Indicator(part[1], part[2], part[3], Long.parseLong(part[4]));
            if (part[0].isEmpty()) {
                stock.add(figure);
            } else {
                found.computeIfAbsent(LocalDate.parse(part[0]), any -> new ArrayList<>())
                        .add(figure);
            }
        });
        found.forEach(report::day);
        report.stock(stock);
        return report;
    }

    static String lines(List<Indicator> figures) {
        var text = new StringBuilder();
        figures.forEach(figure -> line(text, "", figure));
        return text.toString();
    }

    static List<Indicator> figures(String lines) {
        return of(lines).stock;
    }

    private static void line(StringBuilder text, String day, Indicator figure) {
        text.append(day)
                .append('\t')
                .append(plain(figure.name()))
                .append('\t')
                .append(plain(figure.domain()))
                .append('\t')
                .append(plain(figure.key()))
                .append('\t')
                .append(figure.value())
                .append('\n');
    }

    MonthReport toMonth(YearMonth month, String structure, boolean closed) {
        List<Day> each = days.entrySet().stream()
                .flatMap(day -> day.getValue().stream().map(figure -> new Day(day.getKey(), figure)))
                .toList();
        List<Indicator> totals = totals();
        String json = json(month, structure, closed, each, totals);
        return new MonthReport(
                month, structure, closed, each, totals, json, csv(month, structure, each, totals), sha256(json));
    }

    /** People who came on several days would be counted several times: they are told by day only. */
    private List<Indicator> totals() {
        List<Indicator> all = new ArrayList<>(stock);
        days.values().forEach(figures -> figures.stream()
                .filter(figure -> !figure.name().startsWith(PEOPLE))
                .forEach(all::add));
        return sum(all);
    }

    private static String json(
            YearMonth month, String structure, boolean closed, List<Day> days, List<Indicator> totals) {
        var text = new StringBuilder(
                "{\"month\":\"" + month + "\",\"structure\":\"" + structure + "\",\"closed\":" + closed + ",\"from\":\""
                        + Calendar.start(month) + "\",\"until\":\"" + Calendar.end(month) + "\",\"totals\":[");
        String comma = "";
        for (Indicator figure : totals) {
            text.append(comma).append('{').append(fields(figure)).append('}');
            comma = ",";
        }
        text.append("],\"days\":[");
        comma = "";
        for (Day day : days) {
            text.append(comma)
                    .append("{\"day\":\"")
                    .append(day.day())
                    .append("\",")
                    .append(fields(day.indicator()))
                    .append('}');
            comma = ",";
        }
        return text.append("]}\n").toString();
    }

    private static String fields(Indicator figure) {
        return "\"name\":" + quoted(figure.name()) + ",\"domain\":" + quoted(figure.domain()) + ",\"key\":"
                + quoted(figure.key()) + ",\"value\":" + figure.value();
    }

    private static String csv(YearMonth month, String structure, List<Day> days, List<Indicator> totals) {
        var text = new StringBuilder("month;structure;day;name;domain;key;value\r\n");
        totals.forEach(figure -> row(text, month, structure, "", figure));
        days.forEach(day -> row(text, month, structure, day.day().toString(), day.indicator()));
        return text.toString();
    }

    private static void row(StringBuilder text, YearMonth month, String structure, String day, Indicator figure) {
        text.append(String.join(
                        ";",
                        month.toString(),
                        structure,
                        day,
                        cell(figure.name()),
                        cell(figure.domain()),
                        cell(figure.key()),
                        Long.toString(figure.value())))
                .append("\r\n");
    }

    /** No cell is a formula to a spreadsheet: peers choose some of these words. */
    private static String cell(String text) {
        String safe = text.isEmpty() || "=+-@\t".indexOf(text.charAt(0)) < 0 ? text : "'" + text;
        return safe.contains(";") || safe.contains("\"") ? '"' + safe.replace("\"", "\"\"") + '"' : safe;
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    private static String plain(String text) {
        return text.replaceAll("[\\p{Cntrl}\u2028\u2029]", " ");
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new AssertionError("every Java has SHA-256", impossible);
        }
    }
}
