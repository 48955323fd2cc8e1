package fr.vaguemestre.ui.webmail;

import com.vaadin.flow.component.Focusable;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.shared.HasValidationProperties;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.component.textfield.TextField;
import fr.vaguemestre.api.messages.PatientAddresses;
import fr.vaguemestre.api.problem.FieldError;
import fr.vaguemestre.api.problem.Problem;
import fr.vaguemestre.api.webmail.MailContent;
import fr.vaguemestre.api.webmail.NewMessage;
import fr.vaguemestre.ui.text.ProblemTexts;
import fr.vaguemestre.ui.text.Texts;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Where a message is written: to whom, about what, its text; each refusal stands at its field. */
final class MailFields extends Div {
    private static final int MOST_SUBJECT = 500;
    private static final Set<String> ABOUT_ONE = Set.of("webmail.recipient-refused", "webmail.address-malformed");

    private final Locale locale;
    private final TextField to = new TextField();
    private final TextField cc = new TextField();
    private final TextField bcc = new TextField();
    private final TextField subject = new TextField();
    private final TextArea text = new TextArea();
    private final Checkbox receipt = new Checkbox();
    private final Checkbox close = new Checkbox();
    private final Map<String, HasValidationProperties> byPath = new LinkedHashMap<>();

    MailFields(Locale locale, Writing start, Mailbox mailbox) {
        this.locale = locale;
        addClassName("vm-mail-fields");
        field(to, "to", Addresses.line(start.to()));
        field(cc, "cc", Addresses.line(start.cc()));
        field(bcc, "bcc", Addresses.line(start.bcc()));
        to.setHelperText(words("mail.to.help"));
        field(subject, "subject", start.subject());
        subject.setMaxLength(MOST_SUBJECT);
        text.setLabel(words("mail.text"));
        text.setId("mail-form-text");
        text.setValue(start.text());
        Typing.bring(text);
        text.setMinRows(8);
        byPath.put("text", text);
        receipt.setLabel(words("mail.receipt"));
        receipt.setId("mail-form-receipt");
        receipt.setValue(start.receipt());
        close.setLabel(words("mail.close-exchange"));
        close.setHelperText(words("mail.close-exchange.help"));
        close.setId("mail-form-close");
        close.setValue(start.closes());
        for (TextField field : List.of(to, cc, bcc)) {
            add(field, new Suggestions(locale, field, mailbox::suggest));
            field.addValueChangeListener(change -> offerToClose());
        }
        offerToClose();
        add(subject, text);
    }

    private void field(TextField field, String name, String value) {
        field.setLabel(words("mail." + name));
        field.setId("mail-form-" + name);
        field.setValue(value);
        Typing.bring(field);
        byPath.put(name, field);
    }

    /** Whether the receiver is asked to tell that it was read; it stands below what goes with the message. */
    Checkbox receipt() {
        return receipt;
    }

    /** Whether patients may not answer it; there for messages to patients only. */
    Checkbox close() {
        return close;
    }

    private void offerToClose() {
        close.setVisible(Stream.of(to, cc, bcc)
                .map(TextField::getValue)
                .map(PatientAddresses::new)
                .anyMatch(PatientAddresses::isPresent));
    }

    private boolean closes() {
        return close.isVisible() && close.getValue();
    }

    /** Whether it goes to nobody yet; tells so at the first field. */
    boolean nobodyNamed() {
        boolean nobody = to.isEmpty() && cc.isEmpty() && bcc.isEmpty();
        if (nobody) {
            refuse(to, words("field.missing"));
            to.focus();
        }
        return nobody;
    }

    /** The message as it is written. */
    NewMessage message(
            List<MailContent> enclosed, Optional<String> answers, Optional<String> draft, Optional<String> once) {
        return new NewMessage(
                Addresses.parse(to.getValue()),
                Addresses.parse(cc.getValue()),
                Addresses.parse(bcc.getValue()),
                subject.getValue().strip(),
                text.getValue(),
                Optional.empty(),
                enclosed,
                answers,
                draft,
                receipt.getValue(),
                closes(),
                once);
    }

    /** All that was written, to compare. */
    String content() {
        return String.join(
                "\u0000",
                to.getValue(),
                cc.getValue(),
                bcc.getValue(),
                subject.getValue(),
                text.getValue(),
                String.valueOf(receipt.getValue()),
                String.valueOf(closes()));
    }

    /** Tells at the fields why it was refused; what is left is for a sentence about the whole. */
    Optional<String> refuse(Problem problem) {
        Map<HasValidationProperties, String> refused = new LinkedHashMap<>();
        List<String> others = new ArrayList<>();
        for (FieldError error : problem.errors()) {
            HasValidationProperties field = byPath.get(error.field().split("[\\[.]", 2)[0]);
            if (field == null) {
                others.add(ProblemTexts.of(error, locale));
            } else {
                refused.merge(field, told(error), (one, other) -> one + " " + other);
            }
        }
        refused.forEach(MailFields::refuse);
        refused.keySet().stream().findFirst().ifPresent(field -> {
            if (field instanceof Focusable<?> first) {
                first.focus();
            }
        });
        if (!others.isEmpty()) {
            return Optional.of(String.join(" ", others));
        }
        return refused.isEmpty() ? Optional.of(ProblemTexts.of(problem, locale)) : Optional.empty();
    }

    /** Why a field was refused; of several addresses, which one. */
    private String told(FieldError error) {
        String words = ProblemTexts.of(error, locale);
        return ABOUT_ONE.contains(error.code()) ? words + " (" + error.detail() + ")" : words;
    }

    /** Takes back whatever was told. */
    void calm() {
        byPath.values().forEach(field -> field.setInvalid(false));
    }

    /** Brings the person to what is to be filled in first. */
    void focusFirst() {
        if (to.isEmpty()) {
            to.focus();
        } else {
            text.focus();
            text.getElement().executeJs("this.inputElement.setSelectionRange(0, 0); this.inputElement.scrollTop = 0");
        }
    }

    private static void refuse(HasValidationProperties field, String why) {
        field.setErrorMessage(why);
        field.setInvalid(true);
    }

    private String words(String key) {
        return Texts.of(locale, key);
    }
}
