package fr.vaguemestre.ui.confiance;

import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.grid.GridVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.provider.CallbackDataProvider;
import com.vaadin.flow.data.renderer.ComponentRenderer;
import com.vaadin.flow.data.value.ValueChangeMode;
import fr.vaguemestre.api.confiance.WhiteListChange;
import fr.vaguemestre.api.confiance.WhiteListChange.Kind;
import fr.vaguemestre.ui.list.Cells;
import fr.vaguemestre.ui.list.Cells.Mood;
import fr.vaguemestre.ui.list.ListSource;
import fr.vaguemestre.ui.shell.Banner;
import fr.vaguemestre.ui.text.Texts;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Who came, who went and who shows another certificate between two lists; searched, and read as far as it is scrolled. */
final class ChangesList extends Div {
    /** The name of the kind among the filters of its source. */
    static final String KIND = "kind";

    private static final int TYPING_MILLIS = 300;

    private final Locale locale;
    private final ListSource<WhiteListChange> source;
    private final TextField search = new TextField();
    private final Select<Kind> kind = new Select<>();
    private final Span count = new Span();
    private final Grid<WhiteListChange> grid = new Grid<>();

    ChangesList(Locale locale, ListSource<WhiteListChange> source) {
        this.locale = locale;
        this.source = source;
        addClassName("vm-changes");
        count.setId("changes-count");
        count.addClassName("vm-count");
        count.getElement().setAttribute("aria-live", "polite");
        add(filters(), count, grid());
        tell();
    }

    /** Which kind its source is filtered by. */
    static Optional<Kind> kind(Map<String, String> filter) {
        return Optional.ofNullable(filter.get(KIND)).map(Kind::valueOf);
    }

    private Div filters() {
        search.setId("changes-search");
        search.setLabel(words("change.search"));
        search.setPrefixComponent(VaadinIcon.SEARCH.create());
        search.setClearButtonVisible(true);
        search.setMaxLength(200);
        search.setValueChangeMode(ValueChangeMode.LAZY);
        search.setValueChangeTimeout(TYPING_MILLIS);
        search.addValueChangeListener(change -> filter());
        kind.setId("changes-kind");
        kind.setLabel(words("change.kind"));
        kind.setItems(Kind.values());
        kind.setItemLabelGenerator(one -> one == null ? words("filter.all") : words("change.kind." + one));
        kind.setEmptySelectionAllowed(true);
        kind.setEmptySelectionCaption(words("filter.all"));
        kind.setPlaceholder(words("filter.all"));
        kind.addValueChangeListener(change -> filter());
        var filters = new Div(search, kind);
        filters.addClassName("vm-filters");
        filters.getElement().setAttribute("role", "search");
        return filters;
    }

    private Grid<WhiteListChange> grid() {
        grid.setId("changes");
        grid.addThemeVariants(GridVariant.NO_BORDER);
        grid.setSelectionMode(Grid.SelectionMode.NONE);
        grid.getElement().setAttribute("aria-label", words("change.title"));
        grid.addColumn(new ComponentRenderer<>(this::cell))
                .setHeader(words("change.title"))
                .setRowHeader(true);
        grid.setEmptyStateText(words("change.none"));
        grid.setDataProvider(new CallbackDataProvider<WhiteListChange, Void>(
                query -> source.read(query.getOffset(), query.getLimit()).stream(),
                query -> source.count(),
                source::idOf));
        return grid;
    }

    private Div cell(WhiteListChange change) {
        var name = new Span(change.domain());
        name.addClassName("vm-name");
        var head = new Div(name, Cells.badge(words("change.kind." + change.kind()), mood(change.kind())));
        head.addClassName("vm-change-head");
        var cell = new Div(head);
        cell.addClassName("vm-change");
        if (change.kind() == Kind.CHANGED) {
            cell.add(dns("change.before", change.before()), dns("change.after", change.after()));
        } else {
            cell.add(dns("", change.kind() == Kind.ADDED ? change.after() : change.before()));
        }
        return cell;
    }

    private Div dns(String key, List<String> dns) {
        var lines = new Div();
        lines.addClassName("vm-change-dns");
        if (!key.isEmpty()) {
            lines.add(new Span(words(key)));
        }
        dns.forEach(dn -> lines.add(new Span(dn)));
        return lines;
    }

    private static Mood mood(Kind kind) {
        return switch (kind) {
            case ADDED -> Mood.GOOD;
            case REMOVED -> Mood.BAD;
            case CHANGED -> Mood.WARN;
        };
    }

    private void filter() {
        Map<String, String> wanted = new TreeMap<>();
        wanted.put(ListSource.SEARCH, search.getValue());
        kind.getOptionalValue().ifPresent(one -> wanted.put(KIND, one.name()));
        source.show(wanted);
        grid.getDataProvider().refreshAll();
        tell();
    }

    private void tell() {
        Banner.say(count, Texts.counted(locale, "change.count", source.count()));
    }

    private String words(String key) {
        return Texts.of(locale, key);
    }
}
