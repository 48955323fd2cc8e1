package fr.vaguemestre.ui.list;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.masterdetaillayout.MasterDetailLayout;
import fr.vaguemestre.ui.shell.Questions;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The list and the one thing beside it, which is left only with the person's consent where something would be lost. */
final class Beside extends MasterDetailLayout {
    private final Locale locale;
    private final ListRoom room;
    private final Runnable closed;

    /**
     * Nothing beside yet.
     *
     * @param grid has less room while something is beside
     * @param closed called when the person closed it
     */
    Beside(Locale locale, ListGrid<?> grid, Runnable closed) {
        this.locale = locale;
        this.room = new ListRoom(grid, () -> getDetail() != null);
        this.closed = closed;
        setMasterSize("24rem");
        setDetailSize("28rem");
        setExpandMaster(true);
        setOverlaySize("min(100%, 28rem)");
        addBackdropClickListener(event -> ask(this::close));
        addDetailEscapePressListener(event -> ask(this::close));
    }

    /** Shows that in place of what stood there. */
    void put(@Nullable Component panel) {
        setDetail(panel);
        room.fit();
        if (panel instanceof ListPanel living) {
            living.focusFirst();
        }
    }

    /** Shows it as it is now. */
    void renew() {
        if (getDetail() instanceof ListPanel living) {
            living.renew();
        }
    }

    /** Does that once what stands there may be left. */
    void ask(Runnable then) {
        if (unsaved()) {
            Questions.leave(locale, then);
        } else {
            then.run();
        }
    }

    /** Closes it, whatever was filled in. */
    void close() {
        put(null);
        closed.run();
    }

    /** Whether something would be lost. */
    boolean unsaved() {
        return getDetail() instanceof ListPanel living && living.unsaved();
    }
}
