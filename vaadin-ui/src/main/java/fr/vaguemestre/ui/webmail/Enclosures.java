package fr.vaguemestre.ui.webmail;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.upload.Upload;
import com.vaadin.flow.component.upload.UploadI18N;
import fr.vaguemestre.api.webmail.MailContent;
import fr.vaguemestre.ui.text.Figures;
import fr.vaguemestre.ui.text.Texts;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What goes with a message that is being written: a list, and a way to add to it. */
final class Enclosures extends Div {
    private static final Logger LOG = LoggerFactory.getLogger(Enclosures.class);

    private final Locale locale;
    private final UnorderedList list = new UnorderedList();
    private final Span refused = new Span();
    private final List<Enclosure> files = new ArrayList<>();
    private final Upload upload;
    private boolean over;

    Enclosures(Locale locale, List<Enclosure> start) {
        this.locale = locale;
        files.addAll(start);
        addClassName("vm-enclosures");
        list.addClassName("vm-attachments");
        list.getElement().setAttribute("aria-label", words("mail.attachments"));
        refused.addClassName("vm-mail-refused");
        refused.getElement().setAttribute("role", "alert");
        var add = new Button(words("mail.attach"), VaadinIcon.PAPERCLIP.create());
        add.setId("mail-attach");
        upload = new Upload(new Uploads(this::take));
        upload.setUploadButton(add);
        upload.setMaxFileSize((int) Uploads.MOST_BYTES);
        upload.setDropLabel(new Span(words("mail.drop")));
        upload.setI18n(new UploadI18N().setError(new UploadI18N.Error().setFileIsTooBig(words("mail.too-large"))));
        upload.addFileRejectedListener(event -> refused.setText(words("mail.too-large")));
        upload.addAllFinishedListener(event -> upload.clearFileList());
        add(list, refused, upload);
        fill();
    }

    private void take(Enclosure file) {
        long all = file.sizeBytes()
                + files.stream().mapToLong(Enclosure::sizeBytes).sum();
        if (over || all > Uploads.MOST_BYTES) {
            forget(file);
            refused.setText(words("mail.too-large"));
        } else {
            refused.setText("");
            files.add(file);
            fill();
        }
    }

    private void fill() {
        list.removeAll();
        for (Enclosure file : files) {
            var remove = new Button(VaadinIcon.CLOSE.create(), click -> {
                files.remove(file);
                forget(file);
                fill();
            });
            remove.addThemeVariants(ButtonVariant.TERTIARY);
            remove.setAriaLabel(Texts.of(locale, "mail.detach", file.name()));
            list.add(new ListItem(
                    VaadinIcon.PAPERCLIP.create(),
                    new Span(file.name()),
                    new Span(Figures.bytes(file.sizeBytes(), locale)),
                    remove));
        }
        list.setVisible(!files.isEmpty());
    }

    boolean isEmpty() {
        return files.isEmpty();
    }

    /** What there is, to tell whether it changed. */
    String names() {
        return files.stream().map(file -> file.name() + file.sizeBytes()).collect(Collectors.joining("\u0001"));
    }

    /** Opens all of them; whoever takes them closes them. */
    List<MailContent> open(Mailbox mailbox) {
        List<MailContent> open = new ArrayList<>();
        try {
            files.forEach(file -> open.add(file.open(mailbox)));
            return open;
        } catch (RuntimeException lost) {
            open.forEach(Enclosures::close);
            throw lost;
        }
    }

    private static void close(MailContent content) {
        try {
            content.stream().close();
        } catch (IOException e) {
            LOG.debug("an attachment could not be closed", e);
        }
    }

    /** Shows others in their place. */
    void replace(List<Enclosure> others) {
        files.forEach(Enclosures::forget);
        files.clear();
        files.addAll(others);
        fill();
    }

    /** Removes our copies; what arrives later is removed at once. */
    void forget() {
        over = true;
        files.forEach(Enclosures::forget);
    }

    private static void forget(Enclosure file) {
        try {
            file.forget();
        } catch (RuntimeException e) {
            LOG.warn("the copy of an attachment could not be removed", e);
        }
    }

    private String words(String key) {
        return Texts.of(locale, key);
    }
}
