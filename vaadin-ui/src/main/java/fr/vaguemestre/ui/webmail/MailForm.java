package fr.vaguemestre.ui.webmail;

import com.vaadin.flow.component.Focusable;
import com.vaadin.flow.component.Key;
import com.vaadin.flow.component.KeyModifier;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.shared.HasValidationProperties;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.component.textfield.TextField;
import fr.vaguemestre.api.problem.FieldError;
import fr.vaguemestre.api.problem.Problem;
import fr.vaguemestre.api.problem.Unauthenticated;
import fr.vaguemestre.api.webmail.MailMessage;
import fr.vaguemestre.api.webmail.MessageChange;
import fr.vaguemestre.api.webmail.MessageFlag;
import fr.vaguemestre.api.webmail.NewMessage;
import fr.vaguemestre.ui.shell.Failures;
import fr.vaguemestre.ui.text.ProblemTexts;
import fr.vaguemestre.ui.text.Texts;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A message being written. Nothing that was written is lost by closing it: it is kept as a draft. */
final class MailForm extends Div {
    private static final Logger LOG = LoggerFactory.getLogger(MailForm.class);
    private static final int MOST_SUBJECT = 500;
    private static final Set<String> ABOUT_ONE = Set.of("webmail.recipient-refused", "webmail.address-malformed");

    private final Locale locale;
    private final Mailbox mailbox;
    private final Runnable sent;
    private final String key = UUID.randomUUID().toString();
    private final Optional<String> answers;
    private final Optional<String> forwards;
    private final TextField to = new TextField();
    private final TextField cc = new TextField();
    private final TextField bcc = new TextField();
    private final TextField subject = new TextField();
    private final TextArea text = new TextArea();
    private final Checkbox receipt = new Checkbox();
    private final Enclosures enclosures;
    private final Button send = new Button();
    private final Div message = new Div();
    private final Span kept = new Span();
    private final Map<String, HasValidationProperties> byPath = new LinkedHashMap<>();
    private Optional<String> draft;
    private String asKept;

    /**
     * A form for that message.
     *
     * @param sent called once it was sent
     * @param close called when the person wants to leave it
     * @param discard called when the person wants none of it
     */
    MailForm(Locale locale, Mailbox mailbox, Writing start, Runnable sent, Runnable close, Runnable discard) {
        this.locale = locale;
        this.mailbox = mailbox;
        this.sent = sent;
        answers = start.answers();
        forwards = start.forwards();
        draft = start.draft();
        enclosures = new Enclosures(locale, start.enclosures());
        addClassNames("vm-panel", "vm-mail-form");
        setId("mail-form");
        getElement().setAttribute("role", "region");
        getElement().setAttribute("aria-labelledby", "mail-form-title");
        var title = new H2(words(answers.isPresent() ? "mail.answer" : "mail.new"));
        title.setId("mail-form-title");
        message.addClassName("vm-message");
        message.getElement().setAttribute("role", "alert");
        fields(start);
        var leave = new Button(VaadinIcon.CLOSE.create(), click -> close.run());
        leave.addThemeVariants(ButtonVariant.TERTIARY);
        leave.setAriaLabel(words("mail.form.close"));
        leave.addClassName("vm-panel-close");
        add(leave, title, message);
        for (TextField field : List.of(to, cc, bcc)) {
            add(field, new Suggestions(locale, field, mailbox::suggest));
        }
        add(subject, text, enclosures, receipt, buttons(discard));
        asKept = content();
    }

    private void fields(Writing start) {
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
    }

    private void field(TextField field, String name, String value) {
        field.setLabel(words("mail." + name));
        field.setId("mail-form-" + name);
        field.setValue(value);
        Typing.bring(field);
        byPath.put(name, field);
    }

    private Div buttons(Runnable discard) {
        send.setText(words("mail.send"));
        send.setIcon(VaadinIcon.PAPERPLANE.create());
        send.setId("mail-send");
        send.addThemeVariants(ButtonVariant.PRIMARY);
        send.setTooltipText(words("mail.send.keys"));
        send.getElement().setAttribute("aria-keyshortcuts", "Control+Enter");
        send.setDisableOnClick(true);
        send.addClickListener(click -> {
            send();
            send.setEnabled(true);
        });
        send.addClickShortcut(Key.ENTER, KeyModifier.CONTROL).listenOn(this);
        var keep = new Button(words("mail.keep"), click -> keep());
        keep.setId("mail-keep");
        var drop = new Button(words("mail.discard"), click -> discard.run());
        drop.addThemeVariants(ButtonVariant.TERTIARY);
        drop.setId("mail-discard");
        kept.addClassName("vm-mail-kept");
        kept.getElement().setAttribute("role", "status");
        var buttons = new Div(send, keep, drop, kept);
        buttons.addClassName("vm-buttons");
        return buttons;
    }

