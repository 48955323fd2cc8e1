package fr.vaguemestre.ui.list;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.grid.GridSortOrder;
import com.vaadin.flow.component.grid.GridVariant;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.data.provider.CallbackDataProvider;
import com.vaadin.flow.data.provider.Query;
import com.vaadin.flow.data.provider.SortDirection;
import com.vaadin.flow.data.renderer.LitRenderer;
import com.vaadin.flow.function.ValueProvider;
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
    private static final int PAGE = 50;
    private static final String BOX = "<vaadin-checkbox .accessibleName=\"${item.label}\" .checked=\"${item.on}\""
            + " @change=\"${(event) => turn(event.target.checked)}\""
            // Space on the cell is a click to the box itself, not to what is inside it, and the table opens what is
            // clicked
            + " @click=\"${(event) => { if (event.target === event.currentTarget) {"
            + " event.stopPropagation(); turn(!event.target.checked); } }}\"></vaadin-checkbox>";

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
        setPageSize(PAGE);
        getDataCommunicator().setViewportRange(0, PAGE); // the first rows come with the page, unasked
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
        return placed(addColumn((ValueProvider<T, String>) cell::apply), key, room);
    }

    /**
     * A column of looks, headed {@code <word>.column.<key>}; the room as for {@link #text}.
     *
     * @param cell what stands in it, to look at: the browser gets its HTML, so nothing in it can be pressed
     */
    public Column<T> column(String key, int room, Function<T, ? extends Component> cell) {
        return placed(addColumn(Cells.drawn(cell)), key, room);
    }

    private Column<T> placed(Column<T> column, String key, int room) {
        rooms.put(key, room);
        return column.setHeader(Texts.of(locale, word + ".column." + key))
                .setKey(key)
                .setFlexGrow(0)
                .setWidth("10rem");
    }

    /** Puts a box to pick rows with before the other columns. */
    void picking(Picked<T> picked) {
        List<Column<T>> order = new ArrayList<>(getColumns());
        order.addFirst(addColumn(LitRenderer.<T>of(BOX)
                        .withProperty("label", picked::label)
                        .withProperty("on", picked::has)
                        .withFunction(
                                "turn",
                                (item, said) -> picked.turn(item, said.get(0).asBoolean())))
                .setHeader(hidden(Texts.of(locale, "list.pick")))
                .setKey(PICK)
                .setFlexGrow(0)
                .setWidth("4rem"));
        RowKeys.opensNothing(order.getFirst());
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
                .ifPresent(column -> {
                    source.sortBy(sort); // so that the first read is in that order
                    sort(List.of(
                            new GridSortOrder<>(column, down ? SortDirection.DESCENDING : SortDirection.ASCENDING)));
                });
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
