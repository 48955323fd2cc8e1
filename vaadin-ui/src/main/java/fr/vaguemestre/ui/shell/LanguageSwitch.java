package fr.vaguemestre.ui.shell;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import fr.vaguemestre.ui.text.Language;
import fr.vaguemestre.ui.text.Texts;
import java.util.Locale;

/** Two buttons, one per language, each in its own language. */
public final class LanguageSwitch extends Div {
    /** The switch with that language pressed. */
    public LanguageSwitch(Locale current) {
        addClassNames("vm-switch", "vm-languages");
        getElement().setAttribute("role", "group");
        getElement().setAttribute("aria-label", Texts.of(current, "language.label"));
        for (Locale offered : Texts.LOCALES) {
            boolean pressed = offered.equals(Texts.offered(current));
            var button = new Button(Texts.of(offered, "language.name"), click -> choose(offered));
            button.addThemeVariants(ButtonVariant.TERTIARY, ButtonVariant.SMALL);
            button.getElement().setAttribute("aria-pressed", String.valueOf(pressed));
            button.getElement().setAttribute("lang", offered.getLanguage());
            add(button);
        }
    }

    private static void choose(Locale locale) {
        Language.choose(locale);
        UI.getCurrent().getPage().reload();
    }
}
