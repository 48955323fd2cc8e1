package fr.vaguemestre.ui.bal;

import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.grid.GridVariant;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.data.provider.CallbackDataProvider;
import com.vaadin.flow.data.provider.Query;
import com.vaadin.flow.data.provider.SortDirection;
import com.vaadin.flow.data.renderer.ComponentRenderer;
import fr.vaguemestre.api.bal.Bal;
import fr.vaguemestre.ui.text.Figures;
import fr.vaguemestre.ui.text.Texts;
import java.util.List;
import java.util.Locale;

/** The table of mailboxes; reads what is scrolled to. */
final class BalGrid extends Grid<Bal> {
    private static final int NARROW = 560;
    private static final int WIDE = 860;

    private final Locale locale;
    private String fresh = "";

    BalGrid(BalList list, Locale locale) {
        this.locale = locale;
        setId("bals");
        addClassName("vm-bals");
        addThemeVariants(GridVariant.NO_BORDER);
        setSelectionMode(SelectionMode.SINGLE);
        setPageSize(50);
        getElement().setAttribute("aria-label", Texts.of(locale, "bal.title"));
        columns(new BalMarks(locale));
        setPartNameGenerator(bal -> bal.address().equals(fresh) ? "fresh" : null);
        setDataProvider(new CallbackDataProvider<Bal, Void>(
                query -> {
                    list.sortBy(sortOf(query));
                    return list.read(query.getOffset(), query.getLimit()).stream();
                },
                query -> list.count(),
                Bal::address));
    }

    private void columns(BalMarks marks) {
        addColumn(new ComponentRenderer<>(marks::who))
                .setHeader(Texts.of(locale, "bal.column.who"))
                .setKey("who")
                .setSortProperty("displayName")
                .setSortable(true)
                .setRowHeader(true)
                .setFlexGrow(3)
                .setWidth("16rem");
        addColumn(bal -> marks.type(bal.type()))
                .setHeader(Texts.of(locale, "bal.column.type"))
                .setKey("type")
                .setFlexGrow(0)
                .setWidth("10rem");
        addColumn(new ComponentRenderer<>(bal -> marks.stateBadge(bal.state())))
                .setHeader(Texts.of(locale, "bal.column.state"))
                .setKey("state")
                .setFlexGrow(0)
                .setWidth("8rem");
        addColumn(new ComponentRenderer<>(marks::usage))
                .setHeader(Texts.of(locale, "bal.column.usage"))
                .setKey("usage")
                .setFlexGrow(1)
                .setWidth("11rem");
        addColumn(new ComponentRenderer<>(bal -> new Span(Figures.day(bal.createdAt(), locale))))
                .setHeader(Texts.of(locale, "bal.column.created"))
                .setKey("created")
                .setSortProperty("createdAt")
                .setSortable(true)
                .setFlexGrow(0)
                .setWidth("9rem");
    }

    /**
     * Shows what fits; with little room the first column tells the rest, too.
     *
     * @param room width for the table in CSS pixels
     */
    void fit(int room) {
        boolean narrow = room < NARROW;
        setClassName("vm-narrow", narrow);
        List.of("type", "state").forEach(key -> getColumnByKey(key).setVisible(!narrow));
        List.of("usage", "created").forEach(key -> getColumnByKey(key).setVisible(room >= WIDE));
    }

    /** Marks the row of a mailbox that was just made, wherever it comes into sight. */
    void mark(Bal made) {
        fresh = made.address();
        select(made);
    }

    private static String sortOf(Query<Bal, Void> query) {
        return query.getSortOrders().stream()
                .findFirst()
                .map(order -> (order.getDirection() == SortDirection.DESCENDING ? "-" : "") + order.getSorted())
                .orElse("");
    }
}