    /** Whether something was written that is not kept yet. */
    boolean changed() {
        return !content().equals(asKept);
    }

    /** Whether there is anything that would be lost by discarding it. */
    boolean worthAsking() {
        return changed() || draft.isPresent();
    }

    /** The draft that it is kept in. */
    Optional<String> draft() {
        return draft;
    }

    /** Keeps it as a draft; tells in the form how it went. */
    boolean keep() {
        calm();
        return tried(() -> {
            draft = Optional.of(mailbox.saveDraft(outgoing(Optional.empty())).id());
            asKept = content();
            kept.setText(words("mail.kept"));
            refresh();
        });
    }

    /** From now on the attachments are those of the draft, and our own copies can go. */
    private void refresh() {
        if (!enclosures.isEmpty() && draft.isPresent()) {
            MailMessage now = mailbox.read(draft.get());
            enclosures.replace(Writing.resumed(now).enclosures());
            asKept = content();
        }
    }

    private void send() {
        calm();
        if (to.isEmpty() && cc.isEmpty() && bcc.isEmpty()) {
            refuse(to, words("field.missing"));
            to.focus();
            return;
        }
        if (tried(() -> mailbox.send(outgoing(Optional.of(key))))) {
            forwards.ifPresent(this::markForwarded);
            enclosures.forget();
            sent.run();
        }
    }

    private void markForwarded(String id) {
        try {
            mailbox.change(id, MessageChange.set(MessageFlag.FORWARDED));
        } catch (Problem away) {
            LOG.debug("a message that was passed on is not marked so", away);
        }
    }

    private boolean tried(Runnable act) {
        try {
            act.run();
            return true;
        } catch (Unauthenticated ended) {
            throw ended;
        } catch (Problem refused) {
            show(refused);
        } catch (RuntimeException unexpected) {
            say(Failures.unexpected(UI.getCurrent(), unexpected));
        }
        return false;
    }

    private NewMessage outgoing(Optional<String> once) {
        return new NewMessage(
                Addresses.parse(to.getValue()),
                Addresses.parse(cc.getValue()),
                Addresses.parse(bcc.getValue()),
                subject.getValue().strip(),
                text.getValue(),
                Optional.empty(),
                enclosures.open(mailbox),
                answers,
                draft,
                receipt.getValue(),
                once);
    }

    private String content() {
        return String.join(
                "\u0000",
                to.getValue(),
                cc.getValue(),
                bcc.getValue(),
                subject.getValue(),
                text.getValue(),
                String.valueOf(receipt.getValue()),
                enclosures.names());
    }

    private void show(Problem problem) {
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
        refused.forEach(MailForm::refuse);
        if (refused.isEmpty() || !others.isEmpty()) {
            say(others.isEmpty() ? ProblemTexts.of(problem, locale) : String.join(" ", others));
        }
        refused.keySet().stream().findFirst().ifPresent(field -> {
            if (field instanceof Focusable<?> first) {
                first.focus();
            }
        });
    }

    /** Why a field was refused; of several addresses, which one. */
    private String told(FieldError error) {
        String words = ProblemTexts.of(error, locale);
        return ABOUT_ONE.contains(error.code()) ? words + " (" + error.detail() + ")" : words;
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

    /** Removes what was brought and not sent. */
    void forget() {
        enclosures.forget();
    }

    private void say(String sentence) {
        message.setText(sentence);
        message.getElement().setAttribute("data-kind", sentence.isEmpty() ? "none" : "error");
    }

    private void calm() {
        say("");
        kept.setText("");
        byPath.values().forEach(field -> field.setInvalid(false));
    }

    private static void refuse(HasValidationProperties field, String why) {
        field.setErrorMessage(why);
        field.setInvalid(true);
    }

    private String words(String key) {
        return Texts.of(locale, key);
    }
}
