package fr.vaguemestre.ui.webmail;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.DetachEvent;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.masterdetaillayout.MasterDetailLayout;
import com.vaadin.flow.shared.Registration;
import fr.vaguemestre.api.problem.Problem;
import fr.vaguemestre.api.problem.Unauthenticated;
import fr.vaguemestre.api.webmail.MailFolder;
import fr.vaguemestre.api.webmail.MailMessage;
import fr.vaguemestre.api.webmail.MessageChange;
import fr.vaguemestre.api.webmail.MessageFlag;
import fr.vaguemestre.api.webmail.MessageSummary;
import fr.vaguemestre.ui.list.RowKeys;
import fr.vaguemestre.ui.shell.Notices;
import fr.vaguemestre.ui.shell.Questions;
import fr.vaguemestre.ui.text.Texts;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What stands beside the messages, one of them or one being written, and what is done with it. */
final class MailDesk extends MasterDetailLayout implements MailReader.Acts {
    private static final Logger LOG = LoggerFactory.getLogger(MailDesk.class);

    /** Widths of folders and list, and of the window (CSS pixels) at which they stand below one another, as in {@code mail.css}. */
    private static final String DESK_SIZE = "30rem";

    private static final String PHONE_SIZE = "18rem";
    private static final int PHONE_WIDTH = 800;

    private final Locale locale;
    private final MailGrid grid;
    private final FolderNav folders;
    private final Page page;
    private @Nullable Registration resizing;

    /** The page around it. */
    interface Page {
        /** The mailbox that is open at the moment. */
        Mailbox mailbox();

        /** Shows that message of the list as it is now. */
        void put(MessageSummary changed);

        /** Reads the folders anew. */
        void readFolders();

        /** Reads folders and list anew, after messages were moved about. */
        void moved();
    }

    MailDesk(Locale locale, MailGrid grid, FolderNav folders, Page page) {
        this.locale = locale;
        this.grid = grid;
        this.folders = folders;
        this.page = page;
        setMasterSize(DESK_SIZE);
        setDetailSize("30rem");
        setExpandMaster(true);
        setExpandDetail(true);
        setOverlaySize("min(100%, 46rem)");
        addBackdropClickListener(event -> close());
        addDetailEscapePressListener(event -> close());
        RowKeys.opened(grid, this::open);
    }

    @Override
    protected void onAttach(AttachEvent event) {
        var browser = event.getUI().getPage();
        fit(browser.getExtendedClientDetails().getWindowInnerWidth());
        resizing = browser.addBrowserWindowResizeListener(resize -> fit(resize.getWidth()));
    }

    @Override
    protected void onDetach(DetachEvent event) {
        if (resizing != null) {
            resizing.remove();
        }
        if (getDetail() instanceof MailForm form) {
            form.forget();
        }
    }

    private void fit(int window) {
        setMasterSize(window > 0 && window <= PHONE_WIDTH ? PHONE_SIZE : DESK_SIZE);
    }

    /** Keeps what is being written: who is cut off finds it among the drafts. */
    void keep() {
        if (getDetail() instanceof MailForm form && form.changed()) {
            form.keep();
        }
    }

    private void open(MessageSummary mail) {
        if (!left()) {
            return;
        }
        MailMessage message = page.mailbox().read(mail.id());
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
            page.put(page.mailbox().change(message.summary().id(), MessageChange.set(MessageFlag.SEEN)));
            page.readFolders();
        } catch (Unauthenticated ended) {
            throw ended;
        } catch (Problem away) {
            LOG.debug("a message that was opened stays unread", away);
        }
    }

    private void showMessage(MailMessage message) {
        var reader = new MailReader(locale, page.mailbox(), message, folders.folders(), folders::label, this);
        setDetail(reader);
        reader.focus();
    }

    /** Begins that message, once what stands here may be left. */
    void write(Writing start) {
        if (left()) {
            grid.deselectAll();
            showForm(start);
        }
    }

    private void showForm(Writing start) {
        var form = new MailForm(locale, page.mailbox(), start, this::sent, this::close, this::discard);
        setDetail(form);
        form.focusFirst();
    }

    private void sent() {
        done("mail.sent");
    }

    private void done(String key, Object... arguments) {
        Notices.success(UI.getCurrent(), Texts.of(locale, key, arguments));
        closePanel();
        page.moved();
    }

    private void discard() {
        if (getDetail() instanceof MailForm form) {
            if (form.worthAsking()) {
                Questions.ask(locale, "mail.discard", () -> discarded(form));
            } else {
                discarded(form);
            }
        }
    }

    private void discarded(MailForm form) {
        form.draft().ifPresent(page.mailbox()::delete);
        form.forget();
        closePanel();
        page.moved();
    }

    /** Whether what stands here may be left; what was written in it is kept first. */
    boolean left() {
        if (!(getDetail() instanceof MailForm form)) {
            return true;
        }
        if (form.changed()) {
            if (!form.keep()) {
                return false; // the form tells why
            }
            Notices.success(UI.getCurrent(), Texts.of(locale, "mail.kept-on-leaving"));
            page.moved();
        }
        form.forget();
        return true;
    }

    private void closePanel() {
        setDetail(null);
        RowKeys.back(grid);
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
        showForm(Writing.answer(message, page.mailbox().address(), all, locale));
    }

    @Override
    public void forward(MailMessage message) {
        showForm(Writing.forward(message, locale));
    }

    @Override
    public void delete(MailMessage message) {
        page.mailbox().delete(message.summary().id());
        done("mail.deleted");
    }

    @Override
    public void leaveUnread(MailMessage message) {
        page.put(page.mailbox().change(message.summary().id(), MessageChange.unset(MessageFlag.SEEN)));
        closePanel();
        page.readFolders();
    }

    @Override
    public void flag(MailMessage message, boolean important) {
        String id = message.summary().id();
        page.put(page.mailbox()
                .change(
                        id,
                        important ? MessageChange.set(MessageFlag.FLAGGED) : MessageChange.unset(MessageFlag.FLAGGED)));
        showMessage(page.mailbox().read(id));
    }

    @Override
    public void move(MailMessage message, MailFolder folder) {
        page.mailbox().change(message.summary().id(), MessageChange.moveTo(folder.name()));
        done("mail.moved", folders.label(folder));
    }
}
