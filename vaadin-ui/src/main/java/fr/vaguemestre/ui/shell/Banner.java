package fr.vaguemestre.ui.shell;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import fr.vaguemestre.api.problem.Problem;
import fr.vaguemestre.ui.text.ProblemTexts;
import fr.vaguemestre.ui.text.Texts;
import java.util.Locale;
import java.util.Optional;

/** Tells above a list why what it shows may be old, and offers to ask again. */
public final class Banner extends Div {
    private final Locale locale;
    private final Span text = new Span();

    /** A banner that tells nothing yet. */
    public Banner(Locale locale, Runnable again) {
        this.locale = locale;
        addClassName("vm-banner");
        getElement().setAttribute("role", "alert");
        add(VaadinIcon.WARNING.create(), text, new Button(Texts.of(locale, "retry"), click -> again.run()));
        setVisible(false);
    }

    /** Tells that problem; hides where there is none. */
    public void tell(Optional<Problem> problem) {
        setVisible(problem.isPresent());
        problem.ifPresent(now -> say(text, ProblemTexts.of(now, locale)));
    }

    /** Sets a text only if it differs: each setting is a message to the browser. */
    public static void say(Span place, String words) {
        if (!place.getText().equals(words)) {
            place.setText(words);
        }
    }
}
