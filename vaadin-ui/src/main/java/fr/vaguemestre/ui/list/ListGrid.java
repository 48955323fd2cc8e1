package fr.vaguemestre.ui.list;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.grid.GridSortOrder;
import com.vaadin.flow.component.grid.GridVariant;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.data.provider.CallbackDataProvider;
import com.vaadin.flow.data.provider.Query;
import com.vaadin.flow.data.provider.SortDirection;
import com.vaadin.flow.data.renderer.ComponentRenderer;
import fr.vaguemestre.ui.text.Texts;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The table of a list; reads what is scrolled to, and shows the columns that there is room for. */
public final class ListGrid<T> extends Grid<T> {
    private static final int NARROW = 560;
    private static final String PICK = "pick";

    private final ListSource<T> source;
    private final Locale locale;
    private final String word;
    private final Map<String, Integer> rooms = new LinkedHashMap<>();
    private String fresh = "";

    ListGrid(ListSource<T> source, Locale locale, String word) {
        this.source = source;
        this.locale = locale;
        this.word = word;
        addClassName("vm-list");
        addThemeVariants(GridVariant.NO_BORDER);
        setSelectionMode(SelectionMode.SINGLE);
        setPageSize(50);
        setMultiSort(false);
        getElement().setAttribute("aria-label", Texts.of(locale, word + ".title"));
        setPartNameGenerator(item -> source.idOf(item).equals(fresh) ? "fresh" : null);
        setDataProvider(new CallbackDataProvider<T, Void>(
                query -> {
                    source.sortBy(sortOf(query));
                    return source.read(query.getOffset(), query.getLimit()).stream();
                },
                query -> source.count(),
                source::idOf));
    }

    /**
     * The first column, which names the row and is always there.
     *
     * @param cell what stands in it; on narrow screens it should tell the rest, too (class {@code vm-narrow-facts})
     */
    public Column<T> head(String key, Function<T, ? extends Component> cell) {
        return column(key, 0, cell).setRowHeader(true).setFlexGrow(3).setWidth("14rem");
    }

    /**
     * A column that tells in words, headed {@code <word>.column.<key>}.
     *
     * @param room least width of the table in CSS pixels that shows it; 0 for always
     */
    public Column<T> text(String key, int room, Function<T, String> cell) {
        return column(key, room, item -> new Span(cell.apply(item)));
    }

    /** A column of components, headed {@code <word>.column.<key>}; the room as for {@link #text}. */
    public Column<T> column(String key, int room, Function<T, ? extends Component> cell) {
        rooms.put(key, room);
        return addColumn(new ComponentRenderer<Component, T>(cell::apply))
                .setHeader(Texts.of(locale, word + ".column." + key))
                .setKey(key)
                .setFlexGrow(0)
                .setWidth("10rem");
    }

    /** Puts a box to pick rows with before the other columns. */
    void picking(Function<T, Checkbox> box) {
        List<Column<T>> order = new ArrayList<>(getColumns());
        order.addFirst(addColumn(new ComponentRenderer<>(box::apply))
                .setHeader(hidden(Texts.of(locale, "list.pick")))
                .setKey(PICK)
                .setFlexGrow(0)
                .setWidth("4rem"));
        setColumnOrder(order);
    }

    private static Span hidden(String words) {
        var span = new Span(words);
        span.addClassName("vm-hidden");
        return span;
    }

    /** Sorts as that text says, {@code -} in front for descending; nothing happens where no column sorts so. */
    void sortAs(String sort) {
        boolean down = sort.startsWith("-");
        String field = down ? sort.substring(1) : sort;
        getColumns().stream()
                .filter(column -> column.isSortable()
                        && column.getSortOrder(SortDirection.ASCENDING)
                                .anyMatch(order -> order.getSorted().equals(field)))
                .findFirst()
                .ifPresent(column -> sort(List.of(
                        new GridSortOrder<>(column, down ? SortDirection.DESCENDING : SortDirection.ASCENDING))));
    }

    /** What it is sorted by, as {@link #sortAs} reads it. */
    Optional<String> sorted() {
        return getSortOrder().stream()
                .findFirst()
                .map(order -> prefix(order.getDirection())
                        + order.getSorted()
                                .getSortOrder(order.getDirection())
                                .findFirst()
                                .orElseThrow()
                                .getSorted());
    }

    /**
     * Shows what fits; with little room the first column tells the rest, too.
     *
     * @param room width for the table in CSS pixels
     */
    void fit(int room) {
        setClassName("vm-narrow", room < NARROW);
        rooms.forEach((key, least) -> getColumnByKey(key).setVisible(room >= least));
    }

    /** Marks the row of an item that was just made, wherever it comes into sight. */
    void mark(T made) {
        fresh = source.idOf(made);
        select(made);
    }

    private static String sortOf(Query<?, ?> query) {
        return query.getSortOrders().stream()
                .findFirst()
                .map(order -> prefix(order.getDirection()) + order.getSorted())
                .orElse("");
    }

    private static String prefix(SortDirection direction) {
        return direction == SortDirection.DESCENDING ? "-" : "";
    }
}
