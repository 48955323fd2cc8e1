package fr.vaguemestre.ui.igc;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import fr.vaguemestre.api.igc.Authority;
import fr.vaguemestre.api.igc.Authority.Origin;
import fr.vaguemestre.api.paging.Page;
import fr.vaguemestre.api.problem.Problem;
import fr.vaguemestre.api.problem.Unauthenticated;
import fr.vaguemestre.console.spi.ConsoleContext;
import fr.vaguemestre.ui.list.Cells;
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
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The authorities that are trusted. One is loaded in two steps: what it is, with its fingerprint, is shown first; trust is
 * given by typing the end of the fingerprint as the authority publishes it.
 */
final class AuthoritiesPage {
    /** How many characters of the fingerprint are typed: four bytes. */
    private static final int TYPED = 11;

    private final ConsoleContext context;
    private final Services services;
    private final Locale locale;
    private final ListPage<Authority> page;

    private AuthoritiesPage(ConsoleContext context, Services services, News news) {
        this.context = context;
        this.services = services;
        locale = context.locale();
        page = new ListPage<>(
                context,
                news,
                "authority",
                new ListSource<>(
                        context::caller,
                        (caller, filter, request) -> all(services.authorities().authorities(caller)),
                        Authority::id,
                        "ui.igc-away"));
    }

    static ListPage<Authority> of(ConsoleContext context, Services services, News news) {
        return new AuthoritiesPage(context, services, news).build();
    }

    private ListPage<Authority> build() {
        page.filters().noSearch();
        page.grid()
                .head(
                        "subject",
                        authority -> Cells.twoLines(
                                Names.common(authority.subject()), words("authority.role." + authority.role())));
        page.grid().text("origin", 560, authority -> words("authority.origin." + authority.origin()));
        page.grid().text("until", 560, authority -> Figures.day(authority.notAfter(), locale));
        page.grid()
                .text("issuer", 860, authority -> Names.common(authority.issuer()))
                .setFlexGrow(1);
        page.create(() -> Optional.of(new AuthorityForm(locale, this::examine, page::closePanel)));
        page.open(this::detail).renewOn();
        return page.show();
    }

    private static Page<Authority> all(List<Authority> authorities) {
        return new Page<>(authorities, Optional.empty(), authorities.size());
    }

    private void examine(String certificate) {
        byte[] encoded = certificate.getBytes(StandardCharsets.ISO_8859_1);
        Authority found = services.authorities().examine(context.caller(), encoded);
        FactsPanel facts = facts(found);
        String end = found.fingerprint().substring(found.fingerprint().length() - TYPED);
        var trust = new Button(
                words("authority.trust"),
                click -> Questions.typed(locale, "authority.trust", end, () -> trust(encoded, found)));
        trust.setId("authority-trust");
        trust.addThemeVariants(ButtonVariant.PRIMARY);
        facts.act(trust);
        page.showPanel(facts);
    }

    private void trust(byte[] encoded, Authority shown) {
        attempt(() -> {
            services.authorities().trust(context.caller(), encoded, shown.fingerprint());
            done(Texts.of(locale, "authority.trusted", Names.common(shown.subject())));
        });
    }

    private FactsPanel detail(Authority authority) {
        FactsPanel facts = facts(authority);
        if (authority.origin() == Origin.LOADED) {
            String name = Names.common(authority.subject());
            var remove = new Button(
                    words("authority.remove"),
                    click -> Questions.typed(locale, "authority.remove", name, () -> remove(authority)));
            remove.setId("authority-remove");
            remove.addThemeVariants(ButtonVariant.TERTIARY, ButtonVariant.ERROR);
            facts.act(remove);
        }
        return facts;
    }

    /** The question before was asked beside the list of all that breaks. */
    private void remove(Authority authority) {
        attempt(() -> {
            services.authorities().remove(context.caller(), authority.id(), true);
            done(Texts.of(locale, "authority.removed", Names.common(authority.subject())));
        });
    }

    private void done(String words) {
        page.close();
        page.refresh();
        Notices.success(UI.getCurrent(), words);
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

    private FactsPanel facts(Authority authority) {
        var facts = new FactsPanel(locale, "authority-detail", Names.common(authority.subject()), page::closePanel);
        facts.row("certificate.fingerprint", authority.fingerprint());
        facts.row("authority.role", words("authority.role." + authority.role()));
        facts.row("authority.column.origin", words("authority.origin." + authority.origin()));
        facts.row("authority.column.subject", authority.subject());
        facts.row("authority.column.issuer", authority.issuer());
        facts.row("certificate.from", Figures.day(authority.notBefore(), locale));
        facts.row("authority.column.until", Figures.day(authority.notAfter(), locale));
        facts.row("certificate.serial", authority.serial());
        if (!authority.dependents().isEmpty()) {
            facts.row("authority.dependents", String.join(" · ", authority.dependents()));
        }
        return facts;
    }

    private String words(String key) {
        return Texts.of(locale, key);
    }
}
