package fr.vaguemestre.ui.confiance;

import com.vaadin.flow.component.Key;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.details.Details;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.DescriptionList;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Section;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.textfield.TextField;
import fr.vaguemestre.api.access.Caller;
import fr.vaguemestre.api.confiance.HeldWhiteList;
import fr.vaguemestre.api.confiance.OwnListing;
import fr.vaguemestre.api.confiance.PeerVerdict;
import fr.vaguemestre.api.confiance.WhiteListDomain;
import fr.vaguemestre.api.confiance.WhiteListStatus;
import fr.vaguemestre.api.problem.NotFound;
import fr.vaguemestre.api.problem.Problem;
import fr.vaguemestre.api.problem.Unauthenticated;
import fr.vaguemestre.console.spi.ConsoleContext;
import fr.vaguemestre.ui.registry.News;
import fr.vaguemestre.ui.registry.Services;
import fr.vaguemestre.ui.shell.Banner;
import fr.vaguemestre.ui.shell.Notices;
import fr.vaguemestre.ui.shell.PageHead;
import fr.vaguemestre.ui.text.Figures;
import fr.vaguemestre.ui.text.ProblemTexts;
import fr.vaguemestre.ui.text.Texts;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The white list in force: how old it is, what is odd about it, who stands on it and whether they can be reached. */
final class TrustPage extends Div {
    private static final Duration LOOK = Duration.ofSeconds(2);

    private final ConsoleContext context;
    private final Services services;
    private final Locale locale;
    private final Banner banner;
    private final Div facts = new Div();
    private final Div found = new Div();
    private final Div trouble = new Div();
    private final TextField domain = new TextField();
    private boolean looking;
    private Optional<WhiteListStatus> shown = Optional.empty();
    private Optional<Trouble> told = Optional.empty();

    /** What wants attention; shown anew only where it differs, for a person may be searching in it. */
    private record Trouble(Optional<String> failure, Optional<HeldWhiteList> held, List<OwnListing> own) {}

    TrustPage(ConsoleContext context, Services services, News news) {
        this.context = context;
        this.services = services;
        locale = context.locale();
        banner = new Banner(locale, this::renew);
        addClassNames("vm-page", "vm-scroll");
        var fetch = new Button(words("trust.fetch"), VaadinIcon.REFRESH.create(), click -> fetch());
        fetch.setId("trust-fetch");
        fetch.setDisableOnClick(true);
        fetch.addClickListener(click -> fetch.setEnabled(true));
        fetch.addThemeVariants(ButtonVariant.PRIMARY);
        var history = new Anchor("whitelists", words("trust.history"));
        history.addClassName("vm-act-link");
        history.setId("trust-history");
        history.addComponentAsFirst(VaadinIcon.CLIPBOARD_CHECK.create());
        facts.addClassName("vm-cards");
        facts.setId("trust-facts");
        found.setId("trust-found");
        found.getElement().setAttribute("aria-live", "polite");
        trouble.addClassName("vm-cards");
        trouble.setId("trust-trouble");
        add(new PageHead(words("trust.title")).act(history).act(fetch), banner, facts, trouble, peers());
        renew();
        news.follow(this, kind -> {
            if (kind == News.Kind.TICK) {
                renew();
                if (looking) {
                    look(Duration.ZERO);
                }
            }
        });
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
        ask.addClickShortcut(Key.ENTER).listenOn(domain).resetFocusOnActiveElement();
        var row = new Div(domain, ask);
        row.addClassName("vm-filters");
        row.getElement().setAttribute("role", "search");
        var section = new Section(new H2(words("trust.peers")), row, found);
        section.addClassName("vm-card");
        return section;
    }

    private void renew() {
        try {
            WhiteListStatus status = services.confiance().whiteList();
            show(status);
            Caller caller = context.caller();
            var lists = services.whiteLists();
            show(new Trouble(status.lastFailure(), lists.held(caller), lists.own(caller)));
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
        if (!status.warnings().isEmpty()) {
            facts.add(warnings(status.warnings()));
        }
    }

    private void show(Trouble now) {
        if (told.filter(now::equals).isPresent()) {
            return;
        }
        told = Optional.of(now);
        trouble.removeAll();
        now.failure().ifPresent(failure -> trouble.add(failed(failure)));
        now.held().ifPresent(held -> trouble.add(new HeldCard(context, services, held, decision())));
        if (!now.own().isEmpty()) {
            trouble.add(new OwnCard(locale, now.own()));
        }
    }

    private Div warnings(List<String> warnings) {
        var list = new UnorderedList();
        warnings.forEach(warning -> list.add(new ListItem(warning)));
        list.getElement().setAttribute("lang", "en");
        var details = new Details(Texts.counted(locale, "trust.warnings", warnings.size()), list);
        details.setId("trust-warnings");
        var card = new Div(details);
        card.addClassNames("vm-card", "vm-card-wide");
        return card;
    }

    private Div failed(String failure) {
        var why = new Paragraph(failure);
        why.getElement().setAttribute("lang", "en");
        var card = new Div(new H2(words("trust.failed")), why);
        card.addClassNames("vm-card", "vm-card-wide", "vm-card-warn");
        card.setId("trust-failure");
        return card;
    }

    private HeldCard.Decision decision() {
        return new HeldCard.Decision() {
            @Override
            public void accept(String digest) {
                attempt("trust.is-accepted", () -> services.whiteLists().accept(context.caller(), digest));
            }

            @Override
            public void refuse(String digest) {
                attempt("trust.is-refused", () -> services.whiteLists().refuse(context.caller(), digest));
            }
        };
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

    private void fetch() {
        attempt("trust.is-fetched", () -> services.confiance().refresh(context.caller()));
    }

    private void attempt(String done, Runnable act) {
        try {
            act.run();
            Notices.success(UI.getCurrent(), words(done));
        } catch (Unauthenticated ended) {
            throw ended;
        } catch (Problem refused) {
            Notices.failure(UI.getCurrent(), ProblemTexts.of(refused, locale));
        }
        renew();
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
