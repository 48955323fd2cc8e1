package fr.vaguemestre.ui.list;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.badge.Badge;
import com.vaadin.flow.component.badge.BadgeVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.data.renderer.LitRenderer;
import java.util.function.Function;

/** What stands in the cells of tables. */
public final class Cells {
    private Cells() {}

    /**
     * A name, and below it in smaller letters what tells it from others.
     *
     * @param rest what other columns tell, for screens too narrow for these
     */
    public static Div twoLines(String name, String below, Component... rest) {
        var first = new Span(name);
        first.addClassName("vm-name");
        var cell = new Div(first);
        cell.addClassName("vm-who");
        if (!below.isEmpty()) {
            var second = new Span(below);
            second.addClassName("vm-address");
            cell.add(second);
        }
        if (rest.length > 0) {
            var facts = new Div(rest);
            facts.addClassName("vm-narrow-facts");
            cell.add(facts);
        }
        return cell;
    }

    /**
     * Draws a table's cells in the browser, from their HTML: components of the server's, some for each cell, made the first
     * rows of a list wait.
     *
     * @param cell what stands in it, to look at: only elements, attributes and texts (which stay texts) reach the browser, so
     *     nothing in it can be pressed
     */
    public static <T> LitRenderer<T> drawn(Function<T, ? extends Component> cell) {
        return LitRenderer.<T>of("<div class=\"vm-cell\" .innerHTML=\"${item.html}\"></div>")
                .withProperty("html", item -> html(cell.apply(item)));
    }

    static String html(Component shown) {
        return shown.getElement().getOuterHTML();
    }

    /** A word that tells how something is; not by colour alone, for the word is always there. */
    public static Badge badge(String word, Mood mood) {
        var badge = new Badge(word);
        badge.addThemeVariants(BadgeVariant.SMALL);
        switch (mood) {
            case GOOD -> badge.addThemeVariants(BadgeVariant.SUCCESS);
            case WARN -> badge.addThemeVariants(BadgeVariant.WARNING);
            case BAD -> badge.addThemeVariants(BadgeVariant.ERROR);
            case CALM -> {}
        }
        return badge;
    }

    /** How something is. */
    public enum Mood {
        /** As it should be. */
        GOOD,
        /** Wants attention some day. */
        WARN,
        /** Wants attention now. */
        BAD,
        /** Neither good nor bad. */
        CALM
    }
}
