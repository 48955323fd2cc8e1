package fr.vaguemestre.ui.webmail;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.grid.GridVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.Icon;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.data.provider.CallbackDataProvider;
import fr.vaguemestre.api.webmail.FolderUse;
import fr.vaguemestre.api.webmail.MailAddress;
import fr.vaguemestre.api.webmail.MessageFlag;
import fr.vaguemestre.api.webmail.MessageSummary;
import fr.vaguemestre.ui.list.Cells;
import fr.vaguemestre.ui.registry.LiveList;
import fr.vaguemestre.ui.text.Figures;
import fr.vaguemestre.ui.text.Texts;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** The messages of a folder, one above the other; reads what is scrolled to. */
final class MailGrid extends Grid<MessageSummary> {
    private static final int PAGE = 50;

    private final Locale locale;
    private final Supplier<Optional<FolderUse>> use;

    /**
     * A table of that list.
     *
     * @param use what the folder is for that the list shows
     */
    MailGrid(LiveList<MessageSummary> list, Locale locale, Supplier<Optional<FolderUse>> use) {
        this.locale = locale;
        this.use = use;
        setId("mails");
        addClassName("vm-mails");
        addThemeVariants(GridVariant.NO_BORDER);
        setSelectionMode(SelectionMode.SINGLE);
        setPageSize(PAGE);
        getDataCommunicator().setViewportRange(0, PAGE); // the first rows come with the page, unasked
        getElement().setAttribute("aria-label", Texts.of(locale, "mail.list"));
        addColumn(Cells.drawn(this::row)).setKey("mail").setRowHeader(true);
        setDataProvider(new CallbackDataProvider<MessageSummary, Void>(
                query -> list.read(query.getOffset(), query.getLimit()).stream(),
                query -> list.count(),
                MessageSummary::id));
    }

    private Component row(MessageSummary mail) {
        boolean unread = !mail.flags().contains(MessageFlag.SEEN);
        var who = new Span(who(mail));
        who.addClassName("vm-mail-who");
        var when = new Span(Figures.moment(mail.receivedAt(), locale));
        when.addClassName("vm-mail-when");
        var top = new Div(who);
        top.addClassName("vm-mail-top");
        if (mail.flags().contains(MessageFlag.FLAGGED)) {
            top.add(sign(VaadinIcon.FLAG, "mail.flagged"));
        }
        if (mail.flags().contains(MessageFlag.ANSWERED)) {
            top.add(sign(VaadinIcon.REPLY, "mail.answered"));
        }
        if (mail.attachments()) {
            top.add(sign(VaadinIcon.PAPERCLIP, "mail.has-attachments"));
        }
        top.add(when);
        var subject = new Span(subject(mail.subject(), locale));
        subject.addClassName("vm-mail-subject");
        var cell = new Div(top, subject);
        cell.addClassName("vm-mail-row");
        if (unread) {
            cell.addClassName("vm-mail-unread");
            cell.addComponentAsFirst(hidden(Texts.of(locale, "mail.is-unread")));
        }
        return cell;
    }

    private String who(MessageSummary mail) {
        Set<FolderUse> own = Set.of(FolderUse.SENT, FolderUse.DRAFTS);
        if (use.get().filter(own::contains).isPresent()) {
            return mail.to().isEmpty() ? Texts.of(locale, "mail.to-nobody") : names(mail.to());
        }
        return mail.from().map(Addresses::brief).orElse(Texts.of(locale, "mail.from-nobody"));
    }

    private static String names(List<MailAddress> people) {
        return people.stream().map(Addresses::brief).collect(Collectors.joining(", "));
    }

    private Icon sign(VaadinIcon sign, String key) {
        Icon icon = sign.create();
        icon.getElement().setAttribute("role", "img");
        icon.getElement().setAttribute("aria-label", Texts.of(locale, key));
        return icon;
    }

    private static Span hidden(String words) {
        var span = new Span(words);
        span.addClassName("vm-hidden");
        return span;
    }

    /** The subject, or words for its absence. */
    static String subject(String subject, Locale locale) {
        return subject.isBlank() ? Texts.of(locale, "mail.no-subject") : subject;
    }
}
