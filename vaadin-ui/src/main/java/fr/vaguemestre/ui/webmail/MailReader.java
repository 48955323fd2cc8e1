package fr.vaguemestre.ui.webmail;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.DescriptionList;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.IFrame;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.select.Select;
import fr.vaguemestre.api.webmail.Attachment;
import fr.vaguemestre.api.webmail.MailAddress;
import fr.vaguemestre.api.webmail.MailFolder;
import fr.vaguemestre.api.webmail.MailMessage;
import fr.vaguemestre.api.webmail.MessageFlag;
import fr.vaguemestre.ui.text.Figures;
import fr.vaguemestre.ui.text.Texts;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** One message, opened: its text first; its formatting only when asked for, in a frame that can do nothing. */
final class MailReader extends Div {
    private final Locale locale;
    private final Mailbox mailbox;
    private final MailMessage message;
    private final Acts acts;
    private final Button close;
    private final Div body = new Div();
    private boolean formatted;

    /** What the person may do with the message. */
    interface Acts {
        /** Writes an answer. */
        void answer(MailMessage message, boolean all);

        /** Passes it on. */
        void forward(MailMessage message);

        /** Moves it to the trash, or removes it where it is there. */
        void delete(MailMessage message);

        /** Marks it as unread and closes it. */
        void leaveUnread(MailMessage message);

        /** Marks it as important, or no longer. */
        void flag(MailMessage message, boolean important);

        /** Moves it to another folder. */
        void move(MailMessage message, MailFolder folder);

        /** Closes it. */
        void close();
    }

    MailReader(
            Locale locale,
            Mailbox mailbox,
            MailMessage message,
            List<MailFolder> folders,
            Function<MailFolder, String> label,
            Acts acts) {
        this.locale = locale;
        this.mailbox = mailbox;
        this.message = message;
        this.acts = acts;
        addClassNames("vm-panel", "vm-mail");
        setId("mail");
        getElement().setAttribute("role", "region");
        getElement().setAttribute("aria-labelledby", "mail-subject");
        close = new Button(VaadinIcon.CLOSE.create(), click -> acts.close());
        close.addThemeVariants(ButtonVariant.TERTIARY);
        close.setAriaLabel(words("mail.close"));
        close.addClassName("vm-panel-close");
        var subject = new H2(MailGrid.subject(message.summary().subject(), locale));
        subject.setId("mail-subject");
        body.addClassName("vm-mail-body");
        add(close, subject, people(), buttons(folders, label));
        message.mdnTo().ifPresent(asker -> add(note(Texts.of(locale, "mail.mdn-asked", Addresses.full(asker)))));
        if (message.closesExchange()) {
            add(note(words("mail.exchange-closed")));
        }
        if (!message.attachments().isEmpty()) {
            add(attachments());
        }
        add(body, original());
        showBody();
    }

    /** The message that is shown. */
    MailMessage message() {
        return message;
    }

    /** Brings the keyboard into the panel. */
    void focus() {
        close.focus();
    }

    private DescriptionList people() {
        var list = new DescriptionList();
        row(list, "mail.from", message.summary().from().stream().toList());
        row(list, "mail.to", message.summary().to());
        row(list, "mail.cc", message.cc());
        row(list, "mail.bcc", message.bcc());
        String sent = Figures.moment(
                message.summary().sentAt().orElse(message.summary().receivedAt()), locale);
        list.add(new DescriptionList.Term(words("mail.date")), new DescriptionList.Description(new Span(sent)));
        return list;
    }

    private void row(DescriptionList list, String key, List<MailAddress> people) {
        if (!people.isEmpty()) {
            var names = new Div();
            people.forEach(person -> names.add(new Div(Addresses.full(person))));
            list.add(new DescriptionList.Term(words(key)), new DescriptionList.Description(names));
        }
    }

