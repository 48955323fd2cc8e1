package fr.vaguemestre.ui.igc;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.badge.Badge;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import fr.vaguemestre.api.access.Role;
import fr.vaguemestre.api.igc.CertificateRequest;
import fr.vaguemestre.api.igc.OwnCertificate;
import fr.vaguemestre.api.igc.OwnCertificate.State;
import fr.vaguemestre.api.paging.Page;
import fr.vaguemestre.api.problem.Problem;
import fr.vaguemestre.api.problem.Unauthenticated;
import fr.vaguemestre.console.spi.ConsoleContext;
import fr.vaguemestre.ui.list.Cells;
import fr.vaguemestre.ui.list.Cells.Mood;
import fr.vaguemestre.ui.list.FactsPanel;
import fr.vaguemestre.ui.list.ListPage;
import fr.vaguemestre.ui.list.ListSource;
import fr.vaguemestre.ui.registry.News;
import fr.vaguemestre.ui.registry.Services;
import fr.vaguemestre.ui.shell.Notices;
import fr.vaguemestre.ui.shell.Questions;
import fr.vaguemestre.ui.text.Figures;
import fr.vaguemestre.ui.text.ProblemTexts;
import fr.vaguemestre.ui.text.Texts;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Our own certificates, from the request to the servers: a key is made, its request handed to the IGC-Santé, the certificate that
 * comes back loaded, and one step back where it must be.
 */
final class OwnCertificatesPage {
    private static final int URGENT_DAYS = 15;
    private static final int SOON_DAYS = 90;
    private static final Set<String> OUR_SOURCES = Set.of(OwnCertificate.SOFTWARE, "pkcs11");

    private final ConsoleContext context;
    private final Services services;
    private final Locale locale;
    private final ListPage<OwnCertificate> page;

    private OwnCertificatesPage(ConsoleContext context, Services services, News news) {
        this.context = context;
        this.services = services;
        locale = context.locale();
        page = new ListPage<>(
                context,
                news,
                "own",
                new ListSource<>(
                        context::caller,
                        (caller, filter, request) ->
                                all(services.ownCertificates().certificates(caller)),
                        OwnCertificate::id,
                        "ui.igc-away"));
    }

    static ListPage<OwnCertificate> of(ConsoleContext context, Services services, News news) {
        return new OwnCertificatesPage(context, services, news).build();
    }

    private ListPage<OwnCertificate> build() {
        page.filters().noSearch();
        page.grid().head("subject", one -> Cells.twoLines(name(one), whose(one) + " · " + usage(one)));
        page.grid().column("state", 0, this::state).setWidth("11rem");
        page.grid().column("left", 560, this::left).setWidth("9rem");
        page.grid().text("until", 760, one -> one.notAfter()
                .map(end -> Figures.day(end, locale))
                .orElse(""));
        page.create(this::form);
        page.open(this::detail).renewOn(News.Kind.TICK);
        return page.show();
    }

    private static Page<OwnCertificate> all(List<OwnCertificate> certificates) {
        return new Page<>(certificates, Optional.empty(), certificates.size());
    }

    private Optional<Component> form() {
        boolean operator = context.caller().is(Role.SUPER_ADMIN);
        return Optional.of(new CertificateRequestForm(
                locale, services, context::caller, operator, this::request, page::closePanel));
    }

    private void request(Optional<String> domain, CertificateRequest wanted) {
        OwnCertificate made = services.ownCertificates().request(context.caller(), domain, wanted);
        page.showPanel(detail(made));
        page.refresh();
        Notices.success(UI.getCurrent(), Texts.of(locale, "own.requested", name(made)));
    }

    private FactsPanel detail(OwnCertificate one) {
        var facts = new FactsPanel(locale, "own-detail", name(one), page::closePanel);
        facts.row("own.column.state", words("own.state." + one.state()));
        facts.row("own.holder", whose(one));
        facts.row("own.usage", usage(one));
        facts.row("own.column.subject", one.subject());
        if (!one.names().isEmpty()) {
            facts.row("own.names", String.join(" · ", one.names()));
        }
        facts.row("own.algorithm", words("own.algorithm." + one.algorithm()));
        facts.row("own.source", source(one));
        facts.row("own.requested-at", Figures.day(one.requestedAt(), locale));
        one.issuer().ifPresent(issuer -> facts.row("certificate.column.issuer", issuer));
        one.notBefore().ifPresent(from -> facts.row("certificate.from", Figures.day(from, locale)));
        one.notAfter().ifPresent(end -> facts.row("certificate.column.until", Figures.day(end, locale)));
        one.serial().ifPresent(serial -> facts.row("certificate.serial", serial));
        one.fingerprint().ifPresent(print -> facts.row("certificate.fingerprint", print));
        acts(facts, one);
        if (one.state() == State.REQUESTED) {
            facts.add(new RequestText(locale, one));
        }
        return facts;
    }

