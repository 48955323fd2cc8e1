package fr.vaguemestre.ui.confiance;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Section;
import fr.vaguemestre.api.confiance.HeldWhiteList;
import fr.vaguemestre.api.confiance.WhiteListChange;
import fr.vaguemestre.console.spi.ConsoleContext;
import fr.vaguemestre.ui.list.ListSource;
import fr.vaguemestre.ui.registry.Services;
import fr.vaguemestre.ui.shell.Questions;
import fr.vaguemestre.ui.text.Figures;
import fr.vaguemestre.ui.text.Texts;
import java.util.Locale;

/**
 * A list that waits for a person: what would go and come, then the decision. It is taken by typing how many domains would go, and
 * only the very list that is shown here.
 */
final class HeldCard extends Section {
    private final Locale locale;
    private final HeldWhiteList held;
    private final Decision decision;

    /** What to do about the list of that digest. */
    interface Decision {
        /** Puts it in force. */
        void accept(String digest);

        /** Keeps the list in force. */
        void refuse(String digest);
    }

    HeldCard(ConsoleContext context, Services services, HeldWhiteList held, Decision decision) {
        this.locale = context.locale();
        this.held = held;
        this.decision = decision;
        setId("trust-held");
        addClassNames("vm-card", "vm-card-wide");
        var source = new ListSource<WhiteListChange>(
                context::caller,
                (caller, filter, request) ->
                        services.whiteLists().heldChanges(caller, ChangesList.kind(filter), request),
                WhiteListChange::domain,
                "ui.confiance-away");
        add(new H2(words(held.isWaiting() ? "held.title" : "held.refused.title")), told());
        add(new ChangesList(locale, source), buttons());
    }

    private Paragraph told() {
        var figures = held.figures();
        String gone = Figures.number(figures.removed(), locale);
        String words = Texts.of(
                locale,
                "held.told",
                Figures.moment(figures.generatedAt(), locale),
                gone,
                Figures.number(held.domainsInForce(), locale),
                Figures.number(figures.added(), locale),
                Figures.number(figures.changed(), locale));
        return new Paragraph(held.refusedBy()
                .map(by -> words + " "
                        + Texts.of(
                                locale,
                                "held.refused.told",
                                by,
                                held.refusedAt()
                                        .map(at -> Figures.moment(at, locale))
                                        .orElse("")))
                .orElse(words));
    }

    private Div buttons() {
        String digest = held.figures().digest();
        String word = Long.toString(held.figures().removed());
        var accept = new Button(
                words("trust.accept"),
                click -> Questions.typed(locale, "trust.accept", word, () -> decision.accept(digest)));
        accept.setId("trust-accept");
        accept.addThemeVariants(ButtonVariant.ERROR);
        var row = new Div(accept);
        row.addClassName("vm-acts");
        if (held.isWaiting()) {
            var refuse = new Button(
                    words("trust.refuse"),
                    click -> Questions.ask(locale, "trust.refuse", () -> decision.refuse(digest)));
            refuse.setId("trust-refuse");
            row.addComponentAsFirst(refuse);
        }
        return row;
    }

    private String words(String key) {
        return Texts.of(locale, key);
    }
}
