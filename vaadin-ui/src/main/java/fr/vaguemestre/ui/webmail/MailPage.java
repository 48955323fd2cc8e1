package fr.vaguemestre.ui.webmail;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.DetachEvent;
import com.vaadin.flow.component.Key;
import com.vaadin.flow.component.KeyModifier;
import com.vaadin.flow.component.Shortcuts;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Header;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.masterdetaillayout.MasterDetailLayout;
import com.vaadin.flow.component.page.Page;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.shared.Registration;
import fr.vaguemestre.api.paging.PageRequest;
import fr.vaguemestre.api.problem.Problem;
import fr.vaguemestre.api.problem.Unauthenticated;
import fr.vaguemestre.api.webmail.MailFolder;
import fr.vaguemestre.api.webmail.MailMessage;
import fr.vaguemestre.api.webmail.MessageChange;
import fr.vaguemestre.api.webmail.MessageFlag;
import fr.vaguemestre.api.webmail.MessageSummary;
import fr.vaguemestre.console.spi.ConsoleContext;
import fr.vaguemestre.ui.registry.LiveList;
import fr.vaguemestre.ui.registry.News;
import fr.vaguemestre.ui.registry.Services;
import fr.vaguemestre.ui.shell.Banner;
import fr.vaguemestre.ui.shell.Notices;
import fr.vaguemestre.ui.shell.Questions;
import fr.vaguemestre.ui.text.Texts;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The person's mail: folders, the messages of one of them, and beside them one message or one being written. */
final class MailPage extends Div implements MailReader.Acts {
    private static final Logger LOG = LoggerFactory.getLogger(MailPage.class);

    /** Nobody announces mail: the page looks for it every so many ticks. */
    private static final int TICKS = 6;

    /** Widths of folders and list, and of the window (CSS pixels) at which they stand below one another, as in {@code mail.css}. */
    private static final String DESK_SIZE = "30rem";

    private static final String PHONE_SIZE = "18rem";
    private static final int PHONE_WIDTH = 800;

    private final ConsoleContext context;
    private final Services services;
    private final News news;
    private final Locale locale;
    private final LiveList<MessageSummary> list;
    private final FolderNav folders;
    private final MailFilters filters;
    private final MailGrid grid;
    private final Span count = new Span();
    private final Banner banner;
    private final MasterDetailLayout layout = new MasterDetailLayout();
    private Mailbox mailbox;
    private String emptyFor = "";
    private int ticks;
    private @Nullable Registration listening;

    MailPage(ConsoleContext context, Services services, News news) {
        this.context = context;
        this.services = services;
        this.news = news;
        locale = context.locale();
        banner = new Banner(locale, this::renew);
        List<String> addresses = context.caller().mailboxes().stream().sorted().toList();
        mailbox = opened(addresses.get(0));
        folders = new FolderNav(locale, folder -> showFolder());
        filters = new MailFilters(locale, this::showFolder);
        list = new LiveList<>(
                (limit, cursor) -> mailbox.list(
                        filters.query(folders.currentName()),
                        new PageRequest(limit, cursor, filters.text(), Optional.empty())),
                MessageSummary::id,
                "ui.webmail-away");
        grid = new MailGrid(list, locale, folders::currentUse);
        addClassNames("vm-page", "vm-mail-page");
        var messages = new Div(filters, grid);
        messages.addClassName("vm-mail-list");
        var columns = new Div(folders, messages);
        columns.addClassName("vm-mail-columns");
        var left = new Div(header(addresses), banner, columns);
        left.addClassName("vm-master");
        lay(left);
        readFolders();
        tellState();
    }

    private void lay(Div left) {
        layout.setMaster(left);
        layout.setMasterSize(DESK_SIZE);
        layout.setDetailSize("30rem");
        layout.setExpandMaster(true);
        layout.setExpandDetail(true);
        layout.setOverlaySize("min(100%, 46rem)");
        layout.addBackdropClickListener(event -> close());
        layout.addDetailEscapePressListener(event -> close());
        add(layout);
        grid.addItemClickListener(event -> open(event.getItem()));
        grid.asSingleSelect().addValueChangeListener(change -> {
            if (change.isFromClient() && change.getValue() != null) {
                open(change.getValue());
            }
        });
    }

    private Mailbox opened(String address) {
        return new Mailbox(services, context::caller, address);
    }

