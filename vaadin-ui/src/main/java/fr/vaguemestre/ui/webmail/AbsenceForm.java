package fr.vaguemestre.ui.webmail;

import com.vaadin.flow.component.AbstractField;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.datepicker.DatePicker;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.component.textfield.TextField;
import fr.vaguemestre.api.bal.Absence;
import fr.vaguemestre.ui.form.FormPanel;
import fr.vaguemestre.ui.text.Texts;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

/** The form for what a mailbox answers by itself while its person is away. */
final class AbsenceForm extends FormPanel {
    /** Id of its heading. */
    static final String TITLE = "absence-form-title";

    private static final int LONGEST_SUBJECT = 200;
    private static final int LONGEST_TEXT = 5_000;

    private final Locale locale;
    private final Checkbox enabled = new Checkbox();
    private final DatePicker from = new DatePicker();
    private final DatePicker until = new DatePicker();
    private final TextField subject = new TextField();
    private final TextArea text = new TextArea();

    /**
     * A form with what was set last.
     *
     * @param today the day of now
     * @param submit gets what was filled in; a problem that it throws is shown
     */
    AbsenceForm(Locale locale, Optional<Absence> last, LocalDate today, Consumer<Absence> submit, Runnable cancel) {
        super(locale, "absence-form", Texts.of(locale, "absence.title"));
        this.locale = locale;
        addClassName("vm-in-dialog");
        enabled.setId("absence-enabled");
        enabled.setLabel(words("absence.enabled"));
        day(from, "from");
        day(until, "until");
        subject.setId("absence-subject");
        subject.setLabel(words("absence.subject"));
        subject.setMaxLength(LONGEST_SUBJECT);
        subject.setRequiredIndicatorVisible(true);
        text.setId("absence-text");
        text.setLabel(words("absence.text"));
        text.setMaxLength(LONGEST_TEXT);
        text.setMinRows(4);
        text.setRequiredIndicatorVisible(true);
        fill(last, today);
        field("enabled", enabled);
        field("from", from);
        field("until", until, this::order);
        field("subject", subject);
        field("text", text);
        layout().add(enabled, 2);
        layout().add(from, until);
        layout().add(subject, 2);
        layout().add(text, 2);
        add(new Paragraph(words("absence.note")), layout());
        buttons(words("absence.send"), () -> submit.accept(filled()), cancel);
    }

    private void day(DatePicker field, String name) {
        field.setId("absence-" + name);
        field.setLabel(words("absence." + name));
        field.setLocale(locale);
        // Opened by its button: the calendar would take the keyboard from whoever types the day.
        field.setAutoOpen(false);
        field.setRequiredIndicatorVisible(true);
    }

    private void fill(Optional<Absence> last, LocalDate today) {
        enabled.setValue(last.map(Absence::enabled).orElse(true));
        from.setValue(last.map(Absence::from).orElse(today));
        last.ifPresent(known -> until.setValue(known.until()));
        subject.setValue(last.map(Absence::subject).orElseGet(() -> words("absence.subject.usual")));
        last.ifPresent(known -> text.setValue(known.text()));
    }

    private Optional<String> order(LocalDate last) {
        return Optional.of("problem.bal.absence-order")
                .filter(key -> from.getOptionalValue().filter(last::isBefore).isPresent());
    }

    private Absence filled() {
        return new Absence(enabled.getValue(), chosen(from), chosen(until), subject.getValue(), text.getValue());
    }

    private static LocalDate chosen(AbstractField<?, LocalDate> field) {
        return field.getOptionalValue().orElseThrow();
    }

    private String words(String key) {
        return Texts.of(locale, key);
    }
}
