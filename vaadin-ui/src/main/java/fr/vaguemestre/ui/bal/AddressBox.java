package fr.vaguemestre.ui.bal;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import fr.vaguemestre.ui.text.Texts;
import java.util.Locale;
import java.util.Optional;

/** Foretells the address of a mailbox that is being made. */
final class AddressBox extends Div {
    private final Locale locale;

    AddressBox(Locale locale) {
        this.locale = locale;
        addClassName("vm-preview");
        setId("address-preview");
        getElement().setAttribute("aria-live", "polite");
    }

    /**
     * Shows that address, or nothing where there is none yet.
     *
     * @param derived whether it comes from the holder's name, so that somebody else may have it already
     */
    void show(Optional<String> address, boolean derived) {
        setVisible(address.isPresent());
        removeAll();
        address.ifPresent(shown -> {
            var text = new Span(shown);
            text.addClassName("vm-preview-address");
            add(new Span(Texts.of(locale, "bal.preview")), text);
            if (derived) {
                add(new Span(Texts.of(locale, "bal.preview.homonym")));
            }
        });
    }
}
