package fr.vaguemestre.ui.webmail;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Nav;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import fr.vaguemestre.api.webmail.FolderUse;
import fr.vaguemestre.api.webmail.MailFolder;
import fr.vaguemestre.ui.text.Texts;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

/** The folders, one of them open: beside the list, or above it where there is little room. */
final class FolderNav extends Nav {
    private final Locale locale;
    private final Consumer<MailFolder> opened;
    private List<MailFolder> shown = List.of();
    private String open = "INBOX";

    FolderNav(Locale locale, Consumer<MailFolder> opened) {
        this.locale = locale;
        this.opened = opened;
        addClassName("vm-folders");
        setId("folders");
        getElement().setAttribute("aria-label", Texts.of(locale, "mail.folders"));
    }

    /** Shows these folders; the open one stays open. */
    void show(List<MailFolder> folders) {
        if (!folders.equals(shown)) {
            shown = List.copyOf(folders);
            fill();
        }
    }

    /** The folders as shown. */
    List<MailFolder> folders() {
        return shown;
    }

    /** The open folder, as far as it is known. */
    Optional<MailFolder> current() {
        return shown.stream().filter(folder -> folder.name().equals(open)).findFirst();
    }

    /** The path of the open folder. */
    String currentName() {
        return open;
    }

    /** What the open folder is for. */
    Optional<FolderUse> currentUse() {
        return current().flatMap(MailFolder::use);
    }

    /** How people call that folder. */
    String label(MailFolder folder) {
        return folder.use().map(use -> Texts.of(locale, "mail.folder." + use)).orElse(folder.name());
    }

    /** Opens another folder. */
    void open(MailFolder folder) {
        open = folder.name();
        fill();
        opened.accept(folder);
    }

    /** Opens the folder where mail arrives. */
    void openInbox() {
        shown.stream()
                .filter(folder -> folder.use().equals(Optional.of(FolderUse.INBOX)))
                .findFirst()
                .ifPresent(this::open);
    }

    private void fill() {
        List<Button> entries = new ArrayList<>();
        for (MailFolder folder : shown) {
            Button entry = entry(folder);
            entries.add(entry);
            entry.setId("folder-" + entries.size()); // by which the keyboard stays on it when it is made anew
        }
        removeAll();
        entries.forEach(this::add);
    }

    private Button entry(MailFolder folder) {
        boolean current = folder.name().equals(open);
        var entry = new Button(label(folder), icon(folder).create(), click -> open(folder));
        entry.addThemeVariants(ButtonVariant.TERTIARY);
        entry.getElement().setAttribute("data-folder", folder.name());
        if (current) {
            entry.getElement().setAttribute("aria-current", "true");
        }
        long count = Writing.isDraft(folder.use()) ? folder.total() : folder.unread();
        if (count > 0) {
            var badge = new Span(String.valueOf(count));
            badge.addClassName("vm-folder-count");
            entry.setSuffixComponent(badge);
            String key = Writing.isDraft(folder.use()) ? "mail.count" : "mail.unread";
            entry.setAriaLabel(label(folder) + ", " + Texts.counted(locale, key, count));
        }
        return entry;
    }

    private static VaadinIcon icon(MailFolder folder) {
        return folder.use()
                .map(use -> switch (use) {
                    case INBOX -> VaadinIcon.INBOX;
                    case DRAFTS -> VaadinIcon.EDIT;
                    case SENT -> VaadinIcon.PAPERPLANE;
                    case JUNK -> VaadinIcon.BAN;
                    case TRASH -> VaadinIcon.TRASH;
                })
                .orElse(VaadinIcon.FOLDER);
    }
}
