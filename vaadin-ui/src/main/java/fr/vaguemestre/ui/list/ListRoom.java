package fr.vaguemestre.ui.list;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.shared.Registration;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Leaves a table what menu and panel do not take of the window, and follows the window's width. */
final class ListRoom {
    /** Sizes in CSS pixels, as {@code frame.css} and the theme have them. */
    private static final int MENU_HIDES_BELOW = 800;

    private static final int MENU_WIDTH = 262;
    private static final int PANEL_WIDTH = 448;
    private static final int MARGINS = 80;

    private final ListGrid<?> grid;
    private final BooleanSupplier panel;
    private int windowWidth = 1280;
    private @Nullable Registration resizing;

    /**
     * Room for that table.
     *
     * @param panel whether something stands beside it
     */
    ListRoom(ListGrid<?> grid, BooleanSupplier panel) {
        this.grid = grid;
        this.panel = panel;
        grid.addAttachListener(event -> follow(event.getUI()));
        grid.addDetachListener(event -> leave());
    }

    private void follow(UI ui) {
        var details = ui.getPage().getExtendedClientDetails();
        if (details != null && details.getWindowInnerWidth() > 0) {
            fit(details.getWindowInnerWidth());
        }
        resizing = ui.getPage().addBrowserWindowResizeListener(resize -> fit(resize.getWidth()));
    }

    private void leave() {
        if (resizing != null) {
            resizing.remove();
        }
    }

    private void fit(int window) {
        windowWidth = window;
        fit();
    }

    /** Fits the table into the room that there is now. */
    void fit() {
        boolean desk = windowWidth > MENU_HIDES_BELOW;
        int menu = desk ? MENU_WIDTH : 0;
        int beside = desk && panel.getAsBoolean() ? PANEL_WIDTH : 0;
        grid.fit(windowWidth - menu - beside - MARGINS);
    }
}
