package fr.vaguemestre.ui.shell;

import com.vaadin.flow.component.Component;
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

    /** Something worked, and there is more to do about it; stays until that is done or the message closed. */
    public static void offer(UI ui, String words, String label, Runnable act) {
        var notice = new Notification();
        notice.setDuration(0);
        var button = new Button(label, click -> {
            notice.close();
            act.run();
        });
        button.addClassName("vm-notice-act");
        show(notice, ui, words, NotificationVariant.SUCCESS, button);
    }

    /** Something went wrong; stays until closed, for it says what to do. */
    public static void failure(UI ui, String words) {
        show(ui, words, NotificationVariant.ERROR, 0);
    }

    private static void show(UI ui, String words, NotificationVariant kind, int millis) {
        var notice = new Notification();
        notice.setDuration(millis);
        show(notice, ui, words, kind);
    }

    private static void show(Notification notice, UI ui, String words, NotificationVariant kind, Component... more) {
        notice.addThemeVariants(kind);
        notice.setPosition(Notification.Position.BOTTOM_END);
        notice.setAssertive(kind == NotificationVariant.ERROR);
        var close = new Button(VaadinIcon.CLOSE.create(), click -> notice.close());
        close.setAriaLabel(Texts.of(ui.getLocale(), "notice.close"));
        close.addThemeVariants(ButtonVariant.TERTIARY);
        var text = new Div(words);
        text.addClassName("vm-notice-text");
        var row = new Div(text);
        row.add(more);
        row.add(close);
        row.addClassName("vm-notice");
        notice.add(row);
        notice.open();
    }
}
