package fr.vaguemestre.ui.tenancy;

import com.vaadin.flow.component.UI;
import fr.vaguemestre.api.access.Role;
import fr.vaguemestre.api.tenancy.Domain;
import fr.vaguemestre.api.tenancy.DomainChange;
import fr.vaguemestre.api.tenancy.NewDomain;
import fr.vaguemestre.console.spi.ConsoleContext;
import fr.vaguemestre.ui.list.Cells;
import fr.vaguemestre.ui.list.CsvColumn;
import fr.vaguemestre.ui.list.ListPage;
import fr.vaguemestre.ui.list.ListSource;
import fr.vaguemestre.ui.registry.News;
import fr.vaguemestre.ui.registry.Services;
import fr.vaguemestre.ui.shell.Notices;
import fr.vaguemestre.ui.shell.Questions;
import fr.vaguemestre.ui.text.Figures;
import fr.vaguemestre.ui.text.Texts;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The domains that the person administers; the operator's administrators make, change and remove them. */
final class DomainsPage {
    private static final String AWAY = "ui.tenancy-away";

    private final ConsoleContext context;
    private final Services services;
    private final Locale locale;
    private final ListPage<Domain> page;

    private DomainsPage(ConsoleContext context, Services services, News news) {
        this.context = context;
        this.services = services;
        locale = context.locale();
        page = new ListPage<>(
                context,
                news,
                "domain",
                new ListSource<>(
                        context::caller,
                        (caller, filter, request) -> services.tenancy().domains(caller, request),
                        Domain::name,
                        AWAY));
    }

    static ListPage<Domain> of(ConsoleContext context, Services services, News news) {
        return new DomainsPage(context, services, news).build();
    }

    private ListPage<Domain> build() {
        page.grid()
                .head("name", domain -> Cells.twoLines(domain.name(), domain.label()))
                .setSortProperty("name")
                .setSortable(true);
        page.grid().text("finess", 560, Domain::finess);
        page.grid()
                .text("mailboxes", 560, domain -> Figures.number(domain.quota().mailboxes(), locale));
        page.grid().text("storage", 760, domain -> Figures.bytes(domain.quota().storageBytes(), locale));
        page.grid().text("hosting", 860, domain -> words("domain.hosting." + domain.hosting()));
        page.grid().text("created", 960, domain -> Figures.day(domain.createdAt(), locale));
        page.export(List.of(
                new CsvColumn<>(words("domain.column.name"), Domain::name),
                new CsvColumn<>(words("domain.label"), Domain::label),
                new CsvColumn<>(words("domain.column.finess"), Domain::finess),
                new CsvColumn<>(
                        words("domain.column.mailboxes"),
                        domain -> String.valueOf(domain.quota().mailboxes())),
                new CsvColumn<>(
                        words("domain.quota-bytes"),
                        domain -> String.valueOf(domain.quota().storageBytes()))));
        if (context.caller().is(Role.SUPER_ADMIN)) {
            page.create(() -> Optional.of(new DomainForm(locale, Optional.empty(), this::make, page::closePanel)));
            page.open(this::form);
        }
        return page.show();
    }

    private DomainForm form(Domain domain) {
        var form = new DomainForm(locale, Optional.of(domain), wanted -> change(domain, wanted), page::closePanel);
        form.removable(() -> Questions.typed(locale, "domain.remove", domain.name(), () -> remove(domain)));
        return form;
    }

    private void make(NewDomain wanted) {
        Domain made = services.tenancy().create(context.caller().in(wanted.finess()), wanted);
        page.showPanel(form(made));
        page.reveal(
                made,
                Texts.of(locale, "domain.created", made.name()),
                Texts.of(locale, "domain.created-hidden", made.name()),
                words("bal.show"));
    }

    private void change(Domain domain, NewDomain wanted) {
        services.tenancy()
                .change(
                        context.caller().in(domain.finess()),
                        domain.name(),
                        new DomainChange(
                                Optional.of(wanted.label()),
                                Optional.of(wanted.quota()),
                                Optional.of(wanted.hosting())));
        page.close();
        page.refresh();
        Notices.success(UI.getCurrent(), Texts.of(locale, "domain.changed", domain.name()));
    }

    private void remove(Domain domain) {
        services.tenancy().delete(context.caller().in(domain.finess()), domain.name());
        page.close();
        page.refresh();
        Notices.success(UI.getCurrent(), Texts.of(locale, "domain.removed", domain.name()));
    }

    private String words(String key) {
        return Texts.of(locale, key);
    }
}