    private Header header(List<String> addresses) {
        count.addClassName("vm-count");
        count.setId("mail-count");
        count.getElement().setAttribute("aria-live", "polite");
        var title = new H1(words("mail.title"));
        var create = new Button(words("mail.new"), VaadinIcon.PLUS.create(), click -> write(Writing.blank()));
        create.setId("mail-new");
        create.addThemeVariants(ButtonVariant.PRIMARY);
        create.setTooltipText(words("mail.new.keys"));
        create.getElement().setAttribute("aria-keyshortcuts", "Alt+N");
        var header = new Header(new Div(title, whose(addresses), count), create);
        header.addClassName("vm-page-head");
        return header;
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
            if (change.getValue() != null && left()) {
                mailbox = opened(change.getValue());
                readFolders();
                folders.openInbox();
            }
        });
        return choice;
    }

    @Override
    protected void onAttach(AttachEvent event) {
        Shortcuts.addShortcutListener(this, () -> write(Writing.blank()), Key.KEY_N, KeyModifier.ALT);
        Shortcuts.addShortcutListener(this, filters::focus, Key.KEY_R, KeyModifier.ALT);
        Page browser = event.getUI().getPage();
        fit(browser.getExtendedClientDetails().getWindowInnerWidth());
        browser.addBrowserWindowResizeListener(resize -> fit(resize.getWidth()));
        listening = news.listen(event.getUI(), kind -> {
            if (kind == News.Kind.TICK
                    && (++ticks % TICKS == 0 || list.problem().isPresent())) {
                renew();
            }
        });
    }

    private void fit(int window) {
        layout.setMasterSize(window > 0 && window <= PHONE_WIDTH ? PHONE_SIZE : DESK_SIZE);
    }

    @Override
    protected void onDetach(DetachEvent event) {
        if (listening != null) {
            listening.remove();
        }
        if (layout.getDetail() instanceof MailForm form) {
            form.forget();
        }
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
        if (layout.getDetail() instanceof MailForm form && form.changed()) {
            form.keep(); // who is cut off finds it among the drafts
        }
    }

    private void readFolders() {
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

    /** After something was done that moves messages about. */
    private void moved() {
        readFolders();
        showFolder();
    }

    private void tellState() {
        int total = list.count();
        Banner.say(count, Texts.counted(locale, "mail.count", total));
        banner.tell(list.problem());
        if (total == 0) {
            String why = filters.emptiness(list.problem().isEmpty());
            if (!why.equals(emptyFor)) {
                emptyFor = why;
                grid.setEmptyStateComponent(filters.emptyBox(why));
            }
        }
    }

    private void open(MessageSummary mail) {
        if (!left()) {
            return;
        }
        MailMessage message = mailbox.read(mail.id());
        if (Writing.isDraft(folders.currentUse())) {
            showForm(Writing.resumed(message));
            return;
        }
        showMessage(message);
        if (!message.summary().flags().contains(MessageFlag.SEEN)) {
            markSeen(message);
        }
    }

    private void markSeen(MailMessage message) {
        try {
            put(mailbox.change(message.summary().id(), MessageChange.set(MessageFlag.SEEN)));
            readFolders();
        } catch (Unauthenticated ended) {
            throw ended;
        } catch (Problem away) {
            LOG.debug("a message that was opened stays unread", away);
        }
    }

    private void put(MessageSummary changed) {
        list.put(changed);
        grid.getDataProvider().refreshItem(changed);
    }

    private void showMessage(MailMessage message) {
        var reader = new MailReader(locale, mailbox, message, folders.folders(), folders::label, this);
        layout.setDetail(reader);
        reader.focus();
    }

    private void write(Writing start) {
        if (left()) {
            grid.deselectAll();
            showForm(start);
        }
    }

    private void showForm(Writing start) {
        var form = new MailForm(locale, mailbox, start, this::sent, this::close, this::discard);
        layout.setDetail(form);
        form.focusFirst();
    }

    private void sent() {
        Notices.success(UI.getCurrent(), words("mail.sent"));
        closePanel();
        moved();
    }

    private void discard() {
        if (layout.getDetail() instanceof MailForm form) {
            if (form.worthAsking()) {
                Questions.ask(locale, "mail.discard", () -> discarded(form));
            } else {
                discarded(form);
            }
        }
    }

    private void discarded(MailForm form) {
        form.draft().ifPresent(mailbox::delete);
        form.forget();
        closePanel();
        moved();
    }

    /** Whether what the panel shows may be left; what was written in it is kept first. */
    private boolean left() {
        if (!(layout.getDetail() instanceof MailForm form)) {
            return true;
        }
        if (form.changed()) {
            if (!form.keep()) {
                return false; // the form tells why
            }
            Notices.success(UI.getCurrent(), words("mail.kept-on-leaving"));
            moved();
        }
        form.forget();
        return true;
    }

    private void closePanel() {
        layout.setDetail(null);
        grid.deselectAll();
    }

    @Override
    public void close() {
        if (left()) {
            closePanel();
        }
    }

    @Override
    public void answer(MailMessage message, boolean all) {
        showForm(Writing.answer(message, mailbox.address(), all, locale));
    }

    @Override
    public void forward(MailMessage message) {
        showForm(Writing.forward(message, locale));
    }

    @Override
    public void delete(MailMessage message) {
        mailbox.delete(message.summary().id());
        Notices.success(UI.getCurrent(), words("mail.deleted"));
        closePanel();
        moved();
    }

    @Override
    public void leaveUnread(MailMessage message) {
        put(mailbox.change(message.summary().id(), MessageChange.unset(MessageFlag.SEEN)));
        closePanel();
        readFolders();
    }

    @Override
    public void flag(MailMessage message, boolean important) {
        String id = message.summary().id();
        put(mailbox.change(
                id, important ? MessageChange.set(MessageFlag.FLAGGED) : MessageChange.unset(MessageFlag.FLAGGED)));
        showMessage(mailbox.read(id));
    }

    @Override
    public void move(MailMessage message, MailFolder folder) {
        mailbox.change(message.summary().id(), MessageChange.moveTo(folder.name()));
        Notices.success(UI.getCurrent(), Texts.of(locale, "mail.moved", folders.label(folder)));
        closePanel();
        moved();
    }

    private String words(String key) {
        return Texts.of(locale, key);
    }
}
