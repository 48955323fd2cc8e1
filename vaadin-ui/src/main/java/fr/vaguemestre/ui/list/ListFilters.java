package fr.vaguemestre.ui.list;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.HasValue;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import fr.vaguemestre.ui.text.Texts;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/** Search and filters above a list. Each has a name, by which it stands in the page's address. */
public final class ListFilters extends Div {
    private static final int TYPING_MILLIS = 300;

    private final Locale locale;
    private final String word;
    private final Runnable changed;
    private final TextField search = new TextField();
    private final Button clear;
    private final Map<String, One> all = new LinkedHashMap<>();
    private boolean quiet;

    private record One(Supplier<String> read, Consumer<String> write) {}

    ListFilters(Locale locale, String word, Runnable changed) {
        this.locale = locale;
        this.word = word;
        this.changed = changed;
        addClassName("vm-filters");
        getElement().setAttribute("role", "search");
        search.setId("search");
        search.setLabel(words(word + ".search"));
        search.setPlaceholder(words(word + ".search.example"));
        search.setPrefixComponent(VaadinIcon.SEARCH.create());
        search.setClearButtonVisible(true);
        search.setValueChangeMode(ValueChangeMode.LAZY);
        search.setValueChangeTimeout(TYPING_MILLIS);
        search.setMaxLength(200);
        clear = new Button(words("filter.clear"), click -> clear());
        clear.addThemeVariants(ButtonVariant.TERTIARY);
        clear.setVisible(false);
        add(search);
        keep(ListSource.SEARCH, search, Function.identity(), Optional::of);
        add(clear);
    }

    /** A choice among few values, labelled {@code <word>.column.<name>}. */
    public <V> Select<V> choice(String name, List<V> values, Function<V, String> wire, Function<V, String> label) {
        var select = new Select<V>();
        select.setId("filter-" + name);
        select.setLabel(words(word + ".column." + name));
        select.setItems(values);
        select.setItemLabelGenerator(value -> value == null ? words("filter.all") : label.apply(value));
        select.setEmptySelectionAllowed(true);
        select.setEmptySelectionCaption(words("filter.all"));
        select.setPlaceholder(words("filter.all"));
        add(name, select, wire, text -> values.stream()
                .filter(value -> wire.apply(value).equals(text))
                .findFirst());
        return select;
    }

    /**
     * Any other field.
     *
     * @param wire how its value stands in the address and reaches the list's reader
     * @param value the value of what stands in the address, where it has one
     */
    public <V, F extends Component & HasValue<?, V>> void add(
            String name, F field, Function<V, String> wire, Function<String, Optional<V>> value) {
        addComponentAtIndex(getComponentCount() - 1, field);
        keep(name, field, wire, value);
    }

    private <V> void keep(
            String name, HasValue<?, V> field, Function<V, String> wire, Function<String, Optional<V>> value) {
        all.put(name, new One(() -> field.getOptionalValue().map(wire).orElse(""), text -> Optional.of(text)
                .filter(some -> !some.isBlank())
                .flatMap(value)
                .ifPresentOrElse(field::setValue, field::clear)));
        field.addValueChangeListener(change -> tell());
    }

    /** Takes the search field away, for a list that cannot be searched. */
    public void noSearch() {
        remove(search);
        all.remove(ListSource.SEARCH);
    }

    private void tell() {
        if (!quiet) {
            changed.run();
        }
        clear.setVisible(!values().isEmpty());
    }

    /** What is filtered by, under the names of the filters; without those that are not set. */
    public Map<String, String> values() {
        Map<String, String> values = new TreeMap<>();
        all.forEach((name, one) -> values.put(name, one.read().get().strip()));
        values.values().removeIf(String::isEmpty);
        return values;
    }

    /** Sets all of them at once; those without a value are cleared. */
    public void set(Map<String, String> values) {
        quiet = true;
        all.forEach((name, one) -> one.write().accept(values.getOrDefault(name, "")));
        quiet = false;
        tell();
    }

    /** Shows everything again. */
    public void clear() {
        set(Map.of());
    }

    /** Searches for that text and nothing else. */
    public void only(String text) {
        set(Map.of(ListSource.SEARCH, text));
    }

    /** Brings the person to the search field. */
    public void focus() {
        search.focus();
    }

    private String words(String key) {
        return Texts.of(locale, key);
    }
}
