package fr.vaguemestre.ui.shell;

import com.vaadin.flow.component.Key;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.confirmdialog.ConfirmDialog;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.textfield.Autocomplete;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import fr.vaguemestre.ui.text.Texts;
import java.util.Locale;

/** Questions before an act that cannot be taken back. */
public final class Questions {
    private Questions() {}

    /** Whether what was filled in is to be lost. */
    public static void leave(Locale locale, Runnable yes) {
        ask(locale, "leave", yes);
    }

    /** The same, with something to do where the person stays. */
    static void leave(Locale locale, Runnable yes, Runnable no) {
        ask(locale, "leave", yes).addCancelListener(event -> no.run());
    }

    /** Asks {@code key.title} and {@code key.question}; runs the act, named {@code key.yes}, only on a yes. */
    public static ConfirmDialog ask(Locale locale, String key, Runnable yes, Object... arguments) {
        var dialog = new ConfirmDialog();
        dialog.setHeader(Texts.of(locale, key + ".title", arguments));
        dialog.setText(Texts.of(locale, key + ".question", arguments));
        dialog.setCancelable(true);
        dialog.setCancelText(Texts.of(locale, "cancel"));
        dialog.setConfirmText(Texts.of(locale, key + ".yes", arguments));
        dialog.setConfirmButtonTheme("error primary");
        dialog.addConfirmListener(event -> yes.run());
        dialog.open();
        return dialog;
    }

    /**
     * Asks like {@link #ask}, and lets the act be pressed only once that word was typed: for what nobody can undo.
     *
     * @param word what is acted on, as people know it; argument {@code {0}} of the texts
     */
    public static void typed(Locale locale, String key, String word, Runnable yes) {
        var dialog = new Dialog();
        dialog.setHeaderTitle(Texts.of(locale, key + ".title", word));
        dialog.addClassName("vm-question");
        var typed = new TextField(Texts.of(locale, "typed.label", word));
        typed.setId("typed");
        typed.setAutocomplete(Autocomplete.OFF);
        typed.setValueChangeMode(ValueChangeMode.EAGER);
        typed.setWidthFull();
        var act = new Button(Texts.of(locale, key + ".yes", word));
        act.setId("typed-yes");
        act.addThemeVariants(ButtonVariant.PRIMARY, ButtonVariant.ERROR);
        act.setEnabled(false);
        act.addClickListener(click -> {
            dialog.close();
            yes.run();
        });
        act.addClickShortcut(Key.ENTER).listenOn(typed); // not on the dialog: Enter on its other button gives up
        typed.addValueChangeListener(
                change -> act.setEnabled(change.getValue().strip().equalsIgnoreCase(word)));
        dialog.add(new Paragraph(Texts.of(locale, key + ".question", word)), typed);
        dialog.getFooter().add(new Button(Texts.of(locale, "cancel"), click -> dialog.close()), act);
        dialog.open();
        typed.focus();
    }
}
