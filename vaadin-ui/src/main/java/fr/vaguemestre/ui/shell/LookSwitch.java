package fr.vaguemestre.ui.shell;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.server.VaadinRequest;
import fr.vaguemestre.ui.text.Texts;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/** Three buttons: light, dark, as the machine has it. */
public final class LookSwitch extends Div {
    private final Map<Look, Button> buttons = new EnumMap<>(Look.class);

    /** The switch with the kept look pressed. */
    public LookSwitch(Locale locale) {
        addClassNames("vm-switch", "vm-looks");
        getElement().setAttribute("role", "group");
        getElement().setAttribute("aria-label", Texts.of(locale, "look.label"));
        for (Look look : Look.values()) {
            var button = new Button(Texts.of(locale, "look." + look.word()), click -> choose(look));
            button.addThemeVariants(ButtonVariant.TERTIARY, ButtonVariant.SMALL);
            button.getElement().setAttribute("data-choice", look.word());
            buttons.put(look, button);
            add(button);
        }
        VaadinRequest request = VaadinRequest.getCurrent();
        press(request == null ? Look.AUTO : Look.of(request));
    }

    private void choose(Look look) {
        getUI().ifPresent(look::choose);
        press(look);
    }

    private void press(Look chosen) {
        buttons.forEach(
                (look, button) -> button.getElement().setAttribute("aria-pressed", String.valueOf(look == chosen)));
    }
}
