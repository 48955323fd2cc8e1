package fr.vaguemestre.ui.webmail;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import fr.vaguemestre.api.webmail.MessageQuery;
import fr.vaguemestre.ui.shell.StateBox;
import fr.vaguemestre.ui.text.Texts;
import java.util.Locale;
import java.util.Optional;

/** Search and filters above the messages. */
final class MailFilters extends Div {
    private static final int TYPING_MILLIS = 400;

    private final Locale locale;
    private final TextField search = new TextField();
    private final Checkbox unread = new Checkbox();
    private final Checkbox flagged = new Checkbox();

    MailFilters(Locale locale, Runnable changed) {
        this.locale = locale;
        addClassName("vm-mail-filters");
        getElement().setAttribute("role", "search");
        search.setId("mail-search");
        search.setAriaLabel(Texts.of(locale, "mail.search"));
        search.setPlaceholder(Texts.of(locale, "mail.search"));
        search.setPrefixComponent(VaadinIcon.SEARCH.create());
        search.setClearButtonVisible(true);
        search.setValueChangeMode(ValueChangeMode.LAZY);
        search.setValueChangeTimeout(TYPING_MILLIS);
        search.setMaxLength(200);
        unread.setLabel(Texts.of(locale, "mail.only-unread"));
        unread.setId("mail-only-unread");
        flagged.setLabel(Texts.of(locale, "mail.only-flagged"));
        search.addValueChangeListener(change -> changed.run());
        unread.addValueChangeListener(change -> changed.run());
        flagged.addValueChangeListener(change -> changed.run());
        add(search, unread, flagged);
    }

    /** Which messages of that folder are wanted. */
    MessageQuery query(String folder) {
        return new MessageQuery(folder, unread.getValue(), flagged.getValue());
    }

    /** What is searched for. */
    Optional<String> text() {
        return Optional.of(search.getValue().strip()).filter(some -> !some.isEmpty());
    }

    /** Why there is no message to show. */
    String emptiness(boolean readable) {
        if (!readable) {
            return "mail.unreadable";
        }
        return narrow() ? "mail.nothing-found" : "mail.none";
    }

    /** What stands in place of messages, for that reason. */
    StateBox emptyBox(String why) {
        return switch (why) {
            case "mail.unreadable" -> StateBox.of(locale, VaadinIcon.PLUG, why);
            case "mail.nothing-found" ->
                StateBox.of(locale, VaadinIcon.SEARCH, why)
                        .action(new Button(Texts.of(locale, "filter.clear"), click -> clear()));
            default -> StateBox.of(locale, VaadinIcon.INBOX, why);
        };
    }

    private boolean narrow() {
        return text().isPresent() || unread.getValue() || flagged.getValue();
    }

    /** Shows everything again. */
    void clear() {
        search.clear();
        unread.clear();
        flagged.clear();
    }

    /** Brings the person to the search field. */
    void focus() {
        search.focus();
    }
}
