package fr.vaguemestre.ui.list;

import com.vaadin.flow.component.badge.Badge;
import com.vaadin.flow.component.badge.BadgeVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;

/** What stands in the cells of tables. */
public final class Cells {
    private Cells() {}

    /** A name, and below it in smaller letters what tells it from others. */
    public static Div twoLines(String name, String below) {
        var first = new Span(name);
        first.addClassName("vm-name");
        var second = new Span(below);
        second.addClassName("vm-address");
        var cell = new Div(first, second);
        cell.addClassName("vm-who");
        return cell;
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
