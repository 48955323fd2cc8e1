package fr.vaguemestre.ui.list;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Key;
import com.vaadin.flow.component.KeyModifier;
import com.vaadin.flow.component.Shortcuts;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import fr.vaguemestre.console.spi.ConsoleContext;
import fr.vaguemestre.ui.registry.LiveList;
import fr.vaguemestre.ui.registry.News;
import fr.vaguemestre.ui.shell.Banner;
import fr.vaguemestre.ui.shell.Notices;
import fr.vaguemestre.ui.shell.PageHead;
import fr.vaguemestre.ui.shell.SaveLink;
import fr.vaguemestre.ui.text.Texts;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A page that is one living list: head with count, banner while the list cannot be read, filters that stand in the address,
 * table, and one thing beside it. Its texts are {@code <word>.title}, {@code .count.one}, {@code .count.many}, {@code
 * .search}, {@code .search.example}, {@code .column.*}, {@code .none.title}, {@code .none.advice}. Say what it shows, then
 * {@link #show}.
 */
public final class ListPage<T> extends Div {
    private static final String SORT = "sort";

    private final ConsoleContext context;
    private final News news;
    private final String word;
    private final ListSource<T> source;
    private final Locale locale;
    private final ListGrid<T> grid;
    private final ListFilters filters;
    private final PageHead head;
    private final Banner banner;
    private final Opening<T> opening;
    private final ListState<T> state;
    private Set<News.Kind> reasons = Set.of(News.Kind.BALS, News.Kind.TICK);
    private @Nullable Button create;
    private @Nullable Picked<T> picked;

    /**
     * A page of that list.
     *
     * @param word begins the keys of its texts
     */
    public ListPage(ConsoleContext context, News news, String word, ListSource<T> source) {
        this.context = context;
        this.news = news;
        this.word = word;
        this.source = source;
        locale = context.locale();
        head = new PageHead(own("title")).counting(word + "-count");
        banner = new Banner(locale, this::renew);
        grid = new ListGrid<>(source, locale, word);
        filters = new ListFilters(locale, word, this::filter);
        opening = new Opening<>(grid, locale);
        state = new ListState<>(source, grid, locale, word, head, banner, filters::clear);
        addClassName("vm-page");
    }

    /** The table, to add columns to. */
    public ListGrid<T> grid() {
        return grid;
    }

    /** Search and filters, to add some to. */
    public ListFilters filters() {
        return filters;
    }

    /** Another heading, and other words where there is nothing ({@code none.title}, {@code none.advice}). */
    public ListPage<T> called(String titleKey, String noneKey) {
        head.title(Texts.of(locale, titleKey));
        state.none(noneKey);
        return this;
    }

    /** Says {@code <word>.count.more} where there are more than that: for a list that is counted no further. */
    public ListPage<T> countedTo(int most) {
        state.countedTo(most);
        return this;
    }

    /** Which news are a reason to look anew. */
    public ListPage<T> renewOn(News.Kind... kinds) {
        reasons = Set.of(kinds);
        return this;
    }

    /** What stands beside the list when a row is opened; a {@link ListPanel} lives with the list. */
    public ListPage<T> open(Function<T, ? extends Component> panel) {
        opening.rows(panel);
        return this;
    }

    /**
     * A button {@code <word>.new}, also by Alt+N, that opens a form beside the list.
     *
     * @param wanted makes the form, or tells the person why there is none
     */
    public ListPage<T> create(Supplier<Optional<Component>> wanted) {
        create = opening.form(word, wanted);
        state.first(opening::openForm);
        return this;
    }

    /** Something else to press in the head. */
    public ListPage<T> act(Component act) {
        head.act(act);
        return this;
    }

    /** An act {@code <word>.<act>} on all rows that are picked; {@code name} tells a row from others. */
    public ListPage<T> bulk(String act, Function<T, String> name, Consumer<List<T>> work) {
        Picked<T> all = picked;
        if (all == null) {
            all = new Picked<>(
                    source, locale, name, grid.getDataProvider()::refreshItem, grid.getDataProvider()::refreshAll);
            grid.picking(all);
            picked = all;
        }
        all.act(word + "-" + act, own(act), work);
        return this;
    }

    /** A link that saves what the list shows, as a table with those columns. */
    public ListPage<T> export(List<CsvColumn<T>> columns) {
        return act(
                new SaveLink(word + "-export", Texts.of(locale, "list.export"), Csv.of(source, columns, word, locale)));
    }

    /** Puts it together; nothing can be added afterwards. */
    public ListPage<T> show() {
        grid.setId(word + "s");
        Optional.ofNullable(create).ifPresent(head::act);
        var master = new Div(head, banner, filters);
        Optional.ofNullable(picked).ifPresent(master::add);
        master.add(grid);
        master.addClassName("vm-master");
        opening.beside().setMaster(master);
        add(opening.beside());
        Map<String, String> query = new TreeMap<>(context.query());
        Optional.ofNullable(query.remove(SORT)).ifPresent(grid::sortAs);
        grid.addSortListener(event -> remember());
        if (query.isEmpty()) {
            state.tell();
        } else {
            filters.set(query);
        }
        context.guard(opening.beside()::unsaved);
        if (opening.hasForm()) {
            Shortcuts.addShortcutListener(this, opening::openForm, Key.KEY_N, KeyModifier.ALT);
        }
        Shortcuts.addShortcutListener(this, filters::focus, Key.KEY_R, KeyModifier.ALT);
        news.follow(this, kind -> {
            if (reasons.contains(kind)) {
                renew();
            }
        });
        return this;
    }

    private void filter() {
        source.show(filters.values());
        remember();
        readAnew();
    }

    private void remember() {
        Map<String, String> query = new TreeMap<>(filters.values());
        grid.sorted().ifPresent(sort -> query.put(SORT, sort));
        context.remember(query);
    }

    /** Shows what moved; what is in sight stays in sight while the list cannot be read. */
    public void renew() {
        LiveList.Moves<T> moves = source.renew();
        if (source.problem().isPresent()) {
            state.tell();
            return;
        }
        if (moves.all()) {
            grid.getDataProvider().refreshAll();
        } else {
            moves.changed().forEach(grid.getDataProvider()::refreshItem);
        }
        opening.beside().renew();
        state.tell();
    }

    /** Reads the list anew after an act of the person. */
    public void refresh() {
        source.restart();
        readAnew();
    }

    private void readAnew() {
        Optional.ofNullable(picked).ifPresent(Picked::clear);
        grid.getDataProvider().refreshAll();
        state.tell();
    }

    /** Shows that beside the list, in place of what stood there. */
    public void showPanel(Component panel) {
        opening.show(panel);
    }

    /** Closes what stands beside the list; asks first where something would be lost. */
    public void closePanel() {
        opening.beside().ask(opening.beside()::close);
    }

    /** Closes what stands beside the list, whatever was filled in. */
    public void close() {
        opening.beside().close();
    }

    /** Shows an item that was just made, marked, and brings it into sight; where the list does not reach it, offers to. */
    public void reveal(T made, String done, String hidden, String showIt) {
        grid.mark(made);
        refresh();
        OptionalInt place = source.placeOf(source.idOf(made));
        UI ui = UI.getCurrent();
        if (place.isPresent() || source.problem().isPresent()) {
            Notices.success(ui, done);
            place.ifPresent(grid::scrollToIndex);
        } else {
            Notices.offer(ui, hidden, showIt, () -> filters.only(source.idOf(made)));
        }
    }

    private String own(String key) {
        return Texts.of(locale, word + "." + key);
    }
}
