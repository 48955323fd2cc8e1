package fr.vaguemestre.ui.annuaire;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.badge.Badge;
import com.vaadin.flow.component.badge.BadgeVariant;
import com.vaadin.flow.component.html.Div;
import fr.vaguemestre.api.annuaire.BothTexts;
import fr.vaguemestre.api.annuaire.DirectoryPublication;
import fr.vaguemestre.api.bal.Publication;
import fr.vaguemestre.console.spi.ConsoleContext;
import fr.vaguemestre.ui.list.Cells;
import fr.vaguemestre.ui.list.CsvColumn;
import fr.vaguemestre.ui.list.ListGrid;
import fr.vaguemestre.ui.list.ListPage;
import fr.vaguemestre.ui.list.ListSource;
import fr.vaguemestre.ui.registry.News;
import fr.vaguemestre.ui.registry.Services;
import fr.vaguemestre.ui.text.Figures;
import fr.vaguemestre.ui.text.Texts;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The publications of the person's domains: their states, what to do about those that are refused, and a retry. */
final class PublicationsPage {
    private final ConsoleContext context;
    private final Services services;
    private final Locale locale;
    private final ListPage<DirectoryPublication> page;

    private PublicationsPage(ConsoleContext context, Services services, News news) {
        this.context = context;
        this.services = services;
        locale = context.locale();
        page = new ListPage<>(
                context,
                news,
                "publication",
                new ListSource<>(
                        context::caller,
                        (caller, filter, request) -> services.publications()
                                .list(
                                        caller,
                                        Optional.ofNullable(filter.get("state")).map(Publication.State::valueOf),
                                        request),
                        DirectoryPublication::id,
                        "ui.annuaire-away"));
    }

    static Component of(ConsoleContext context, Services services, News news) {
        return new PublicationsPage(context, services, news).build();
    }

    private ListPage<DirectoryPublication> build() {
        columns(page.grid());
        page.filters()
                .choice(
                        "state",
                        List.of(Publication.State.values()),
                        Publication.State::name,
                        state -> state(locale, state));
        return page.open(this::panel)
                .export(List.of(
                        new CsvColumn<>(words("publication.column.who"), DirectoryPublication::address),
                        new CsvColumn<>(words("publication.column.state"), row -> state(locale, row.state())),
                        new CsvColumn<>(
                                words("publication.code"), row -> row.code().orElse("")),
                        new CsvColumn<>(
                                words("publication.detail"), row -> row.detail().orElse("")),
                        new CsvColumn<>(
                                words("publication.column.at"), row -> row.at().toString())))
                .renewOn(News.Kind.BALS, News.Kind.TICK)
                .show();
    }

    private void columns(ListGrid<DirectoryPublication> grid) {
        grid.head("who", this::who).setWidth("16rem");
        grid.column("state", 560, row -> badge(locale, row.state())).setWidth("11rem");
        grid.text("fix", 860, row -> row.fix().map(fix -> of(locale, fix)).orElse(""))
                .setFlexGrow(2)
                .setWidth("16rem");
        grid.text("at", 700, row -> Figures.moment(row.at(), locale)).setWidth("14rem");
    }

    private Div who(DirectoryPublication row) {
        return Cells.twoLines(row.address(), "", badge(locale, row.state()));
    }

    private PublicationPanel panel(DirectoryPublication row) {
        return new PublicationPanel(
                locale,
                () -> services.publications().get(context.caller(), row.id()),
                () -> {
                    var again = services.publications().retry(context.caller(), row.id());
                    page.refresh();
                    return again;
                },
                page::closePanel);
    }

    static String state(Locale locale, Publication.State state) {
        return Texts.of(locale, "bal.publication." + state);
    }

    static Badge badge(Locale locale, Publication.State state) {
        var badge = new Badge(state(locale, state));
        badge.addThemeVariants(BadgeVariant.SMALL);
        badge.getElement().setAttribute("data-state", state.name());
        switch (state) {
            case ACCEPTEE -> badge.addThemeVariants(BadgeVariant.SUCCESS);
            case A_CORRIGER, REFUSEE -> badge.addThemeVariants(BadgeVariant.WARNING);
            case NON_PUBLIABLE, A_PUBLIER, DEPOSEE, RETIREE -> {}
        }
        return badge;
    }

    static String of(Locale locale, BothTexts texts) {
        return locale.getLanguage().equals("fr") ? texts.fr() : texts.en();
    }

    private String words(String key) {
        return Texts.of(locale, key);
    }
}
