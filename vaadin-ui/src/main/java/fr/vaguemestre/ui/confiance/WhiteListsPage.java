package fr.vaguemestre.ui.confiance;

import fr.vaguemestre.api.confiance.AcceptedWhiteList;
import fr.vaguemestre.api.confiance.WhiteListChange;
import fr.vaguemestre.console.spi.ConsoleContext;
import fr.vaguemestre.ui.list.Cells;
import fr.vaguemestre.ui.list.FactsPanel;
import fr.vaguemestre.ui.list.ListPage;
import fr.vaguemestre.ui.list.ListSource;
import fr.vaguemestre.ui.registry.News;
import fr.vaguemestre.ui.registry.Services;
import fr.vaguemestre.ui.text.Figures;
import fr.vaguemestre.ui.text.Texts;
import java.util.Locale;

/** The lists that were in force, newest first; one that is opened shows what it changed. */
final class WhiteListsPage {
    private final ConsoleContext context;
    private final Services services;
    private final Locale locale;
    private final ListPage<AcceptedWhiteList> page;

    private WhiteListsPage(ConsoleContext context, Services services, News news) {
        this.context = context;
        this.services = services;
        locale = context.locale();
        page = new ListPage<>(
                context,
                news,
                "whitelist",
                new ListSource<>(
                        context::caller,
                        (caller, filter, request) -> services.whiteLists().history(caller, request),
                        AcceptedWhiteList::id,
                        "ui.confiance-away"));
    }

    static ListPage<AcceptedWhiteList> of(ConsoleContext context, Services services, News news) {
        return new WhiteListsPage(context, services, news).build();
    }

    private ListPage<AcceptedWhiteList> build() {
        page.grid().head("generated", list -> Cells.twoLines(made(list), way(list)));
        page.grid()
                .text("domains", 560, list -> number(list.figures().domains()))
                .setWidth("8rem");
        page.grid().text("added", 0, list -> number(list.figures().added())).setWidth("7rem");
        page.grid().text("removed", 0, list -> number(list.figures().removed())).setWidth("7rem");
        page.grid()
                .text("changed", 560, list -> number(list.figures().changed()))
                .setWidth("8rem");
        return page.open(this::detail).renewOn(News.Kind.TICK).show();
    }

    private FactsPanel detail(AcceptedWhiteList list) {
        var figures = list.figures();
        var facts = new FactsPanel(locale, "whitelist-detail", made(list), page::closePanel);
        facts.row("whitelist.way", way(list));
        facts.row("whitelist.accepted", Figures.moment(list.acceptedAt(), locale));
        facts.row("whitelist.fetched", Figures.moment(figures.fetchedAt(), locale));
        facts.row("whitelist.column.domains", number(figures.domains()));
        facts.row("whitelist.entries", number(figures.entries()));
        facts.row("whitelist.digest", figures.digest());
        if (figures.previous().isEmpty()) {
            facts.row("whitelist.changes", Texts.of(locale, "whitelist.first"));
            return facts;
        }
        facts.heading(Texts.of(locale, "whitelist.changes"));
        facts.with(new ChangesList(
                locale,
                new ListSource<>(
                        context::caller,
                        (caller, filter, request) ->
                                services.whiteLists().changes(caller, list.id(), ChangesList.kind(filter), request),
                        WhiteListChange::domain,
                        "ui.confiance-away")));
        return facts;
    }

    private String made(AcceptedWhiteList list) {
        return Figures.moment(list.figures().generatedAt(), locale);
    }

    private String way(AcceptedWhiteList list) {
        return Texts.of(locale, "whitelist.way." + list.way(), list.acceptedBy());
    }

    private String number(long number) {
        return Figures.number(number, locale);
    }
}
