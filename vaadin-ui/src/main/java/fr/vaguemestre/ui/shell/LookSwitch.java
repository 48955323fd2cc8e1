package fr.vaguemestre.ui.shell;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.ComponentEvent;
import com.vaadin.flow.component.ComponentUtil;
import com.vaadin.flow.component.DetachEvent;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.server.VaadinRequest;
import com.vaadin.flow.shared.Registration;
import fr.vaguemestre.ui.text.Texts;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Three buttons: light, dark, as the machine has it. */
public final class LookSwitch extends Div {
    private final Map<Look, Button> buttons = new EnumMap<>(Look.class);
    private @Nullable Registration listening;

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

    @Override
    protected void onAttach(AttachEvent event) {
        listening = ComponentUtil.addListener(event.getUI(), Chosen.class, chosen -> press(chosen.look));
    }

    @Override
    protected void onDetach(DetachEvent event) {
        if (listening != null) {
            listening.remove();
        }
    }

    private void choose(Look look) {
        getUI().ifPresent(ui -> {
            look.choose(ui);
            ComponentUtil.fireEvent(ui, new Chosen(ui, look));
        });
    }

    /** A look was chosen, for the window has two of these switches at times. */
    private static final class Chosen extends ComponentEvent<UI> {
        private final Look look;

        Chosen(UI ui, Look look) {
            super(ui, false);
            this.look = look;
        }
    }

    private void press(Look chosen) {
        buttons.forEach(
                (look, button) -> button.getElement().setAttribute("aria-pressed", String.valueOf(look == chosen)));
    }
}
