package fr.vaguemestre.ui.list;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CsvTest {
    @Test
    void whatASpreadsheetWouldReckonIsText() {
        assertThat(Csv.quoted("=HYPERLINK(1)")).isEqualTo("\"'=HYPERLINK(1)\"");
        assertThat(Csv.quoted("+33")).isEqualTo("\"'+33\"");
        assertThat(Csv.quoted("@x")).isEqualTo("\"'@x\"");
    }

    @Test
    void quotesAndSeparatorsStayInTheirCell() {
        assertThat(Csv.quoted("a;\"b\",c")).isEqualTo("\"a;\"\"b\"\",c\"");
        assertThat(Csv.quoted("")).isEqualTo("\"\"");
    }
}
