package fr.vaguemestre.ui.annuaire;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.DescriptionList;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import fr.vaguemestre.api.annuaire.DirectoryBox;
import fr.vaguemestre.api.annuaire.DirectoryPerson;
import fr.vaguemestre.ui.list.ListPanel;
import fr.vaguemestre.ui.text.Texts;
import java.util.Locale;

/** One professional or service with each of its mailboxes. */
final class PersonPanel extends Div implements ListPanel {
    private final Locale locale;
    private final Button close;

    PersonPanel(Locale locale, DirectoryPerson person, Runnable closed) {
        this.locale = locale;
        addClassName("vm-panel");
        setId("annuaire-detail");
        getElement().setAttribute("role", "region");
        getElement().setAttribute("aria-labelledby", "annuaire-detail-title");
        close = new Button(VaadinIcon.CLOSE.create(), click -> closed.run());
        close.addThemeVariants(ButtonVariant.TERTIARY);
        close.setAriaLabel(words("detail.close"));
        close.addClassName("vm-panel-close");
        var title = new H2(person.displayName());
        title.setId("annuaire-detail-title");
        add(close, title);
        var list = new DescriptionList();
        row(list, "annuaire.column.profession", person.profession());
        row(list, "annuaire.skill", person.skill());
        row(list, "bal.rpps", person.rpps());
        add(list);
        person.boxes().forEach(this::box);
    }

    @Override
    public void focusFirst() {
        close.focus();
    }

    private void box(DirectoryBox box) {
        var list = new DescriptionList();
        row(list, "bal.column.type", words("bal.type." + box.type()));
        row(list, "bal.service", box.service());
        row(list, "annuaire.column.structure", (box.structure() + " " + box.structureId()).strip());
        row(list, "annuaire.column.city", (box.postalCode() + " " + box.city()).strip());
        row(list, "annuaire.paperless", words(box.paperless() ? "yes" : "no"));
        add(new H3(box.address()), list);
    }

    private void row(DescriptionList list, String key, String value) {
        if (!value.isBlank()) {
            list.add(new DescriptionList.Term(words(key)), new DescriptionList.Description(new Span(value)));
        }
    }

    private String words(String key) {
        return Texts.of(locale, key);
    }
}
