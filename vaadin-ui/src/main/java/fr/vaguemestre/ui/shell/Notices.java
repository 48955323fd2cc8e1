package fr.vaguemestre.ui.shell;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.notification.Notification;
import com.vaadin.flow.component.notification.NotificationVariant;
import fr.vaguemestre.ui.text.Texts;

/** Short messages over the page. */
public final class Notices {
    private static final int SHOWN_MILLIS = 6_000;

    private Notices() {}

    /** Something worked; goes by itself. */
    public static void success(UI ui, String words) {
        show(ui, words, NotificationVariant.SUCCESS, SHOWN_MILLIS);
    }

    /** Something went wrong; stays until closed, for it says what to do. */
    public static void failure(UI ui, String words) {
        show(ui, words, NotificationVariant.ERROR, 0);
    }

    private static void show(UI ui, String words, NotificationVariant kind, int millis) {
        var notice = new Notification();
        notice.addThemeVariants(kind);
        notice.setDuration(millis);
        notice.setPosition(Notification.Position.BOTTOM_END);
        notice.setAssertive(kind == NotificationVariant.ERROR);
        var close = new Button(VaadinIcon.CLOSE.create(), click -> notice.close());
        close.setAriaLabel(Texts.of(ui.getLocale(), "notice.close"));
        close.addThemeVariants(ButtonVariant.TERTIARY);
        var text = new Div(words);
        text.addClassName("vm-notice-text");
        var row = new Div(text, close);
        row.addClassName("vm-notice");
        notice.add(row);
        notice.open();
    }
}
