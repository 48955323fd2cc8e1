package fr.vaguemestre.ui.list;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.DescriptionList;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import fr.vaguemestre.ui.text.Texts;
import java.util.Locale;

/** What is known of one item, to read. */
public final class FactsPanel extends Div implements ListPanel {
    private final Locale locale;
    private final Button close;
    private final Div acts = new Div();
    private DescriptionList facts = new DescriptionList();

    /**
     * A panel without facts yet.
     *
     * @param id of the panel; its title is {@code <id>-title}
     * @param closed called when the person closes it
     */
    public FactsPanel(Locale locale, String id, String title, Runnable closed) {
        this.locale = locale;
        addClassName("vm-panel");
        setId(id);
        getElement().setAttribute("role", "region");
        getElement().setAttribute("aria-labelledby", id + "-title");
        close = new Button(VaadinIcon.CLOSE.create(), click -> closed.run());
        close.addThemeVariants(ButtonVariant.TERTIARY);
        close.setAriaLabel(Texts.of(locale, "detail.close"));
        close.addClassName("vm-panel-close");
        var heading = new H2(title);
        heading.setId(id + "-title");
        acts.addClassName("vm-buttons");
        acts.setVisible(false);
        add(close, heading, facts, acts);
    }

    /** One more fact, named by that key. */
    public void row(String key, String value) {
        add(key, new Span(value));
    }

    /** One more fact in words of a machine, which are English. */
    public void foreign(String key, String value) {
        var words = new Span(value);
        words.getElement().setAttribute("lang", "en");
        add(key, words);
    }

    private void add(String key, Span value) {
        facts.add(new DescriptionList.Term(Texts.of(locale, key)), new DescriptionList.Description(value));
    }

    /** What follows stands under that heading. */
    public void heading(String words) {
        facts = new DescriptionList();
        addComponentAtIndex(getComponentCount() - 1, new H3(words));
        addComponentAtIndex(getComponentCount() - 1, facts);
    }

    /** Something that is more than a fact, below the facts so far. */
    public void with(Component more) {
        addComponentAtIndex(getComponentCount() - 1, more);
    }

    /** Something to press at the end. */
    public void act(Button button) {
        acts.add(button);
        acts.setVisible(true);
    }

    @Override
    public void focusFirst() {
        close.focus();
    }
}
