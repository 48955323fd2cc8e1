package fr.vaguemestre.ui.list;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.icon.VaadinIcon;
import fr.vaguemestre.ui.text.Texts;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** What opens beside a list: one of its rows, or the form for a new item; and where the keyboard goes when it closes. */
final class Opening<T> {
    private final ListGrid<T> grid;
    private final Locale locale;
    private final Beside beside;
    private Optional<Function<T, ? extends Component>> panel = Optional.empty();
    private Optional<Supplier<Optional<Component>>> form = Optional.empty();
    private Optional<Button> create = Optional.empty();
    private boolean filling;

    /** Nothing opens yet. */
    Opening(ListGrid<T> grid, Locale locale) {
        this.grid = grid;
        this.locale = locale;
        beside = new Beside(locale, grid, this::closed);
    }

    /** The list and the one thing beside it. */
    Beside beside() {
        return beside;
    }

    /** What stands there when a row is opened. */
    void rows(Function<T, ? extends Component> wanted) {
        panel = Optional.of(wanted);
        RowKeys.opened(grid, this::open);
    }

    /** A button {@code <word>.new} that opens a form, where the person may have one. */
    Button form(String word, Supplier<Optional<Component>> wanted) {
        form = Optional.of(wanted);
        var button = new Button(Texts.of(locale, word + ".new"), VaadinIcon.PLUS.create(), click -> openForm());
        button.setId(word + "-new");
        button.addThemeVariants(ButtonVariant.PRIMARY);
        button.setTooltipText(Texts.of(locale, "list.new.keys"));
        button.getElement().setAttribute("aria-keyshortcuts", "Alt+N");
        create = Optional.of(button);
        return button;
    }

    /** Whether there is a form for new items. */
    boolean hasForm() {
        return form.isPresent();
    }

    private void open(T item) {
        panel.ifPresent(wanted -> beside.ask(() -> show(wanted.apply(item))));
    }

    /** Opens the form for a new item, unless it is open. */
    void openForm() {
        if (!filling) {
            beside.ask(() -> form.flatMap(Supplier::get).ifPresent(made -> {
                grid.deselectAll();
                show(made);
                filling = true;
            }));
        }
    }

    /** Shows that, in place of what stood there. */
    void show(Component wanted) {
        filling = false;
        beside.put(wanted);
    }

    private void closed() {
        if (filling) {
            create.ifPresent(Button::focus);
        } else {
            RowKeys.back(grid);
        }
        grid.deselectAll();
        filling = false;
    }
}
