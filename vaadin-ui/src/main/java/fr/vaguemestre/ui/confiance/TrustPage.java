package fr.vaguemestre.ui.confiance;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.DetachEvent;
import com.vaadin.flow.component.Key;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.details.Details;
import com.vaadin.flow.component.html.DescriptionList;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Header;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Section;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.shared.Registration;
import fr.vaguemestre.api.confiance.PeerVerdict;
import fr.vaguemestre.api.confiance.WhiteListDomain;
import fr.vaguemestre.api.confiance.WhiteListStatus;
import fr.vaguemestre.api.problem.NotFound;
import fr.vaguemestre.api.problem.Problem;
import fr.vaguemestre.api.problem.Unauthenticated;
import fr.vaguemestre.api.problem.Unavailable;
import fr.vaguemestre.console.spi.ConsoleContext;
import fr.vaguemestre.ui.registry.News;
import fr.vaguemestre.ui.registry.Services;
import fr.vaguemestre.ui.shell.Banner;
import fr.vaguemestre.ui.shell.Notices;
import fr.vaguemestre.ui.shell.Questions;
import fr.vaguemestre.ui.text.Figures;
import fr.vaguemestre.ui.text.ProblemTexts;
import fr.vaguemestre.ui.text.Texts;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The white list in force: how old it is, what is odd about it, who stands on it and whether they can be reached. */
final class TrustPage extends Div {
    private static final Duration LOOK = Duration.ofSeconds(2);

    private final ConsoleContext context;
    private final Services services;
    private final News news;
    private final Locale locale;
    private final Banner banner;
    private final Div facts = new Div();
    private final Div found = new Div();
    private final TextField domain = new TextField();
    private boolean looking;
    private Optional<WhiteListStatus> shown = Optional.empty();
    private @Nullable Registration listening;

    TrustPage(ConsoleContext context, Services services, News news) {
        this.context = context;
        this.services = services;
        this.news = news;
        locale = context.locale();
        banner = new Banner(locale, this::renew);
        addClassNames("vm-page", "vm-scroll");
        var fetch = new Button(words("trust.fetch"), VaadinIcon.REFRESH.create(), click -> fetch(false));
        fetch.setId("trust-fetch");
        fetch.setDisableOnClick(true);
        fetch.addClickListener(click -> fetch.setEnabled(true));
        fetch.addThemeVariants(ButtonVariant.PRIMARY);
        var acts = new Div(fetch);
        acts.addClassName("vm-acts");
        var header = new Header(new Div(new H1(words("trust.title"))), acts);
        header.addClassName("vm-page-head");
        facts.addClassName("vm-cards");
        facts.setId("trust-facts");
        found.setId("trust-found");
        found.getElement().setAttribute("aria-live", "polite");
        add(header, banner, facts, peers());
        renew();
        Optional.ofNullable(context.query().get("domain")).ifPresent(name -> {
            domain.setValue(name);
            look();
        });
    }

    private Section peers() {
        domain.setLabel(words("trust.domain"));
        domain.setId("trust-domain");
        domain.setPlaceholder(words("trust.domain.example"));
        domain.setClearButtonVisible(true);
        var ask = new Button(words("trust.look"), VaadinIcon.SEARCH.create(), click -> look());
        ask.setId("trust-look");
        ask.addClickShortcut(Key.ENTER).listenOn(domain);
        var row = new Div(domain, ask);
        row.addClassName("vm-filters");
        row.getElement().setAttribute("role", "search");
        var section = new Section(new H2(words("trust.peers")), row, found);
        section.addClassName("vm-card");
        return section;
    }

    @Override
    protected void onAttach(AttachEvent event) {
        listening = news.listen(event.getUI(), kind -> {
            if (kind == News.Kind.TICK) {
                renew();
                if (looking) {
                    look(Duration.ZERO);
                }
            }
        });
    }

    @Override
    protected void onDetach(DetachEvent event) {
        if (listening != null) {
            listening.remove();
        }
    }

