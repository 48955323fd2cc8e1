package fr.vaguemestre.ui.indicators;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class FigureTableTest {
    private static final List<String> HEADERS = List.of("Day", "Received", "Sent");

    @Test
    void withoutARowItSaysWhyAcrossAllColumns() {
        var table = new FigureTable("Messages", HEADERS, List.of(), "Nothing yet");
        assertThat(table.getElement().getOuterHTML()).contains("colspan=\"3\"", "Nothing yet");
    }

    @Test
    void withRowsItDoesNot() {
        var table = new FigureTable("Messages", HEADERS, List.of(List.of("2", "12", "0")), "Nothing yet");
        assertThat(table.getElement().getOuterHTML()).contains("12").doesNotContain("colspan", "Nothing yet");
    }
}
