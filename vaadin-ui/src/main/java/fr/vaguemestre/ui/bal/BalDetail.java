package fr.vaguemestre.ui.bal;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.DescriptionList;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import fr.vaguemestre.api.bal.Bal;
import fr.vaguemestre.api.problem.NotFound;
import fr.vaguemestre.api.problem.Unauthenticated;
import fr.vaguemestre.ui.list.ListPanel;
import fr.vaguemestre.ui.text.Figures;
import fr.vaguemestre.ui.text.Texts;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Everything about one mailbox; shows it anew in place when it changes. */
final class BalDetail extends Div implements ListPanel {
    private static final Logger LOG = LoggerFactory.getLogger(BalDetail.class);

    private final Locale locale;
    private final BalMarks marks;
    private final Button close;
    private final Div facts = new Div();
    private final Supplier<Bal> again;
    private final Function<Bal, List<Button>> acts;
    private final Runnable closed;
    private Bal shown;

    BalDetail(Locale locale, Bal bal, Supplier<Bal> again, Function<Bal, List<Button>> acts, Runnable closed) {
        this.again = again;
        this.acts = acts;
        this.closed = closed;
        this.locale = locale;
        this.marks = new BalMarks(locale);
        this.shown = bal;
        addClassName("vm-panel");
        setId("bal-detail");
        getElement().setAttribute("role", "region");
        getElement().setAttribute("aria-labelledby", "bal-detail-title");
        close = new Button(VaadinIcon.CLOSE.create(), click -> closed.run());
        close.addThemeVariants(ButtonVariant.TERTIARY);
        close.setAriaLabel(words("detail.close"));
        close.addClassName("vm-panel-close");
        add(close, facts);
        fill();
    }

    @Override
    public void renew() {
        try {
            Bal now = again.get();
            if (!now.equals(shown)) {
                shown = now;
                fill();
            }
        } catch (NotFound gone) {
            closed.run();
        } catch (Unauthenticated ended) {
            throw ended;
        } catch (RuntimeException away) {
            LOG.debug("the details stay as they were", away); // the banner tells
        }
    }

    @Override
    public void focusFirst() {
        close.focus();
    }

    private void fill() {
        facts.removeAll();
        var title = new H2(shown.displayName());
        title.setId("bal-detail-title");
        var address = new Span(shown.address());
        address.addClassName("vm-detail-address");
        var badges = new Div(marks.stateBadge(shown.state()), new Span(words("bal.state." + shown.state() + ".help")));
        badges.addClassName("vm-detail-state");
        facts.add(title, address, badges);
        facts.add(new H3(words("detail.identity")), identity());
        facts.add(new H3(words("detail.storage")), marks.usage(shown));
        facts.add(new H3(words("detail.directory")), directory());
        facts.add(new H3(words("detail.life")), life());
        var buttons = new Div();
        acts.apply(shown).forEach(buttons::add);
        buttons.addClassName("vm-buttons");
        buttons.setVisible(buttons.getComponentCount() > 0);
        facts.add(buttons);
    }

    private DescriptionList identity() {
        var list = new DescriptionList();
        row(list, "bal.column.type", marks.type(shown.type()));
        row(list, "bal.column.domain", shown.domain());
        shown.holder().ifPresent(holder -> {
            row(list, "detail.holder", holder.givenName() + " " + holder.familyName());
            row(list, "bal.rpps", holder.rpps());
            holder.professionCode().ifPresent(code -> row(list, "bal.profession", Professions.name(code, locale)));
        });
        shown.responsible().ifPresent(value -> row(list, "bal.responsible", value));
        shown.certificate().ifPresent(value -> row(list, "bal.certificate", value));
        some(shown.service()).ifPresent(value -> row(list, "bal.service", value));
        some(shown.description()).ifPresent(value -> row(list, "bal.description", value));
        return list;
    }

    private DescriptionList directory() {
        var list = new DescriptionList();
        row(list, "detail.publication", marks.publication(shown.publication()));
        row(list, "detail.liste-rouge", words(shown.listeRouge() ? "yes" : "no"));
        shown.publication().detail().ifPresent(value -> row(list, "detail.publication.detail", value));
        shown.publication().at().ifPresent(at -> row(list, "detail.publication.at", Figures.moment(at, locale)));
        return list;
    }

    private DescriptionList life() {
        var list = new DescriptionList();
        row(list, "bal.column.created", Figures.moment(shown.createdAt(), locale));
        row(
                list,
                "detail.last-used",
                shown.lastUsedAt().map(at -> Figures.moment(at, locale)).orElse(words("detail.never")));
        return list;
    }

    private void row(DescriptionList list, String key, String value) {
        Component words = new Span(value);
        list.add(new DescriptionList.Term(words(key)), new DescriptionList.Description(words));
    }

    private static Optional<String> some(String text) {
        return Optional.of(text).filter(value -> !value.isBlank());
    }

    private String words(String key) {
        return Texts.of(locale, key);
    }
}
