package fr.vaguemestre.ui.confiance;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Section;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import fr.vaguemestre.api.confiance.OwnListing;
import fr.vaguemestre.api.confiance.OwnListing.State;
import fr.vaguemestre.ui.list.Cells;
import fr.vaguemestre.ui.list.Cells.Mood;
import fr.vaguemestre.ui.text.Figures;
import fr.vaguemestre.ui.text.Texts;
import java.util.List;
import java.util.Locale;

/** How our own domains stand on the list: an alarm where one got lost, else who is not on it yet. */
final class OwnCard extends Section {
    private static final int MOST = 50;

    private final Locale locale;

    OwnCard(Locale locale, List<OwnListing> own) {
        this.locale = locale;
        setId("trust-own");
        addClassNames("vm-card", "vm-card-wide");
        long listed = own.stream().filter(one -> one.state() == State.LISTED).count();
        boolean lost = own.stream().anyMatch(OwnListing::isLost);
        add(new H2(Texts.of(locale, "listing.title")));
        if (lost) {
            addClassName("vm-card-warn");
            var alarm = new Paragraph(Texts.of(locale, "listing.lost"));
            alarm.getElement().setAttribute("role", "alert");
            add(alarm);
        }
        add(new Paragraph(Texts.of(
                locale, "listing.listed", Figures.number(listed, locale), Figures.number(own.size(), locale))));
        List<OwnListing> troubled =
                own.stream().filter(one -> one.state() != State.LISTED).toList();
        if (!troubled.isEmpty()) {
            var list = new UnorderedList();
            list.addClassName("vm-own");
            troubled.stream().limit(MOST).forEach(one -> list.add(new ListItem(row(one))));
            if (troubled.size() > MOST) {
                list.add(
                        new ListItem(Texts.of(locale, "listing.more", Figures.number(troubled.size() - MOST, locale))));
            }
            add(list);
        }
    }

    private Div row(OwnListing one) {
        var name = new Span(one.domain());
        name.addClassName("vm-name");
        String state = Texts.of(locale, "listing.state." + one.state());
        String told = one.lostAt()
                .map(at -> Texts.of(locale, "listing.since", state, Figures.moment(at, locale)))
                .orElse(state);
        var row = new Div(name, Cells.badge(told, one.isLost() ? Mood.BAD : Mood.WARN));
        row.addClassName("vm-change-head");
        return row;
    }
}
