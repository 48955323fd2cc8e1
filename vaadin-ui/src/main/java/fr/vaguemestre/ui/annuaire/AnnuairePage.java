package fr.vaguemestre.ui.annuaire;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import fr.vaguemestre.api.access.Caller;
import fr.vaguemestre.api.annuaire.DirectoryAnswer;
import fr.vaguemestre.api.annuaire.DirectoryBox;
import fr.vaguemestre.api.annuaire.DirectoryPerson;
import fr.vaguemestre.api.annuaire.DirectoryQuery;
import fr.vaguemestre.api.paging.Page;
import fr.vaguemestre.api.paging.PageRequest;
import fr.vaguemestre.api.problem.Problem;
import fr.vaguemestre.api.problem.Unauthenticated;
import fr.vaguemestre.console.spi.ConsoleContext;
import fr.vaguemestre.ui.list.Cells;
import fr.vaguemestre.ui.list.ListGrid;
import fr.vaguemestre.ui.list.ListPage;
import fr.vaguemestre.ui.list.ListSource;
import fr.vaguemestre.ui.registry.News;
import fr.vaguemestre.ui.registry.Services;
import fr.vaguemestre.ui.text.Figures;
import fr.vaguemestre.ui.text.Texts;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The search in the directory: who is found, each once with all its mailboxes, and how old that knowledge is. */
final class AnnuairePage {
    private static final List<String> FILTERS = List.of("profession", "city", "structure");

    private final ConsoleContext context;
    private final Services services;
    private final Locale locale;
    private final ListPage<DirectoryPerson> page;

    private AnnuairePage(ConsoleContext context, Services services, News news) {
        this.context = context;
        this.services = services;
        locale = context.locale();
        page = new ListPage<>(
                context,
                news,
                "annuaire",
                new ListSource<>(context::caller, this::search, DirectoryPerson::id, "ui.annuaire-away"));
    }

    static Component of(ConsoleContext context, Services services, News news) {
        return new AnnuairePage(context, services, news).build();
    }

    private Page<DirectoryPerson> search(Caller caller, Map<String, String> filter, PageRequest request) {
        var query = new DirectoryQuery(
                request.query(),
                Optional.ofNullable(filter.get("profession")),
                Optional.ofNullable(filter.get("city")),
                Optional.ofNullable(filter.get("structure")));
        if (query.isEmpty()) {
            return new Page<>(List.of(), Optional.empty(), 0); // nobody was asked for yet
        }
        var place = new PageRequest(request.limit(), request.cursor(), Optional.empty(), Optional.empty());
        DirectoryAnswer answer = services.directory().search(caller, query, place);
        return new Page<>(answer.items(), answer.nextCursor(), answer.total());
    }

    private ListPage<DirectoryPerson> build() {
        columns(page.grid());
        for (String name : FILTERS) {
            var field = new TextField(words("annuaire.column." + name));
            field.setId("filter-" + name);
            field.setClearButtonVisible(true);
            field.setValueChangeMode(ValueChangeMode.LAZY);
            page.filters().add(name, field, String::strip, Optional::of);
        }
        return page.act(age())
                .open(person -> new PersonPanel(locale, person, page::closePanel))
                .renewOn()
                .show();
    }

    private void columns(ListGrid<DirectoryPerson> grid) {
        grid.head("who", this::who).setWidth("16rem");
        grid.text("profession", 560, DirectoryPerson::profession).setWidth("12rem");
        grid.text("structure", 860, person -> joined(person.boxes().stream().map(DirectoryBox::structure)))
                .setFlexGrow(1)
                .setWidth("14rem");
        grid.text("city", 700, person -> joined(person.boxes().stream().map(DirectoryBox::city)))
                .setWidth("11rem");
    }

    /** Name above the first address; on narrow screens the profession and the city below. */
    private Div who(DirectoryPerson person) {
        String first = person.boxes().getFirst().address();
        int more = person.boxes().size() - 1;
        return Cells.twoLines(
                person.displayName(),
                more == 0 ? first : Texts.of(locale, "annuaire.and-more", first, more),
                new Span(person.profession()),
                new Span(joined(person.boxes().stream().map(DirectoryBox::city))));
    }

    private Span age() {
        var age = new Span(ageWords());
        age.setId("annuaire-age");
        return age;
    }

    private String ageWords() {
        try {
            return services.directory()
                    .copy(context.caller())
                    .asOf()
                    .map(asOf -> Texts.of(locale, "annuaire.as-of", Figures.moment(asOf, locale)))
                    .orElse(words("annuaire.no-copy"));
        } catch (Unauthenticated ended) {
            throw ended;
        } catch (Problem away) {
            return "";
        }
    }

    private static String joined(Stream<String> texts) {
        return texts.filter(text -> !text.isBlank()).distinct().collect(Collectors.joining(", "));
    }

    private String words(String key) {
        return Texts.of(locale, key);
    }
}
