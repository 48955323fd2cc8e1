package fr.vaguemestre.ui.webmail;

import com.vaadin.flow.component.confirmdialog.ConfirmDialog;
import fr.vaguemestre.ui.text.Texts;
import java.util.Locale;

/** The question whether what was written is to go for good. */
final class Discarding {
    private Discarding() {}

    /** Asks; runs the act only on a yes. */
    static void ask(Locale locale, Runnable yes) {
        var dialog = new ConfirmDialog();
        dialog.setHeader(Texts.of(locale, "mail.discard.title"));
        dialog.setText(Texts.of(locale, "mail.discard.question"));
        dialog.setCancelable(true);
        dialog.setCancelText(Texts.of(locale, "cancel"));
        dialog.setConfirmText(Texts.of(locale, "mail.discard"));
        dialog.setConfirmButtonTheme("error primary");
        dialog.addConfirmListener(event -> yes.run());
        dialog.open();
    }
}
