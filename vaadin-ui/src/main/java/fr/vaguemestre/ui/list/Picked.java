package fr.vaguemestre.ui.list;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import fr.vaguemestre.ui.text.Texts;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;

/** The rows that were picked, and what can be done with all of them at once. */
final class Picked<T> extends Div {
    /** How many rows one act takes at most. */
    static final int MOST = 10_000;

    private final ListSource<T> source;
    private final Locale locale;
    private final Function<T, String> name;
    private final Map<String, T> picked = new LinkedHashMap<>();
    private final Span count = new Span();
    private final Consumer<T> redrawOne;
    private final Runnable redraw;

    /**
     * Nothing picked yet.
     *
     * @param name how a row's box is called
     * @param redrawOne called when the box of that row must be drawn anew
     * @param redraw called when all boxes must be
     */
    Picked(ListSource<T> source, Locale locale, Function<T, String> name, Consumer<T> redrawOne, Runnable redraw) {
        this.source = source;
        this.locale = locale;
        this.name = name;
        this.redrawOne = redrawOne;
        this.redraw = redraw;
        addClassName("vm-picked");
        setId("picked");
        getElement().setAttribute("role", "region");
        getElement().setAttribute("aria-label", Texts.of(locale, "list.picked"));
        count.getElement().setAttribute("aria-live", "polite");
        var all = new Button(Texts.of(locale, "list.pick-all"), click -> pickAll());
        all.setId("pick-all");
        var none = new Button(Texts.of(locale, "list.pick-none"), click -> clear());
        all.addThemeVariants(ButtonVariant.TERTIARY);
        none.addThemeVariants(ButtonVariant.TERTIARY);
        add(count, all, none);
        tell();
    }

    /** Offers an act on what is picked. */
    void act(String id, String label, Consumer<List<T>> act) {
        var button = new Button(label, click -> act.accept(List.copyOf(picked.values())));
        button.setId(id);
        addComponentAtIndex(1, button);
    }

    /** What the box of that row is called. */
    String label(T item) {
        return Texts.of(locale, "list.pick-one", name.apply(item));
    }

    /** Whether that row is picked. */
    boolean has(T item) {
        return picked.containsKey(source.idOf(item));
    }

    /** Picks that row, or no longer; the browser learns what counts, so that a row that takes its place has its own box. */
    void turn(T item, boolean on) {
        if (on) {
            picked.put(source.idOf(item), item);
        } else {
            picked.remove(source.idOf(item));
        }
        tell();
        redrawOne.accept(item);
    }

    private void pickAll() {
        source.each(MOST, item -> picked.put(source.idOf(item), item));
        tell();
        redraw.run();
    }

    /** Picks nothing any more. */
    void clear() {
        if (!picked.isEmpty()) {
            picked.clear();
            tell();
            redraw.run();
        }
    }

    private void tell() {
        setVisible(!picked.isEmpty());
        count.setText(Texts.counted(locale, "list.picked", picked.size()));
    }
}
