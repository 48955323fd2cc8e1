package fr.vaguemestre.ui.access;

import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.textfield.Autocomplete;
import com.vaadin.flow.component.textfield.PasswordField;
import com.vaadin.flow.data.value.ValueChangeMode;
import fr.vaguemestre.api.access.PasswordChange;
import fr.vaguemestre.ui.form.FormPanel;
import fr.vaguemestre.ui.text.Texts;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

/** The form for one's own password; what it can judge alone it tells while one types. */
final class PasswordForm extends FormPanel {
    /** Id of its heading. */
    static final String TITLE = "password-form-title";

    private static final int LEAST = 12;
    private static final int MOST = 256;
    private static final int TYPING_MILLIS = 500;
    private static final String SHORT = "person.password.short";
    private static final String SAME = "problem.access.password-same";
    private static final String DIFFERS = "password.differs";

    private final Locale locale;
    private final PasswordField current = new PasswordField();
    private final PasswordField next = new PasswordField();
    private final PasswordField repeat = new PasswordField();

    PasswordForm(Locale locale, Consumer<PasswordChange> submit, Runnable cancel) {
        super(locale, "password-form", Texts.of(locale, "password.title"));
        this.locale = locale;
        addClassName("vm-in-dialog");
        label(current, "current", Autocomplete.CURRENT_PASSWORD);
        label(next, "next", Autocomplete.NEW_PASSWORD);
        label(repeat, "repeat", Autocomplete.NEW_PASSWORD);
        next.setHelperText(Texts.of(locale, "password.next.help"));
        field("currentPassword", current);
        field("newPassword", next, this::wrong);
        field("repeat", repeat, text -> text.equals(next.getValue()) ? Optional.empty() : Optional.of(DIFFERS));
        next.addValueChangeListener(change -> repeatAnew());
        layout().add(current, 2);
        layout().add(next, 2);
        layout().add(repeat, 2);
        add(new Paragraph(Texts.of(locale, "password.note")), layout());
        buttons(
                Texts.of(locale, "password.send"),
                () -> submit.accept(new PasswordChange(current.getValue(), next.getValue())),
                cancel);
    }

    private void label(PasswordField field, String name, Autocomplete autocomplete) {
        field.setId("password-" + name);
        field.setLabel(Texts.of(locale, "password." + name));
        field.setAutocomplete(autocomplete);
        field.setMaxLength(MOST);
        field.setRequiredIndicatorVisible(true);
        field.setValueChangeMode(ValueChangeMode.LAZY);
        field.setValueChangeTimeout(TYPING_MILLIS);
    }

    private Optional<String> wrong(String wanted) {
        if (wanted.length() < LEAST) {
            return Optional.of(SHORT);
        }
        return wanted.equals(current.getValue()) ? Optional.of(SAME) : Optional.empty();
    }

    /** What was typed a second time is the same or not as soon as the first one changes. */
    private void repeatAnew() {
        if (!repeat.isEmpty()) {
            boolean differs = !repeat.getValue().equals(next.getValue());
            repeat.setInvalid(differs);
            repeat.setErrorMessage(differs ? Texts.of(locale, DIFFERS) : "");
        }
    }
}