    private Div buttons(List<MailFolder> folders, Function<MailFolder, String> label) {
        var buttons = new Div();
        buttons.addClassName("vm-mail-acts");
        var answer = button("mail.answer", VaadinIcon.REPLY, () -> acts.answer(message, false));
        answer.setId("mail-answer");
        answer.addThemeVariants(ButtonVariant.PRIMARY);
        buttons.add(answer);
        if (Writing.hasOthers(message, mailbox.address())) {
            buttons.add(button("mail.answer-all", VaadinIcon.REPLY_ALL, () -> acts.answer(message, true)));
        }
        boolean important = message.summary().flags().contains(MessageFlag.FLAGGED);
        buttons.add(
                button("mail.forward", VaadinIcon.ARROW_FORWARD, () -> acts.forward(message)),
                button("mail.delete", VaadinIcon.TRASH, () -> acts.delete(message)),
                button("mail.leave-unread", VaadinIcon.ENVELOPE, () -> acts.leaveUnread(message)),
                button(important ? "mail.unflag" : "mail.flag", VaadinIcon.FLAG, () -> acts.flag(message, !important)));
        buttons.add(mover(folders, label));
        return buttons;
    }

    private Button button(String key, VaadinIcon icon, Runnable act) {
        var button = new Button(words(key), icon.create(), click -> act.run());
        button.getElement().setAttribute("data-act", key);
        return button;
    }

    private Select<MailFolder> mover(List<MailFolder> folders, Function<MailFolder, String> label) {
        var mover = new Select<MailFolder>();
        mover.setId("mail-move");
        mover.setAriaLabel(words("mail.move"));
        mover.setPlaceholder(words("mail.move"));
        mover.setItems(folders.stream()
                .filter(folder -> !folder.name().equals(message.summary().folder()))
                .filter(folder -> !Writing.isDraft(folder.use()))
                .toList());
        mover.setItemLabelGenerator(label::apply);
        mover.addValueChangeListener(change -> {
            if (change.getValue() != null) {
                acts.move(message, change.getValue());
            }
        });
        return mover;
    }

    private Component attachments() {
        var list = new UnorderedList();
        list.addClassName("vm-attachments");
        list.getElement().setAttribute("aria-label", words("mail.attachments"));
        for (Attachment attachment : message.attachments()) {
            var link = new Anchor(
                    Downloads.of(() -> mailbox.attachment(message.summary().id(), attachment.part())),
                    attachment.name());
            link.setDownload(true);
            link.setRouterIgnore(true);
            var size = new Span(Figures.bytes(attachment.sizeBytes(), locale));
            list.add(new ListItem(VaadinIcon.PAPERCLIP.create(), link, size));
        }
        return new Div(new H3(words("mail.attachments")), list);
    }

    private Component original() {
        var link = new Anchor(Downloads.of(() -> mailbox.raw(message.summary().id())), words("mail.original"));
        link.setDownload(true);
        link.setRouterIgnore(true);
        link.addClassName("vm-mail-original");
        return link;
    }

    private void showBody() {
        body.removeAll();
        if (formatted) {
            message.html().ifPresent(html -> body.add(frame(html)));
        } else {
            var text = new Div(message.text().isBlank() ? words("mail.no-text") : message.text());
            text.addClassName("vm-mail-text");
            body.add(text);
        }
        if (message.html().isPresent()) {
            var other = new Button(words(formatted ? "mail.as-text" : "mail.as-html"), click -> {
                formatted = !formatted;
                showBody();
            });
            other.addThemeVariants(ButtonVariant.TERTIARY);
            other.setId("mail-format");
            body.add(other);
            if (formatted) {
                body.add(note(words("mail.html-note")));
            }
        }
    }

    private IFrame frame(String html) {
        var frame = new IFrame();
        frame.getElement().setAttribute("sandbox", "");
        frame.getElement().setAttribute("title", words("mail.html-title"));
        frame.setSrcdoc(SafeHtml.document(html, locale.getLanguage(), new Pictures(mailbox, message)::find));
        frame.addClassName("vm-mail-frame");
        return frame;
    }

    private static Paragraph note(String words) {
        var note = new Paragraph(words);
        note.addClassName("vm-mail-note");
        return note;
    }

    private String words(String key) {
        return Texts.of(locale, key);
    }
}
