package fr.vaguemestre.ui.bal;

import com.vaadin.flow.component.HtmlComponent;
import com.vaadin.flow.component.badge.Badge;
import com.vaadin.flow.component.badge.BadgeVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import fr.vaguemestre.api.bal.Bal;
import fr.vaguemestre.api.bal.BalState;
import fr.vaguemestre.api.bal.BalType;
import fr.vaguemestre.api.bal.Publication;
import fr.vaguemestre.ui.list.Cells;
import fr.vaguemestre.ui.text.Figures;
import fr.vaguemestre.ui.text.Texts;
import java.util.Locale;

/** How a mailbox's facts look: badges and bars, in the person's language. */
final class BalMarks {
    private static final double NEARLY_FULL = 0.9;

    private final Locale locale;

    BalMarks(Locale locale) {
        this.locale = locale;
    }

    String type(BalType type) {
        return Texts.of(locale, "bal.type." + type);
    }

    String state(BalState state) {
        return Texts.of(locale, "bal.state." + state);
    }

    String publication(Publication publication) {
        return Texts.of(locale, "bal.publication." + publication.state());
    }

    Badge stateBadge(BalState state) {
        var badge = new Badge(state(state));
        badge.addThemeVariants(BadgeVariant.SMALL);
        badge.getElement().setAttribute("data-state", state.name());
        switch (state) {
            case ACTIVE -> badge.addThemeVariants(BadgeVariant.SUCCESS);
            case SUSPENDUE -> badge.addThemeVariants(BadgeVariant.WARNING);
            case CREEE, FERMEE, PURGEE -> {}
        }
        return badge;
    }

    /** Name above address; on narrow screens the rest of the row goes below. */
    Div who(Bal bal) {
        return Cells.twoLines(
                bal.displayName(),
                bal.address(),
                new Span(type(bal.type())),
                stateBadge(bal.state()),
                new Span(usedOf(bal)));
    }

    /** A bar and the figures beside it. */
    Div usage(Bal bal) {
        double part = bal.quotaBytes() == 0 ? 0 : Math.min(1, (double) bal.usedBytes() / bal.quotaBytes());
        var bar = new HtmlComponent("vaadin-progress-bar"); // told by attributes alone, which a row's HTML has, too
        bar.getElement().setAttribute("value", String.valueOf(thousandths(part)));
        bar.getElement().setAttribute("aria-label", Texts.of(locale, "bal.usage"));
        bar.getElement().setAttribute("aria-valuetext", usedOf(bal));
        bar.setClassName("vm-nearly-full", part >= NEARLY_FULL);
        var cell = new Div(bar, new Span(usedOf(bal)));
        cell.addClassName("vm-usage");
        return cell;
    }

    /** A share in whole thousandths: a browser writes smaller ones as 7e-7, which is no value for assistive technology. */
    static double thousandths(double share) {
        return Math.round(share * 1000) / 1000.0;
    }

    String usedOf(Bal bal) {
        return Texts.of(
                locale, "bal.used-of", Figures.bytes(bal.usedBytes(), locale), Figures.bytes(bal.quotaBytes(), locale));
    }
}
