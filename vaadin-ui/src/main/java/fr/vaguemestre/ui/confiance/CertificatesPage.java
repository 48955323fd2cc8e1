package fr.vaguemestre.ui.confiance;

import com.vaadin.flow.component.badge.Badge;
import fr.vaguemestre.api.confiance.InstalledCertificate;
import fr.vaguemestre.api.paging.Page;
import fr.vaguemestre.console.spi.ConsoleContext;
import fr.vaguemestre.ui.list.Cells;
import fr.vaguemestre.ui.list.Cells.Mood;
import fr.vaguemestre.ui.list.FactsPanel;
import fr.vaguemestre.ui.list.ListPage;
import fr.vaguemestre.ui.list.ListSource;
import fr.vaguemestre.ui.registry.News;
import fr.vaguemestre.ui.registry.Services;
import fr.vaguemestre.ui.text.Figures;
import fr.vaguemestre.ui.text.Texts;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;

/** The certificates that the appliance works with, the one that ends first in front. */
final class CertificatesPage {
    /** When the days that are left become a matter for today, and for this month. */
    static final int URGENT_DAYS = 15;

    static final int SOON_DAYS = 45;

    private CertificatesPage() {}

    static ListPage<InstalledCertificate> of(ConsoleContext context, Services services, News news) {
        Locale locale = context.locale();
        var source = new ListSource<InstalledCertificate>(
                context::caller,
                (caller, filter, request) -> page(services.certificates().installed(caller)),
                certificate -> certificate.use()
                        + certificate.fingerprint()
                        + certificate.name().orElse(""),
                "ui.confiance-away");
        var page = new ListPage<>(context, news, "certificate", source);
        page.filters().noSearch();
        page.grid()
                .head(
                        "subject",
                        certificate -> Cells.twoLines(
                                certificate.name().orElse(name(certificate.subject())),
                                Texts.of(locale, "certificate.use." + certificate.use())));
        page.grid().column("left", 0, certificate -> left(certificate, locale)).setWidth("10rem");
        page.grid().text("until", 560, certificate -> Figures.day(certificate.notAfter(), locale));
        page.grid()
                .text("domain", 660, certificate -> certificate.domain().orElse(""))
                .setWidth("14rem");
        page.grid()
                .text("issuer", 860, certificate -> name(certificate.issuer()))
                .setFlexGrow(1);
        page.open(certificate -> detail(certificate, locale, page)).renewOn();
        return page.show();
    }

    private static Page<InstalledCertificate> page(List<InstalledCertificate> all) {
        return new Page<>(all, Optional.empty(), all.size());
    }

    private static Badge left(InstalledCertificate certificate, Locale locale) {
        long days = certificate.daysLeft();
        Mood mood = days < URGENT_DAYS ? Mood.BAD : days < SOON_DAYS ? Mood.WARN : Mood.GOOD;
        return Cells.badge(
                days < 0 ? Texts.of(locale, "certificate.ended") : Texts.counted(locale, "certificate.days", days),
                mood);
    }

    private static FactsPanel detail(InstalledCertificate certificate, Locale locale, ListPage<?> page) {
        var facts = new FactsPanel(locale, "certificate-detail", name(certificate.subject()), page::closePanel);
        facts.row("certificate.use", Texts.of(locale, "certificate.use." + certificate.use()));
        certificate.name().ifPresent(name -> facts.row("certificate.name", name));
        certificate.domain().ifPresent(domain -> facts.row("certificate.column.domain", domain));
        facts.row("certificate.column.subject", certificate.subject());
        facts.row("certificate.column.issuer", certificate.issuer());
        facts.row("certificate.from", Figures.day(certificate.notBefore(), locale));
        facts.row("certificate.column.until", Figures.day(certificate.notAfter(), locale));
        facts.row("certificate.serial", certificate.serial());
        facts.row("certificate.fingerprint", certificate.fingerprint());
        return facts;
    }

    /** The common name, where the DN has one. */
    private static String name(String dn) {
        try {
            return new LdapName(dn)
                    .getRdns().reversed().stream()
                            .filter(rdn -> rdn.getType().equalsIgnoreCase("CN"))
                            .map(rdn -> String.valueOf(rdn.getValue()))
                            .findFirst()
                            .orElse(dn);
        } catch (InvalidNameException asItIs) {
            return dn;
        }
    }
}
