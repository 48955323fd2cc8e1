package fr.vaguemestre.ui.indicators;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Span;
import fr.vaguemestre.api.indicators.MonthReport;
import fr.vaguemestre.ui.text.Texts;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** Some figures of a month day by day: drawn, and beside that the same as a table. */
final class MonthChart extends Div {
    private final Locale locale;

    /**
     * A chart of a report.
     *
     * @param title key of its heading
     * @param names of the figures
     */
    MonthChart(Locale locale, MonthReport report, String title, List<String> names) {
        this.locale = locale;
        YearMonth month = report.month();
        List<LocalDate> days = Stream.iterate(month.atDay(1), day -> day.plusDays(1))
                .limit(month.lengthOfMonth())
                .toList();
        List<Map<LocalDate, Long>> series =
                names.stream().map(name -> byDay(report, name)).toList();
        var drawing = new Div();
        drawing.addClassName("vm-chart-holder");
        drawing.getElement().setProperty("innerHTML", DayChart.svg(days, series, words(title)));
        var both = new Div(new Div(drawing, legend(names)), table(title, names, days, series));
        both.addClassName("vm-chart-beside");
        add(new H2(words(title)), both);
    }

    private Div legend(List<String> names) {
        var legend = new Div();
        legend.addClassName("vm-legend");
        for (int kind = 0; kind < names.size(); kind++) {
            var entry = new Span(words("indicators.name." + names.get(kind)));
            entry.addClassName("vm-legend-" + (kind + 1));
            legend.add(entry);
        }
        return legend;
    }

    private FigureTable table(
            String title, List<String> names, List<LocalDate> days, List<Map<LocalDate, Long>> series) {
        List<String> headers = new ArrayList<>(List.of(words("indicators.day")));
        names.forEach(name -> headers.add(words("indicators.name." + name)));
        List<List<String>> rows = new ArrayList<>();
        for (LocalDate day : days) {
            List<String> row = new ArrayList<>(List.of(Integer.toString(day.getDayOfMonth())));
            series.forEach(values -> row.add(Long.toString(values.getOrDefault(day, 0L))));
            if (series.stream().anyMatch(values -> values.containsKey(day))) {
                rows.add(row);
            }
        }
        return new FigureTable(words(title), headers, rows, words("indicators.none"));
    }

    private static Map<LocalDate, Long> byDay(MonthReport report, String name) {
        Map<LocalDate, Long> values = new HashMap<>();
        report.days().stream()
                .filter(day -> day.indicator().name().equals(name))
                .forEach(day -> values.merge(day.day(), day.indicator().value(), Long::sum));
        return values;
    }

    private String words(String key) {
        return Texts.of(locale, key);
    }
}
