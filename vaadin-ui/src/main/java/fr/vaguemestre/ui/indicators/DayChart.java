package fr.vaguemestre.ui.indicators;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;

/** Bars for the days of a month as an SVG drawing of our own, made on the server; the table beside says the same in figures. */
final class DayChart {
    private static final int WIDTH = 640;
    private static final int HEIGHT = 200;
    private static final int BASE = 170;
    private static final int TOP = 10;
    private static final int LEFT = 48;

    private DayChart() {}

    /**
     * Draws it.
     *
     * @param days the days from left to right
     * @param series values by day, one map for each kind, from the bottom up; class {@code vm-series-1} and so on
     * @param label what it shows, for those who do not see it
     */
    static String svg(List<LocalDate> days, List<Map<LocalDate, Long>> series, String label) {
        long most = Math.max(
                1,
                days.stream()
                        .mapToLong(day -> series.stream()
                                .mapToLong(values -> values.getOrDefault(day, 0L))
                                .sum())
                        .max()
                        .orElse(0));
        var svg = new StringBuilder("<svg class=\"vm-chart\" role=\"img\" viewBox=\"0 0 " + WIDTH + " " + HEIGHT
                + "\" aria-label=\"" + escaped(label) + "\">");
        for (long line : List.of(0L, most / 2, most)) {
            int y = y(line, most);
            svg.append(
                    "<line class=\"vm-chart-line\" x1=\"" + LEFT + "\" x2=\"" + WIDTH + "\" y1=\"" + y + "\" y2=\"" + y
                            + "\"></line><text class=\"vm-chart-text\" text-anchor=\"end\" x=\"" + (LEFT - 6)
                            + "\" y=\"" + (y + 4)
                            + "\">" + line + "</text>");
        }
        int step = (WIDTH - LEFT) / Math.max(1, days.size());
        for (int place = 0; place < days.size(); place++) {
            LocalDate day = days.get(place);
            int x = LEFT + place * step;
            bars(svg, day, series, x, Math.max(2, step - 3), most);
            if (day.getDayOfMonth() == 1 || day.getDayOfMonth() % 5 == 0) {
                svg.append("<text class=\"vm-chart-text\" x=\"" + x + "\" y=\"" + (HEIGHT - 12) + "\">"
                        + day.getDayOfMonth() + "</text>");
            }
        }
        return svg.append("</svg>").toString();
    }

    private static void bars(
            StringBuilder svg, LocalDate day, List<Map<LocalDate, Long>> series, int x, int width, long most) {
        long under = 0;
        for (int kind = 0; kind < series.size(); kind++) {
            long value = series.get(kind).getOrDefault(day, 0L);
            int bottom = y(under, most);
            under += value;
            int top = y(under, most);
            if (value > 0) {
                svg.append("<rect class=\"vm-series-" + (kind + 1) + "\" x=\"" + x + "\" y=\"" + top + "\" width=\""
                        + width + "\" height=\"" + Math.max(1, bottom - top) + "\"></rect>");
            }
        }
    }

    private static int y(long value, long most) {
        return (int) (BASE - (BASE - TOP) * value / most);
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
    }
}
