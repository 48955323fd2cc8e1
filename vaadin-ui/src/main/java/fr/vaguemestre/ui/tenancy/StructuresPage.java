package fr.vaguemestre.ui.tenancy;

import fr.vaguemestre.api.tenancy.Tenant;
import fr.vaguemestre.console.spi.ConsoleContext;
import fr.vaguemestre.ui.list.Cells;
import fr.vaguemestre.ui.list.CsvColumn;
import fr.vaguemestre.ui.list.ListPage;
import fr.vaguemestre.ui.list.ListSource;
import fr.vaguemestre.ui.registry.News;
import fr.vaguemestre.ui.registry.Services;
import fr.vaguemestre.ui.text.Figures;
import fr.vaguemestre.ui.text.Texts;
import java.util.List;
import java.util.Locale;

/** The structures that the appliance serves, each with its domains and what they may use together. */
final class StructuresPage {
    private StructuresPage() {}

    static ListPage<Tenant> of(ConsoleContext context, Services services, News news) {
        Locale locale = context.locale();
        var source = new ListSource<Tenant>(
                context::caller,
                (caller, filter, request) -> services.tenancy().tenants(caller, request),
                Tenant::finess,
                "ui.tenancy-away");
        var page = new ListPage<>(context, news, "structure", source);
        page.grid().head("label", tenant -> Cells.twoLines(tenant.label(), tenant.finess()));
        page.grid()
                .text("domains", 560, tenant -> String.join(", ", tenant.domains()))
                .setFlexGrow(2)
                .setWidth("16rem");
        page.grid().text("mailboxes", 760, tenant -> Figures.number(tenant.mailboxQuota(), locale));
        page.grid().text("storage", 860, tenant -> Figures.bytes(tenant.storageQuotaBytes(), locale));
        return page.export(List.of(
                        new CsvColumn<>(Texts.of(locale, "structure.column.finess"), Tenant::finess),
                        new CsvColumn<>(Texts.of(locale, "structure.column.label"), Tenant::label),
                        new CsvColumn<>(
                                Texts.of(locale, "structure.column.domains"),
                                tenant -> String.join(" ", tenant.domains()))))
                .show();
    }
}
