package fr.vaguemestre.ui.list;

import com.vaadin.flow.component.grid.Grid;
import java.util.Optional;
import java.util.function.Consumer;

/** What opens a row of a table, by mouse or keyboard, and how the keyboard comes back to it. */
public final class RowKeys {
    private static final String NOTHING = "data-opens-nothing";
    private static final String ROW = "(element.getEventContext(event).item?.key ?? '')";
    private static final String ON_ROW = "event.key === 'Enter' && " + ROW + " !== ''"
            + " && !element.getEventContext(event).column?.hasAttribute('" + NOTHING + "')";

    private RowKeys() {}

    /** Calls that for a row that is clicked, or that Space or Enter is pressed on. */
    public static <T> void opened(Grid<T> grid, Consumer<T> open) {
        grid.addItemClickListener(event -> open.accept(event.getItem())); // Space, too, is a click to the table
        grid.getElement()
                .addEventListener("keydown", pressed -> {
                    String key = pressed.getEventData().get(ROW).asString();
                    Optional.ofNullable(
                                    grid.getDataCommunicator().getKeyMapper().get(key))
                            .ifPresent(item -> {
                                grid.select(item);
                                open.accept(item);
                            });
                })
                .setFilter(ON_ROW)
                .addEventData(ROW);
    }

    /** Leaves Enter to what stands in the cells of that column. */
    static void opensNothing(Grid.Column<?> column) {
        column.getElement().setAttribute(NOTHING, "");
    }

    /** Brings the keyboard back to the row that is selected; called before another is, or none. */
    public static void back(Grid<?> grid) {
        grid.getElement().executeJs("window.vaguemestre.back(this)");
    }
}
