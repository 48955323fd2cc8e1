package fr.vaguemestre.ui.access;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.dialog.Dialog;
import fr.vaguemestre.ui.shell.Notices;
import fr.vaguemestre.ui.text.Texts;
import java.util.Locale;

/** Asks for the password of now and for another one, over whatever page is open. */
public final class PasswordDialog extends Dialog {
    private PasswordDialog(Locale locale, ConsoleSession session) {
        var form = new PasswordForm(
                locale,
                change -> {
                    session.changePassword(change, ConsoleSession.origin());
                    close();
                    Notices.success(UI.getCurrent(), Texts.of(locale, "password.changed"));
                },
                this::close);
        getElement().setAttribute("aria-labelledby", PasswordForm.TITLE);
        setCloseOnOutsideClick(false);
        addClassName("vm-question");
        add(form);
        addOpenedChangeListener(change -> {
            if (change.isOpened()) {
                form.focusFirst();
            } else {
                form.settled();
            }
        });
    }

    /** Opens it in that language, for whoever is signed in to that session. */
    public static void open(Locale locale, ConsoleSession session) {
        new PasswordDialog(locale, session).open();
    }
}
