package fr.vaguemestre.ui.annuaire;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.UnorderedList;
import com.vaadin.flow.component.icon.VaadinIcon;
import fr.vaguemestre.api.annuaire.DirectoryPublication;
import fr.vaguemestre.api.problem.Problem;
import fr.vaguemestre.api.problem.Unauthenticated;
import fr.vaguemestre.ui.list.ListPanel;
import fr.vaguemestre.ui.shell.Notices;
import fr.vaguemestre.ui.text.Figures;
import fr.vaguemestre.ui.text.ProblemTexts;
import fr.vaguemestre.ui.text.Texts;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One publication: its state, what to do, its report lines and a button to try again. */
final class PublicationPanel extends Div implements ListPanel {
    private static final Logger LOG = LoggerFactory.getLogger(PublicationPanel.class);

    private final Locale locale;
    private final Supplier<DirectoryPublication> read;
    private final Button close;
    private final Button retry;
    private final Div facts = new Div();
    private Optional<DirectoryPublication> shown = Optional.empty();

    PublicationPanel(
            Locale locale,
            Supplier<DirectoryPublication> read,
            Supplier<DirectoryPublication> retried,
            Runnable closed) {
        this.locale = locale;
        this.read = read;
        addClassName("vm-panel");
        setId("publication-detail");
        getElement().setAttribute("role", "region");
        getElement().setAttribute("aria-labelledby", "publication-detail-title");
        close = new Button(VaadinIcon.CLOSE.create(), click -> closed.run());
        close.addThemeVariants(ButtonVariant.TERTIARY);
        close.setAriaLabel(words("detail.close"));
        close.addClassName("vm-panel-close");
        retry = new Button(words("publication.retry"), VaadinIcon.REFRESH.create(), click -> retry(retried));
        retry.setId("publication-retry");
        retry.addThemeVariants(ButtonVariant.PRIMARY);
        add(close, facts, retry);
        renew();
    }

    @Override
    public void renew() {
        try {
            show(read.get());
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

    private void retry(Supplier<DirectoryPublication> retried) {
        try {
            show(retried.get());
            Notices.success(UI.getCurrent(), words("publication.retried"));
        } catch (Unauthenticated ended) {
            throw ended;
        } catch (Problem refused) {
            Notices.failure(UI.getCurrent(), ProblemTexts.of(refused, locale));
        }
    }

    private void show(DirectoryPublication now) {
        if (shown.filter(now::equals).isPresent()) {
            return;
        }
        shown = Optional.of(now);
        facts.removeAll();
        var title = new H2(now.address());
        title.setId("publication-detail-title");
        facts.add(title, new Div(PublicationsPage.badge(locale, now.state())));
        now.fix()
                .ifPresent(fix -> facts.add(
                        new H3(words("publication.column.fix")), new Paragraph(PublicationsPage.of(locale, fix))));
        now.detail().ifPresent(words -> facts.add(new H3(words("publication.detail")), new Paragraph(words)));
        now.nextAttemptAt()
                .ifPresent(at -> facts.add(new Paragraph(
                        Texts.of(locale, "publication.next", Figures.moment(at, locale), now.attempts()))));
        if (!now.lines().isEmpty()) {
            var lines = new UnorderedList();
            now.lines()
                    .forEach(line -> lines.add(new ListItem(Figures.moment(line.at(), locale) + " – "
                            + PublicationsPage.state(locale, line.state())
                            + line.detail().map(words -> " – " + words).orElse(""))));
            facts.add(new H3(words("publication.lines")), lines);
        }
        retry.setVisible(
                switch (now.state()) {
                    case A_CORRIGER, REFUSEE -> true;
                    default -> now.nextAttemptAt().isPresent();
                });
    }

    private String words(String key) {
        return Texts.of(locale, key);
    }
}
