package fr.vaguemestre.ui.webmail;

import com.vaadin.flow.component.Key;
import com.vaadin.flow.component.KeyModifier;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import fr.vaguemestre.api.problem.Problem;
import fr.vaguemestre.api.problem.Unauthenticated;
import fr.vaguemestre.api.webmail.MailMessage;
import fr.vaguemestre.api.webmail.MessageChange;
import fr.vaguemestre.api.webmail.MessageFlag;
import fr.vaguemestre.api.webmail.NewMessage;
import fr.vaguemestre.ui.shell.Failures;
import fr.vaguemestre.ui.text.Texts;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A message being written. Nothing that was written is lost by closing it: it is kept as a draft. */
final class MailForm extends Div {
    private static final Logger LOG = LoggerFactory.getLogger(MailForm.class);

    private final Locale locale;
    private final Mailbox mailbox;
    private final Runnable sent;
    private final String key = UUID.randomUUID().toString();
    private final Optional<String> answers;
    private final Optional<String> forwards;
    private final MailFields fields;
    private final Enclosures enclosures;
    private final Button send = new Button();
    private final Div message = new Div();
    private final Span kept = new Span();
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
        fields = new MailFields(locale, start, mailbox);
        var leave = new Button(VaadinIcon.CLOSE.create(), click -> close.run());
        leave.addThemeVariants(ButtonVariant.TERTIARY);
        leave.setAriaLabel(words("mail.form.close"));
        leave.addClassName("vm-panel-close");
        add(leave, title, message);
        add(fields, enclosures, fields.receipt(), fields.close(), buttons(discard));
        asKept = content();
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
        if (fields.nobodyNamed()) {
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
        return fields.message(enclosures.open(mailbox), answers, draft, once);
    }

    private String content() {
        return fields.content() + "\u0000" + enclosures.names();
    }

    private void show(Problem problem) {
        fields.refuse(problem).ifPresent(this::say);
    }

    /** Brings the person to what is to be filled in first. */
    void focusFirst() {
        fields.focusFirst();
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
        fields.calm();
    }

    private String words(String key) {
        return Texts.of(locale, key);
    }
}
