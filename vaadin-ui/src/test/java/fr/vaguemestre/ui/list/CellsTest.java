package fr.vaguemestre.ui.list;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import fr.vaguemestre.ui.list.Cells.Mood;
import org.junit.jupiter.api.Test;

class CellsTest {
    @Test
    void whatPeopleWroteStaysText() {
        String html = Cells.html(
                Cells.twoLines("<img src=x onerror=alert(1)>", "a & b \"c\"", Cells.badge("<b>", Mood.GOOD)));

        assertThat(html)
                .doesNotContain("<img", "<b>")
                .contains("&lt;img src=x onerror=alert(1)&gt;", "a &amp; b", "&lt;b&gt;");
    }

    @Test
    void attributesCannotBeLeft() {
        var cell = new Span("x");
        cell.getElement().setAttribute("data-state", "\"><script>alert(1)</script>");
        cell.addClassName("vm-name");

        assertThat(Cells.html(cell)).contains("class=\"vm-name\"").doesNotContain("\"><script");
    }

    @Test
    void looksAreWhole() {
        assertThat(Cells.html(Cells.badge("Active", Mood.GOOD))).contains("theme=\"small success\"", ">Active<");
        assertThat(Cells.html(VaadinIcon.FLAG.create())).contains("<vaadin-icon", "icon=\"vaadin:flag\"");
        assertThat(Cells.html(Cells.twoLines("name", "", new Span("rest"))))
                .contains("vm-who", "vm-name", "vm-narrow-facts")
                .doesNotContain("vm-address");
    }
}
