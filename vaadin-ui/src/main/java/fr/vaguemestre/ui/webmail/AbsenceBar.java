package fr.vaguemestre.ui.webmail;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import fr.vaguemestre.api.bal.Absence;
import fr.vaguemestre.api.problem.Unauthenticated;
import fr.vaguemestre.ui.shell.Banner;
import fr.vaguemestre.ui.shell.Notices;
import fr.vaguemestre.ui.text.Figures;
import fr.vaguemestre.ui.text.Texts;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells above the messages that the mailbox answers by itself at the moment, and lets its person change that. */
final class AbsenceBar extends Div {
    private static final Logger LOG = LoggerFactory.getLogger(AbsenceBar.class);

    private final Locale locale;
    private final Supplier<Mailbox> mailbox;
    private final Span text = new Span();

    AbsenceBar(Locale locale, Supplier<Mailbox> mailbox) {
        this.locale = locale;
        this.mailbox = mailbox;
        setId("absence");
        addClassNames("vm-banner", "vm-absence");
        getElement().setAttribute("role", "status");
        var change = new Button(words("absence.change"), click -> open());
        change.setId("absence-change");
        add(VaadinIcon.REPLY_ALL.create(), text, change);
        setVisible(false);
    }

    /** The button of the page that leads to the form. */
    Button opener() {
        var open = new Button(words("absence.open"), VaadinIcon.CALENDAR_USER.create(), click -> open());
        open.setId("absence-open");
        return open;
    }

    @Override
    protected void onAttach(AttachEvent event) {
        tell();
    }

    /** Tells what is now; nothing while nobody can tell. */
    void tell() {
        Optional<Absence> now;
        try {
            now = mailbox.get()
                    .absence()
                    .filter(known -> known.isOn(mailbox.get().today()));
        } catch (Unauthenticated ended) {
            throw ended;
        } catch (RuntimeException away) {
            LOG.debug("nobody tells whether the mailbox answers by itself", away);
            now = Optional.empty();
        }
        now.ifPresent(on -> Banner.say(text, Texts.of(locale, "absence.on", Figures.day(on.until(), locale))));
        setVisible(now.isPresent());
    }

    private void open() {
        var dialog = new Dialog();
        Mailbox opened = mailbox.get();
        var form = new AbsenceForm(
                locale,
                opened.absence(),
                opened.today(),
                absence -> {
                    opened.answerBy(absence);
                    dialog.close();
                    Notices.success(UI.getCurrent(), words("absence.kept"));
                    tell();
                },
                dialog::close);
        dialog.getElement().setAttribute("aria-labelledby", AbsenceForm.TITLE);
        dialog.setCloseOnOutsideClick(false);
        dialog.addClassName("vm-question");
        dialog.add(form);
        dialog.addOpenedChangeListener(change -> {
            if (change.isOpened()) {
                form.focusFirst();
            } else {
                form.settled();
            }
        });
        dialog.open();
    }

    private String words(String key) {
        return Texts.of(locale, key);
    }
}
