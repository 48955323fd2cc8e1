package fr.vaguemestre.ui.indicators;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Tag;
import com.vaadin.flow.dom.Element;
import java.util.List;

/** A plain table of figures, the first column naming the rows; without a row it says why, across all columns. */
@Tag("table")
final class FigureTable extends Component {
    FigureTable(String caption, List<String> headers, List<List<String>> rows, String none) {
        getElement().getClassList().add("vm-figures");
        getElement().appendChild(new Element("caption").setText(caption));
        var head = new Element("tr");
        headers.forEach(header ->
                head.appendChild(new Element("th").setAttribute("scope", "col").setText(header)));
        getElement().appendChild(new Element("thead").appendChild(head));
        var body = new Element("tbody");
        for (List<String> row : rows) {
            var line = new Element("tr");
            for (int place = 0; place < row.size(); place++) {
                line.appendChild(
                        place == 0
                                ? new Element("th").setAttribute("scope", "row").setText(row.get(place))
                                : new Element("td").setText(row.get(place)));
            }
            body.appendChild(line);
        }
        if (rows.isEmpty()) {
            body.appendChild(new Element("tr")
                    .appendChild(new Element("td")
                            .setAttribute("colspan", Integer.toString(headers.size()))
                            .setText(none)));
        }
        getElement().appendChild(body);
    }
}
