package fr.vaguemestre.ui.webmail;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Key;
import com.vaadin.flow.component.KeyModifier;
import com.vaadin.flow.component.Shortcuts;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.select.Select;
import fr.vaguemestre.api.paging.PageRequest;
import fr.vaguemestre.api.problem.Unauthenticated;
import fr.vaguemestre.api.webmail.MessageSummary;
import fr.vaguemestre.console.spi.ConsoleContext;
import fr.vaguemestre.ui.registry.LiveList;
import fr.vaguemestre.ui.registry.News;
import fr.vaguemestre.ui.registry.Services;
import fr.vaguemestre.ui.shell.Banner;
import fr.vaguemestre.ui.shell.PageHead;
import fr.vaguemestre.ui.text.Texts;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The person's mail: folders, the messages of one of them, and beside them one message or one being written. */
final class MailPage extends Div implements MailDesk.Page {
    private static final Logger LOG = LoggerFactory.getLogger(MailPage.class);

    /** Nobody announces mail: the page looks for it every so many ticks. */
    private static final int TICKS = 6;

    private final ConsoleContext context;
    private final Services services;
    private final Locale locale;
    private final LiveList<MessageSummary> list;
    private final FolderNav folders;
    private final MailFilters filters;
    private final MailGrid grid;
    private final PageHead head;
    private final Banner banner;
    private final AbsenceBar absence;
    private final MailDesk desk;
    private Mailbox mailbox;
    private String emptyFor = "";
    private int ticks;

    MailPage(ConsoleContext context, Services services, News news) {
        this.context = context;
        this.services = services;
        locale = context.locale();
        banner = new Banner(locale, this::renew);
        List<String> addresses = context.caller().mailboxes().stream().sorted().toList();
        mailbox = opened(addresses.get(0));
        absence = new AbsenceBar(locale, this::mailbox);
        folders = new FolderNav(locale, folder -> showFolder());
        filters = new MailFilters(locale, this::showFolder);
        list = new LiveList<>(
                (limit, cursor) -> mailbox.list(
                        filters.query(folders.currentName()),
                        new PageRequest(limit, cursor, filters.text(), Optional.empty())),
                MessageSummary::id,
                "ui.webmail-away");
        grid = new MailGrid(list, locale, folders::currentUse);
        desk = new MailDesk(locale, grid, folders, this);
        head = new PageHead(words("mail.title"))
                .below(whose(addresses))
                .counting("mail-count")
                .act(absence.opener())
                .act(create());
        addClassNames("vm-page", "vm-mail-page");
        var messages = new Div(filters, grid);
        messages.addClassName("vm-mail-list");
        var columns = new Div(folders, messages);
        columns.addClassName("vm-mail-columns");
        var left = new Div(head, banner, absence, columns);
        left.addClassName("vm-master");
        desk.setMaster(left);
        add(desk);
        keys();
        readFolders();
        tellState();
        follow(news);
    }

    private void follow(News news) {
        news.follow(this, kind -> {
            if (kind == News.Kind.TICK
                    && (++ticks % TICKS == 0 || list.problem().isPresent())) {
                renew();
            }
        });
    }

    private void keys() {
        Shortcuts.addShortcutListener(this, () -> desk.write(Writing.blank()), Key.KEY_N, KeyModifier.ALT);
        Shortcuts.addShortcutListener(this, filters::focus, Key.KEY_R, KeyModifier.ALT);
    }

    private Mailbox opened(String address) {
        return new Mailbox(services, context::caller, address);
    }

    private Button create() {
        var create = new Button(words("mail.new"), VaadinIcon.PLUS.create(), click -> desk.write(Writing.blank()));
        create.setId("mail-new");
        create.addThemeVariants(ButtonVariant.PRIMARY);
        create.setTooltipText(words("mail.new.keys"));
        create.getElement().setAttribute("aria-keyshortcuts", "Alt+N");
        return create;
    }

    private Component whose(List<String> addresses) {
        if (addresses.size() == 1) {
            var only = new Span(addresses.get(0));
            only.addClassName("vm-mail-address");
            return only;
        }
        var choice = new Select<String>();
        choice.setId("mail-address");
        choice.setAriaLabel(words("mail.whose"));
        choice.setItems(addresses);
        choice.setValue(mailbox.address());
        choice.addValueChangeListener(change -> {
            if (change.getValue() != null && desk.left()) {
                mailbox = opened(change.getValue());
                absence.tell();
                readFolders();
                folders.openInbox();
            }
        });
        return choice;
    }

    private void renew() {
        LiveList.Moves<MessageSummary> moves = list.renew();
        if (list.problem().isPresent()) {
            tellState();
            return;
        }
        if (moves.all()) {
            grid.getDataProvider().refreshAll();
        } else {
            moves.changed().forEach(grid.getDataProvider()::refreshItem);
        }
        readFolders();
        tellState();
        absence.tell();
        desk.keep();
    }

    @Override
    public void readFolders() {
        try {
            folders.show(mailbox.folders());
        } catch (Unauthenticated ended) {
            throw ended;
        } catch (RuntimeException away) {
            LOG.debug("the folders stay as they were", away); // the banner tells
        }
    }

    private void showFolder() {
        list.restart();
        grid.getDataProvider().refreshAll();
        tellState();
    }

    @Override
    public void moved() {
        readFolders();
        showFolder();
    }

    private void tellState() {
        int total = list.count();
        head.count(Texts.counted(locale, "mail.count", total));
        banner.tell(list.problem());
        if (total == 0) {
            String why = filters.emptiness(list.problem().isEmpty());
            if (!why.equals(emptyFor)) {
                emptyFor = why;
                grid.setEmptyStateComponent(filters.emptyBox(why));
            }
        }
    }

    @Override
    public Mailbox mailbox() {
        return mailbox;
    }

    @Override
    public void put(MessageSummary changed) {
        list.put(changed);
        grid.getDataProvider().refreshItem(changed);
    }

    private String words(String key) {
        return Texts.of(locale, key);
    }
}
