package fr.vaguemestre.ui.list;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.DetachEvent;
import com.vaadin.flow.component.Key;
import com.vaadin.flow.component.KeyModifier;
import com.vaadin.flow.component.Shortcuts;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Header;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.shared.Registration;
import fr.vaguemestre.console.spi.ConsoleContext;
import fr.vaguemestre.ui.registry.LiveList;
import fr.vaguemestre.ui.registry.News;
import fr.vaguemestre.ui.shell.Banner;
import fr.vaguemestre.ui.shell.Notices;
import fr.vaguemestre.ui.shell.StateBox;
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
    /** Sizes in CSS pixels, as {@code frame.css} and the theme have them. */
    private static final int MENU_HIDES_BELOW = 800;

    private static final int MENU_WIDTH = 262;
    private static final int PANEL_WIDTH = 448;
    private static final int MARGINS = 80;
    private static final String SORT = "sort";

    private final ConsoleContext context;
    private final News news;
    private final String word;
    private final ListSource<T> source;
    private final Locale locale;
    private final ListGrid<T> grid;
    private final ListFilters filters;
    private final H1 title;
    private final Span count = new Span();
    private final Banner banner;
    private final Div acts = new Div();
    private final Div master = new Div();
    private final Beside beside;
    private Set<News.Kind> reasons = Set.of(News.Kind.BALS, News.Kind.TICK);
    private String none;
    private Optional<Function<T, ? extends Component>> opened = Optional.empty();
    private Optional<Supplier<Optional<Component>>> form = Optional.empty();
    private Button create = new Button();
    private @Nullable Picked<T> picked;
    private boolean filling;
    private String emptyFor = "";
    private int windowWidth = 1280;
    private @Nullable Registration listening;

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
        none = word + ".none";
        title = new H1(own("title"));
        banner = new Banner(locale, this::renew);
        grid = new ListGrid<>(source, locale, word);
        filters = new ListFilters(locale, word, this::filter);
        beside = new Beside(locale, () -> fit(windowWidth), this::closed);
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
        title.setText(Texts.of(locale, titleKey));
        none = noneKey;
        return this;
    }

    /** Which news are a reason to look anew. */
    public ListPage<T> renewOn(News.Kind... kinds) {
        reasons = Set.of(kinds);
        return this;
    }

    /** What stands beside the list when a row is opened; a {@link ListPanel} lives with the list. */
    public ListPage<T> open(Function<T, ? extends Component> panel) {
        opened = Optional.of(panel);
        return this;
    }

    /**
     * A button {@code <word>.new}, also by Alt+N, that opens a form beside the list.
     *
     * @param wanted makes the form, or tells the person why there is none
     */
    public ListPage<T> create(Supplier<Optional<Component>> wanted) {
        form = Optional.of(wanted);
        create = new Button(own("new"), VaadinIcon.PLUS.create(), click -> openForm());
        create.setId(word + "-new");
        create.addThemeVariants(ButtonVariant.PRIMARY);
        create.setTooltipText(Texts.of(locale, "list.new.keys"));
        create.getElement().setAttribute("aria-keyshortcuts", "Alt+N");
        return this;
    }

    /** Something else to press in the head. */
    public ListPage<T> act(Component act) {
        acts.add(act);
        return this;
    }

    /** An act {@code <word>.<act>} on all rows that are picked; {@code name} tells a row from others. */
    public ListPage<T> bulk(String act, Function<T, String> name, Consumer<List<T>> work) {
        Picked<T> all = picked;
        if (all == null) {
            all = new Picked<>(
                    source, locale, name, () -> grid.getDataProvider().refreshAll());
            grid.picking(all::box);
            picked = all;
        }
        all.act(word + "-" + act, own(act), work);
        return this;
    }

    /** A link that saves what the list shows, as a table with those columns. */
    public ListPage<T> export(List<CsvColumn<T>> columns) {
        var link = new Anchor(Csv.of(source, columns, word, locale), Texts.of(locale, "list.export"));
        link.addClassName("vm-act-link");
        link.setId(word + "-export");
        link.addComponentAsFirst(VaadinIcon.DOWNLOAD.create());
        acts.add(link);
        return this;
    }

    /** Puts it together; nothing can be added afterwards. */
    public ListPage<T> show() {
        grid.setId(word + "s");
        master.add(header(), banner, filters);
        Optional.ofNullable(picked).ifPresent(master::add);
        master.add(grid);
        master.addClassName("vm-master");
        beside.setMaster(master);
        add(beside);
        grid.addItemClickListener(event -> opened(event.getItem()));
        grid.asSingleSelect().addValueChangeListener(change -> {
            if (change.isFromClient() && change.getValue() != null) {
                opened(change.getValue());
            }
        });
        Map<String, String> query = new TreeMap<>(context.query());
        Optional.ofNullable(query.remove(SORT)).ifPresent(grid::sortAs);
        grid.addSortListener(event -> remember());
        if (query.isEmpty()) {
            tellState();
        } else {
            filters.set(query);
        }
        context.guard(beside::unsaved);
        return this;
    }

    private Header header() {
        count.addClassName("vm-count");
        count.setId(word + "-count");
        count.getElement().setAttribute("aria-live", "polite");
        acts.addClassName("vm-acts");
        if (form.isPresent()) {
            acts.add(create);
        }
        var header = new Header(new Div(title, count), acts);
        header.addClassName("vm-page-head");
        return header;
    }

    @Override
    protected void onAttach(AttachEvent event) {
        UI ui = event.getUI();
        if (form.isPresent()) {
            Shortcuts.addShortcutListener(this, this::openForm, Key.KEY_N, KeyModifier.ALT);
        }
        Shortcuts.addShortcutListener(this, filters::focus, Key.KEY_R, KeyModifier.ALT);
        var details = ui.getPage().getExtendedClientDetails();
        if (details != null && details.getWindowInnerWidth() > 0) {
            fit(details.getWindowInnerWidth());
        }
        ui.getPage().addBrowserWindowResizeListener(resize -> fit(resize.getWidth()));
        listening = news.listen(ui, kind -> {
            if (reasons.contains(kind)) {
                renew();
            }
        });
    }

    @Override
    protected void onDetach(DetachEvent event) {
        if (listening != null) {
            listening.remove();
        }
    }

    /** Leaves the table what menu and panel do not take of the window. */
    private void fit(int window) {
        windowWidth = window;
        boolean desk = window > MENU_HIDES_BELOW;
        int menu = desk ? MENU_WIDTH : 0;
        int panel = desk && beside.getDetail() != null ? PANEL_WIDTH : 0;
        grid.fit(window - menu - panel - MARGINS);
    }

    private void filter() {
        source.show(filters.values());
        remember();
        Optional.ofNullable(picked).ifPresent(Picked::clear);
        grid.getDataProvider().refreshAll();
        tellState();
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
            tellState();
            return;
        }
        if (moves.all()) {
            grid.getDataProvider().refreshAll();
        } else {
            moves.changed().forEach(grid.getDataProvider()::refreshItem);
        }
        beside.renew();
        tellState();
    }

    /** Reads the list anew after an act of the person. */
    public void refresh() {
        source.restart();
        Optional.ofNullable(picked).ifPresent(Picked::clear);
        grid.getDataProvider().refreshAll();
        tellState();
    }

    /** Count, banner and what stands in place of rows. */
    private void tellState() {
        int total = source.count();
        Banner.say(count, Texts.counted(locale, word + ".count", total));
        banner.tell(source.problem());
        if (total == 0) {
            String why = emptiness();
            if (!why.equals(emptyFor)) {
                emptyFor = why;
                grid.setEmptyStateComponent(emptyBox(why));
            }
        }
    }

    private String emptiness() {
        if (source.problem().isPresent()) {
            return "list.unreadable";
        }
        return source.narrowed() ? "list.nothing-found" : none;
    }

    private StateBox emptyBox(String why) {
        if (why.equals("list.unreadable")) {
            return StateBox.of(locale, VaadinIcon.PLUG, why);
        }
        if (why.equals("list.nothing-found")) {
            return StateBox.of(locale, VaadinIcon.SEARCH, why)
                    .action(new Button(Texts.of(locale, "filter.clear"), click -> filters.clear()));
        }
        var box = StateBox.of(locale, VaadinIcon.INBOX, why);
        if (form.isPresent()) {
            var first = new Button(own("new"), click -> openForm());
            first.addThemeVariants(ButtonVariant.PRIMARY);
            box.action(first);
        }
        return box;
    }

    private void opened(T item) {
        opened.ifPresent(panel -> beside.ask(() -> showPanel(panel.apply(item))));
    }

    private void openForm() {
        if (!filling) {
            beside.ask(() -> form.flatMap(Supplier::get).ifPresent(made -> {
                grid.deselectAll();
                showPanel(made);
                filling = true;
            }));
        }
    }

    /** Shows that beside the list, in place of what stood there. */
    public void showPanel(Component panel) {
        filling = false;
        beside.put(panel);
    }

    /** Closes what stands beside the list; asks first where something would be lost. */
    public void closePanel() {
        beside.ask(beside::close);
    }

    /** Closes what stands beside the list, whatever was filled in. */
    public void close() {
        beside.close();
    }

    private void closed() {
        grid.deselectAll();
        if (filling) {
            create.focus();
        }
        filling = false;
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
