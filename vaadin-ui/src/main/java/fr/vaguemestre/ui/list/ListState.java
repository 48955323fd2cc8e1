package fr.vaguemestre.ui.list;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.icon.VaadinIcon;
import fr.vaguemestre.ui.shell.Banner;
import fr.vaguemestre.ui.shell.PageHead;
import fr.vaguemestre.ui.shell.StateBox;
import fr.vaguemestre.ui.text.Texts;
import java.util.Locale;
import java.util.Optional;

/** Tells how a list is: the count in its head, the banner while it cannot be read, and what stands in place of rows. */
final class ListState<T> {
    private final ListSource<T> source;
    private final ListGrid<T> grid;
    private final Locale locale;
    private final String word;
    private final PageHead head;
    private final Banner banner;
    private final Runnable clear;
    private String none;
    private int most = Integer.MAX_VALUE;
    private Optional<Runnable> first = Optional.empty();
    private String emptyFor = "";

    /**
     * Tells nothing yet.
     *
     * @param clear shows the whole list again
     */
    ListState(
            ListSource<T> source,
            ListGrid<T> grid,
            Locale locale,
            String word,
            PageHead head,
            Banner banner,
            Runnable clear) {
        this.source = source;
        this.grid = grid;
        this.locale = locale;
        this.word = word;
        this.head = head;
        this.banner = banner;
        this.clear = clear;
        none = word + ".none";
    }

    /** Other words where there is nothing: {@code key.title}, {@code key.advice}. */
    void none(String key) {
        none = key;
    }

    /** Says {@code <word>.count.more} where there are more than that: its source counts no further. */
    void countedTo(int most) {
        this.most = most;
    }

    /** Lets the first item be made from where there is none. */
    void first(Runnable make) {
        first = Optional.of(make);
    }

    /** Tells how it is now. */
    void tell() {
        int total = source.count();
        head.count(
                total > most
                        ? Texts.of(locale, word + ".count.more", most)
                        : Texts.counted(locale, word + ".count", total));
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
                    .action(new Button(Texts.of(locale, "filter.clear"), click -> clear.run()));
        }
        var box = StateBox.of(locale, VaadinIcon.INBOX, why);
        first.ifPresent(make -> {
            var button = new Button(Texts.of(locale, word + ".new"), click -> make.run());
            button.addThemeVariants(ButtonVariant.PRIMARY);
            box.action(button);
        });
        return box;
    }
}
