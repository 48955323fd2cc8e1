package fr.vaguemestre.ui.indicators;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DayChartTest {
    private static final LocalDate FIRST = LocalDate.of(2026, 11, 1);

    @Test
    void barsStandOnEachOtherAndTheHighestFillsTheHeight() {
        String svg = DayChart.svg(
                List.of(FIRST, FIRST.plusDays(1)),
                List.of(Map.of(FIRST, 30L, FIRST.plusDays(1), 80L), Map.of(FIRST, 50L)),
                "Messages <\"&>");
        assertThat(svg).startsWith("<svg").endsWith("</svg>");
        assertThat(svg).contains("aria-label=\"Messages &lt;&quot;&amp;>\"");
        assertThat(svg.split("<rect", -1)).hasSize(4);
        assertThat(svg).contains("class=\"vm-series-1\" x=\"48\" y=\"110\" width=\"293\" height=\"60\"");
        assertThat(svg).contains("class=\"vm-series-2\" x=\"48\" y=\"10\" width=\"293\" height=\"100\"");
        assertThat(svg).contains("class=\"vm-series-1\" x=\"344\" y=\"10\" width=\"293\" height=\"160\"");
    }

    @Test
    void aMonthWithoutAnythingIsDrawnToo() {
        assertThat(DayChart.svg(List.of(FIRST), List.of(Map.of()), "x")).doesNotContain("<rect");
        assertThat(DayChart.svg(List.of(), List.of(), "x")).endsWith("</svg>");
    }
}
