package fr.vaguemestre.ui.webmail;

import com.vaadin.flow.component.textfield.TextFieldBase;
import com.vaadin.flow.data.value.ValueChangeMode;

/**
 * Brings what is typed to the server a moment after the last key, and before anything that leaves the field. The lazy mode of
 * Vaadin 25.3 loses a text for good if two input events carry the same value, as several lines put in at once make them.
 */
final class Typing {
    private static final int PAUSE_MILLIS = 1_000;
    private static final String TYPED = "vm-typed";

    private Typing() {}

    /** Brings what is typed into that field. */
    static void bring(TextFieldBase<?, String> field) {
        field.setValueChangeMode(ValueChangeMode.ON_CHANGE);
        field.getElement().addPropertyChangeListener("value", TYPED, change -> {});
        field.getElement()
                .executeJs(
                        """
                        let timer;
                        const bring = () => {
                          clearTimeout(timer);
                          this.dispatchEvent(new CustomEvent($0));
                        };
                        this.addEventListener('input', () => {
                          clearTimeout(timer);
                          timer = setTimeout(bring, $1);
                        });
                        this.addEventListener('focusout', bring);
                        this.addEventListener('keydown', key => {
                          if (key.key === 'Escape' || (key.key === 'Enter' && key.ctrlKey)) bring();
                        }, true);
                        """,
                        TYPED,
                        PAUSE_MILLIS);
    }
}
