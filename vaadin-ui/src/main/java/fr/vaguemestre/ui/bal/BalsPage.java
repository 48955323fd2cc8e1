package fr.vaguemestre.ui.bal;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.combobox.ComboBox;
import fr.vaguemestre.api.access.Caller;
import fr.vaguemestre.api.access.Role;
import fr.vaguemestre.api.bal.Bal;
import fr.vaguemestre.api.bal.BalFilter;
import fr.vaguemestre.api.bal.BalState;
import fr.vaguemestre.api.bal.BalType;
import fr.vaguemestre.api.bal.NewBal;
import fr.vaguemestre.api.problem.Problem;
import fr.vaguemestre.api.problem.Unauthenticated;
import fr.vaguemestre.api.tenancy.Domain;
import fr.vaguemestre.console.spi.ConsoleContext;
import fr.vaguemestre.ui.list.CsvColumn;
import fr.vaguemestre.ui.list.ListGrid;
import fr.vaguemestre.ui.list.ListPage;
import fr.vaguemestre.ui.list.ListSource;
import fr.vaguemestre.ui.registry.News;
import fr.vaguemestre.ui.registry.Services;
import fr.vaguemestre.ui.shell.Notices;
import fr.vaguemestre.ui.text.Figures;
import fr.vaguemestre.ui.text.ProblemTexts;
import fr.vaguemestre.ui.text.Texts;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** The mailboxes that the person may see: a living list, one mailbox beside it, and a form for a new one. */
final class BalsPage {
    private final ConsoleContext context;
    private final Services services;
    private final Locale locale;
    private final boolean manages;
    private final ListPage<Bal> page;
    private final BalActs acts;

    private BalsPage(ConsoleContext context, Services services, News news) {
        this.context = context;
        this.services = services;
        locale = context.locale();
        page = new ListPage<>(context, news, "bal", source(services, context::caller));
        Caller caller = context.caller();
        manages = caller.is(Role.SUPER_ADMIN) || caller.is(Role.DOMAIN_ADMIN);
        acts = new BalActs(context, services, page);
    }

    /** The page. */
    static ListPage<Bal> of(ConsoleContext context, Services services, News news) {
        return new BalsPage(context, services, news).build();
    }

    /** The mailboxes of that caller, filtered by the names that stand in the page's address. */
    static ListSource<Bal> source(Services services, Supplier<Caller> caller) {
        return new ListSource<>(
                caller,
                (who, filter, request) -> services.bals().list(who, filterOf(filter), request),
                Bal::address,
                "ui.bal-away");
    }

    private static BalFilter filterOf(Map<String, String> filter) {
        return new BalFilter(
                Optional.ofNullable(filter.get("domain")),
                Optional.ofNullable(filter.get("type")).map(BalType::valueOf),
                Optional.ofNullable(filter.get("state")).map(BalState::valueOf));
    }

    private ListPage<Bal> build() {
        columns(page.grid(), new BalMarks(locale));
        filters(new BalMarks(locale));
        page.open(this::detail).renewOn(News.Kind.BALS, News.Kind.TICK);
        if (manages) {
            page.create(this::form).export(exported());
            page.bulk("suspend", Bal::address, bals -> acts.turnAll(bals, BalState.SUSPENDUE));
            page.bulk("resume", Bal::address, bals -> acts.turnAll(bals, BalState.ACTIVE));
        } else {
            page.called("bal.title.own", "bal.none-own");
        }
        return page.show();
    }

    private void columns(ListGrid<Bal> grid, BalMarks marks) {
        grid.head("who", marks::who)
                .setSortProperty("displayName")
                .setSortable(true)
                .setWidth("16rem");
        grid.text("type", 560, bal -> marks.type(bal.type())).setWidth("11rem");
        grid.column("state", 560, bal -> marks.stateBadge(bal.state())).setWidth("8rem");
        grid.column("usage", 860, marks::usage).setFlexGrow(1).setWidth("11rem");
        grid.text("created", 860, bal -> Figures.day(bal.createdAt(), locale))
                .setSortProperty("createdAt")
                .setSortable(true)
                .setWidth("9rem");
    }

    private void filters(BalMarks marks) {
        var domains = new DomainChoice(services, context::caller);
        var domain = new ComboBox<Domain>();
        domain.setLabel(words("bal.column.domain"));
        domain.setPlaceholder(words("filter.all"));
        domain.setClearButtonVisible(true);
        domains.fill(domain);
        domain.setVisible(domains.several());
        page.filters().add("domain", domain, Domain::name, domains::named);
        page.filters().choice("type", List.of(BalType.values()), BalType::name, marks::type);
        page.filters().choice("state", List.of(BalState.values()), BalState::name, marks::state);
    }

    private List<CsvColumn<Bal>> exported() {
        var marks = new BalMarks(locale);
        return List.of(
                new CsvColumn<>(words("bal.localPart"), Bal::address),
                new CsvColumn<>(words("bal.displayName"), Bal::displayName),
                new CsvColumn<>(words("bal.column.type"), bal -> marks.type(bal.type())),
                new CsvColumn<>(words("bal.column.state"), bal -> marks.state(bal.state())),
                new CsvColumn<>(words("bal.used-bytes"), bal -> String.valueOf(bal.usedBytes())),
                new CsvColumn<>(words("bal.quota-bytes"), bal -> String.valueOf(bal.quotaBytes())),
                new CsvColumn<>(words("detail.publication"), bal -> marks.publication(bal.publication())),
                new CsvColumn<>(
                        words("bal.column.created"), bal -> bal.createdAt().toString()));
    }

    private BalDetail detail(Bal bal) {
        return new BalDetail(
                locale,
                bal,
                () -> services.bals().get(context.caller(), bal.address()),
                manages ? acts::of : shown -> List.of(),
                page::closePanel);
    }

    private Optional<Component> form() {
        var domains = new DomainChoice(services, context::caller);
        try {
            if (domains.none()) {
                Notices.failure(UI.getCurrent(), words("bal.no-domain"));
                return Optional.empty();
            }
        } catch (Unauthenticated ended) {
            throw ended;
        } catch (Problem away) {
            Notices.failure(UI.getCurrent(), ProblemTexts.of(away, locale));
            return Optional.empty();
        }
        return Optional.of(new BalForm(locale, domains, this::make, page::closePanel));
    }

    private void make(Domain domain, NewBal wanted) {
        Bal made = services.bals().create(context.caller().in(domain.finess()), wanted);
        page.showPanel(detail(made));
        page.reveal(
                made,
                Texts.of(locale, "bal.created", made.address()),
                Texts.of(locale, "bal.created-hidden", made.address()),
                words("bal.show"));
    }

    private String words(String key) {
        return Texts.of(locale, key);
    }
}