    private void acts(FactsPanel facts, OwnCertificate one) {
        switch (one.state()) {
            case REQUESTED -> facts.act(button("load", true, () -> showForm(one)));
            case WAITING_FOR_LIST ->
                facts.act(
                        button("vouch", true, () -> Questions.typed(locale, "own.vouch", name(one), () -> serve(one))));
            case IN_SERVICE ->
                facts.act(button("back", false, () -> Questions.ask(locale, "own.back", () -> back(one), name(one))));
            case PREVIOUS ->
                facts.act(button("serve", true, () -> Questions.ask(locale, "own.serve", () -> serve(one), name(one))));
        }
        if (one.state() != State.IN_SERVICE) {
            facts.act(
                    button("remove", false, () -> Questions.typed(locale, "own.remove", name(one), () -> remove(one))));
        }
    }

    private Button button(String act, boolean main, Runnable work) {
        var button = new Button(words("own." + act), click -> work.run());
        button.setId("own-" + act);
        button.addThemeVariants(main ? ButtonVariant.PRIMARY : ButtonVariant.TERTIARY);
        return button;
    }

    private void showForm(OwnCertificate one) {
        page.showPanel(new ChainForm(
                locale,
                name(one),
                chain -> services.ownCertificates().examine(context.caller(), one.domain(), one.id(), chain),
                chain -> {
                    OwnCertificate loaded =
                            services.ownCertificates().load(context.caller(), one.domain(), one.id(), chain);
                    done(loaded.state() == State.IN_SERVICE ? "own.loaded" : "own.waits", one);
                },
                page::closePanel));
    }

    private void serve(OwnCertificate one) {
        attempt(() -> {
            services.ownCertificates().serve(context.caller(), one.domain(), one.id());
            done("own.served", one);
        });
    }

    private void back(OwnCertificate one) {
        attempt(() -> {
            services.ownCertificates().back(context.caller(), one.domain(), one.id());
            done("own.went-back", one);
        });
    }

    private void remove(OwnCertificate one) {
        attempt(() -> {
            services.ownCertificates().remove(context.caller(), one.domain(), one.id());
            done("own.removed", one);
        });
    }

    private void done(String key, OwnCertificate one) {
        page.close();
        page.refresh();
        Notices.success(UI.getCurrent(), Texts.of(locale, key, name(one)));
    }

    private void attempt(Runnable act) {
        try {
            act.run();
        } catch (Unauthenticated ended) {
            throw ended;
        } catch (Problem refused) {
            Notices.failure(UI.getCurrent(), ProblemTexts.of(refused, locale));
        }
    }

    private Badge state(OwnCertificate one) {
        Mood mood =
                switch (one.state()) {
                    case IN_SERVICE -> Mood.GOOD;
                    case REQUESTED, WAITING_FOR_LIST -> Mood.WARN;
                    case PREVIOUS -> Mood.CALM;
                };
        return Cells.badge(words("own.state." + one.state()), mood);
    }

    private Component left(OwnCertificate one) {
        return one.daysLeft()
                .<Component>map(days -> Cells.badge(
                        days < 0 ? words("certificate.ended") : Texts.counted(locale, "certificate.days", days),
                        days < URGENT_DAYS ? Mood.BAD : days < SOON_DAYS ? Mood.WARN : Mood.GOOD))
                .orElseGet(com.vaadin.flow.component.html.Span::new);
    }

    private String whose(OwnCertificate one) {
        return one.domain().orElseGet(() -> words("own.operator"));
    }

    private String usage(OwnCertificate one) {
        return words("own.usage." + one.usage());
    }

    /** In words where it is ours, else by the name that its vendor gave it. */
    private String source(OwnCertificate one) {
        return OUR_SOURCES.contains(one.source()) ? words("own.source." + one.source()) : one.source();
    }

    private static String name(OwnCertificate one) {
        return Names.common(one.subject());
    }

    private String words(String key) {
        return Texts.of(locale, key);
    }
}
