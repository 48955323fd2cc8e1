package fr.vaguemestre.ui.shell;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Header;
import com.vaadin.flow.component.html.Span;

/** The head of a page: its heading, below it a count that lives, beside it what can be done. */
public final class PageHead extends Header {
    private final H1 title;
    private final Div words;
    private final Span count = new Span();
    private final Div acts = new Div();

    /** A head with that heading, in the person's language. */
    public PageHead(String title) {
        this.title = new H1(title);
        words = new Div(this.title);
        addClassName("vm-page-head");
        count.addClassName("vm-count");
        count.getElement().setAttribute("aria-live", "polite");
        acts.addClassName("vm-acts");
        add(words);
    }

    /** Another heading. */
    public void title(String other) {
        title.setText(other);
    }

    /** More below the heading. */
    public PageHead below(Component more) {
        words.add(more);
        return this;
    }

    /** With a count below the heading, of that id. */
    public PageHead counting(String id) {
        count.setId(id);
        words.add(count);
        return this;
    }

    /** Tells the count in words. */
    public void count(String told) {
        Banner.say(count, told);
    }

    /** Something to press, after what is there already. */
    public PageHead act(Component act) {
        acts.add(act);
        add(acts);
        return this;
    }

    /** Takes away whatever could be pressed. */
    public void noActs() {
        acts.removeAll();
    }
}
