package fr.vaguemestre.ui.bal;

import com.vaadin.flow.component.combobox.ComboBox;
import fr.vaguemestre.api.access.Caller;
import fr.vaguemestre.api.paging.PageRequest;
import fr.vaguemestre.api.problem.Problem;
import fr.vaguemestre.api.problem.Unauthenticated;
import fr.vaguemestre.api.tenancy.Domain;
import fr.vaguemestre.ui.registry.CursorPages;
import fr.vaguemestre.ui.registry.Services;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** The domains that the person administers, read while they are chosen from. */
final class DomainChoice {
    private final Services services;
    private final Supplier<Caller> caller;
    private String text = "";
    private CursorPages<Domain> pages;

    DomainChoice(Services services, Supplier<Caller> caller) {
        this.services = services;
        this.caller = caller;
        pages = pages();
    }

    /** Lets the field offer them, searched by what is typed. */
    void fill(ComboBox<Domain> field) {
        field.setItemLabelGenerator(Domain::name);
        field.setItemsWithFilterConverter(
                query -> {
                    search(query.getFilter().orElse(""));
                    return read(query.getOffset(), query.getLimit()).stream();
                },
                typed -> typed);
    }

    /** Whether there is more than one to choose from. */
    boolean several() {
        search("");
        return read(0, 2).size() > 1;
    }

    /** The only one, where there is exactly one. */
    Optional<Domain> only() {
        search("");
        List<Domain> first = read(0, 2);
        return first.size() == 1 ? Optional.of(first.get(0)) : Optional.empty();
    }

    /** The one of that name, where the person administers it. */
    Optional<Domain> named(String name) {
        search(name);
        return read(0, CursorPages.PAGE).stream()
                .filter(domain -> domain.name().equals(name))
                .findFirst();
    }

    /** Whether there is none at all: then no mailbox can be made. Throws what keeps it from knowing. */
    boolean none() {
        return services.tenancy().domains(caller.get(), PageRequest.first()).total() == 0;
    }

    private void search(String typed) {
        text = typed;
        pages = pages();
    }

    private List<Domain> read(int offset, int limit) {
        try {
            return pages.read(offset, limit);
        } catch (Unauthenticated ended) {
            throw ended;
        } catch (Problem away) {
            return List.of(); // the list itself tells that something is away
        }
    }

    private CursorPages<Domain> pages() {
        return new CursorPages<>(cursor -> services.tenancy()
                .domains(caller.get(), new PageRequest(CursorPages.PAGE, cursor, Optional.of(text), Optional.empty())));
    }
}
