package fr.vaguemestre.ui.bal;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import fr.vaguemestre.api.bal.BalFilter;
import fr.vaguemestre.api.bal.BalState;
import fr.vaguemestre.api.bal.BalType;
import fr.vaguemestre.api.tenancy.Domain;
import fr.vaguemestre.ui.text.Texts;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/** Search and filters above the list. */
final class BalFilters extends Div {
    private static final int TYPING_MILLIS = 300;

    private final Locale locale;
    private final TextField search = new TextField();
    private final ComboBox<Domain> domain = new ComboBox<>();
    private final Select<BalType> type = new Select<>();
    private final Select<BalState> state = new Select<>();
    private final Button clear;

    BalFilters(Locale locale, DomainChoice domains, Runnable changed) {
        this.locale = locale;
        addClassName("vm-filters");
        getElement().setAttribute("role", "search");
        var marks = new BalMarks(locale);
        search.setId("search");
        search.setLabel(words("bal.search"));
        search.setPlaceholder(words("bal.search.example"));
        search.setPrefixComponent(VaadinIcon.SEARCH.create());
        search.setClearButtonVisible(true);
        search.setValueChangeMode(ValueChangeMode.LAZY);
        search.setValueChangeTimeout(TYPING_MILLIS);
        search.setMaxLength(200);
        domain.setLabel(words("bal.column.domain"));
        domain.setPlaceholder(words("filter.all"));
        domain.setClearButtonVisible(true);
        domains.fill(domain);
        domain.setVisible(domains.several());
        choice(type, "bal.column.type", marks::type, List.of(BalType.values()));
        choice(state, "bal.column.state", marks::state, List.of(BalState.values()));
        clear = new Button(words("filter.clear"), click -> clear());
        clear.addThemeVariants(ButtonVariant.TERTIARY);
        clear.setVisible(false);
        search.addValueChangeListener(change -> changed.run());
        domain.addValueChangeListener(change -> changed.run());
        type.addValueChangeListener(change -> changed.run());
        state.addValueChangeListener(change -> changed.run());
        add(search, domain, type, state, clear);
    }

    /** The filter that is set. */
    BalFilter filter() {
        var wanted = new BalFilter(
                Optional.ofNullable(domain.getValue()).map(Domain::name),
                Optional.ofNullable(type.getValue()),
                Optional.ofNullable(state.getValue()));
        clear.setVisible(!wanted.equals(BalFilter.all()) || !search.isEmpty());
        return wanted;
    }

    /** The text that is searched for. */
    String text() {
        return search.getValue();
    }

    /** Shows everything again. */
    void clear() {
        search.clear();
        domain.clear();
        type.clear();
        state.clear();
    }

    /** Shows that mailbox and no other. */
    void only(String address) {
        clear();
        search.setValue(address);
    }

    /** Brings the person to the search field. */
    void focus() {
        search.focus();
    }

    private <T> void choice(Select<T> select, String label, Function<T, String> name, List<T> values) {
        select.setLabel(words(label));
        select.setItems(values);
        select.setItemLabelGenerator(value -> value == null ? words("filter.all") : name.apply(value));
        select.setEmptySelectionAllowed(true);
        select.setEmptySelectionCaption(words("filter.all"));
        select.setPlaceholder(words("filter.all"));
    }

    private String words(String key) {
        return Texts.of(locale, key);
    }
}
