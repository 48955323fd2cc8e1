package fr.vaguemestre.ui.shell;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.icon.Icon;
import com.vaadin.flow.component.icon.VaadinIcon;
import fr.vaguemestre.ui.text.Texts;
import java.util.Locale;

/** In place of content that is not there: what is the case, and what to do. */
public final class StateBox extends Div {
    private final Locale locale;

    private StateBox(Locale locale, VaadinIcon sign, String title, String advice) {
        this.locale = locale;
        addClassName("vm-state");
        Icon icon = sign.create();
        icon.getElement().setAttribute("aria-hidden", "true");
        add(icon, new H2(title), new Paragraph(advice));
    }

    /** The words of {@code key.title} and {@code key.advice}. */
    public static StateBox of(Locale locale, String key, Object... arguments) {
        return of(locale, VaadinIcon.INFO_CIRCLE, key, arguments);
    }

    /** The same with a sign of its own. */
    public static StateBox of(Locale locale, VaadinIcon sign, String key, Object... arguments) {
        return new StateBox(
                locale,
                sign,
                Texts.of(locale, key + ".title", arguments),
                Texts.of(locale, key + ".advice", arguments));
    }

    /** With a way back to that path of the console. */
    public StateBox link(String path) {
        add(new Anchor(path.isEmpty() ? "." : path, Texts.of(locale, "page.home")));
        return this;
    }

    /** With something to press. */
    public StateBox action(Button button) {
        add(button);
        return this;
    }

    /** With more below. */
    public StateBox with(Component more) {
        add(more);
        return this;
    }
}