    private void renew() {
        try {
            show(services.confiance().whiteList());
            banner.tell(Optional.empty());
        } catch (Unauthenticated ended) {
            throw ended;
        } catch (Problem away) {
            banner.tell(Optional.of(away));
        }
    }

    private void show(WhiteListStatus status) {
        if (shown.filter(status::equals).isPresent()) {
            return;
        }
        shown = Optional.of(status);
        facts.removeAll();
        facts.add(card("trust.generated", moment(status.generatedAt())));
        facts.add(card("trust.fetched", moment(status.fetchedAt())));
        facts.add(card("trust.domains", Figures.number(status.domains(), locale)));
        facts.add(card("trust.entries", Figures.number(status.entries(), locale)));
        status.lastFailure().ifPresent(failure -> facts.add(failed(failure)));
        if (!status.warnings().isEmpty()) {
            var list = new UnorderedList();
            status.warnings().forEach(warning -> list.add(new ListItem(warning)));
            list.getElement().setAttribute("lang", "en");
            var details = new Details(
                    Texts.counted(locale, "trust.warnings", status.warnings().size()), list);
            details.setId("trust-warnings");
            var card = new Div(details);
            card.addClassNames("vm-card", "vm-card-wide");
            facts.add(card);
        }
    }

    private Div failed(String failure) {
        var why = new Paragraph(failure);
        why.getElement().setAttribute("lang", "en");
        var accept =
                new Button(words("trust.accept"), click -> Questions.ask(locale, "trust.accept", () -> fetch(true)));
        accept.setId("trust-accept");
        var card = new Div(new H2(words("trust.failed")), why, accept);
        card.addClassNames("vm-card", "vm-card-wide", "vm-card-warn");
        card.setId("trust-failure");
        return card;
    }

    private Div card(String key, String value) {
        var figure = new Span(value);
        figure.addClassName("vm-figure");
        var label = new Span(words(key));
        label.addClassName("vm-figure-label");
        var card = new Div(label, figure);
        card.addClassName("vm-card");
        return card;
    }

    private String moment(Optional<Instant> at) {
        return at.map(when -> Figures.moment(when, locale)).orElse(words("trust.never"));
    }

    private void fetch(boolean shrunk) {
        try {
            show(
                    shrunk
                            ? services.confiance().accept(context.caller())
                            : services.confiance().refresh(context.caller()));
            Notices.success(UI.getCurrent(), words("trust.is-fetched"));
        } catch (Unavailable refused) {
            renew();
            Notices.failure(UI.getCurrent(), ProblemTexts.of(refused, locale));
        }
    }

    private void look() {
        look(LOOK);
    }

    private void look(Duration atMost) {
        looking = false;
        String name = domain.getValue().strip().toLowerCase(Locale.ROOT);
        found.removeAll();
        context.remember(Map.of("domain", name));
        if (name.isEmpty()) {
            return;
        }
        try {
            WhiteListDomain listed = services.confiance().domain(name);
            var list = new DescriptionList();
            listed.descriptions().forEach(words -> row(list, "trust.described", words));
            listed.certificateDns().forEach(dn -> row(list, "trust.certificate", dn));
            PeerVerdict verdict = services.peers().check(name, atMost);
            looking = verdict.cause() == PeerVerdict.Cause.PENDING;
            row(list, "trust.reach", words("trust.cause." + verdict.cause().word()));
            found.add(list);
            if (!verdict.detail().isEmpty() && !verdict.isReady()) {
                var detail = new Paragraph(verdict.detail());
                detail.getElement().setAttribute("lang", "en");
                found.add(detail);
            }
        } catch (NotFound unlisted) {
            found.add(new Paragraph(Texts.of(locale, "trust.unlisted", name)));
        }
    }

    private void row(DescriptionList list, String key, String value) {
        list.add(new DescriptionList.Term(words(key)), new DescriptionList.Description(value));
    }

    private String words(String key) {
        return Texts.of(locale, key);
    }
}
