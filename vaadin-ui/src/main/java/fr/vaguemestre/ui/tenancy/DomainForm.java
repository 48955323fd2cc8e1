package fr.vaguemestre.ui.tenancy;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.radiobutton.RadioButtonGroup;
import com.vaadin.flow.component.textfield.Autocomplete;
import com.vaadin.flow.component.textfield.IntegerField;
import com.vaadin.flow.component.textfield.TextField;
import fr.vaguemestre.api.tenancy.Domain;
import fr.vaguemestre.api.tenancy.Hosting;
import fr.vaguemestre.api.tenancy.NewDomain;
import fr.vaguemestre.api.tenancy.Quota;
import fr.vaguemestre.ui.form.FormPanel;
import fr.vaguemestre.ui.text.Texts;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

/** The form for a new domain, or for what may change of one: its name and structure never do. */
final class DomainForm extends FormPanel {
    private static final long GIBIBYTE = 1L << 30;
    private static final String NAME = "domain.name.malformed";
    private static final String FINESS = "domain.finess.malformed";

    private final TextField name = new TextField();
    private final TextField label = new TextField();
    private final TextField finess = new TextField();
    private final IntegerField mailboxes = new IntegerField();
    private final IntegerField storage = new IntegerField();
    private final RadioButtonGroup<Hosting> hosting = new RadioButtonGroup<>();
    private final Locale locale;
    private int shown = -1;
    private long exactly;

    DomainForm(Locale locale, Optional<Domain> present, Consumer<NewDomain> submit, Runnable cancel) {
        super(locale, "domain-form", present.map(Domain::name).orElseGet(() -> Texts.of(locale, "domain.new")));
        this.locale = locale;
        text(name, "name", 253);
        text(label, "label", 200);
        text(finess, "finess", 9);
        number(mailboxes, "mailboxes");
        number(storage, "storage");
        name.setHelperText(words("domain.name.help"));
        finess.setHelperText(words("domain.finess.help"));
        hosting.setLabel(words("domain.column.hosting"));
        hosting.setItems(Hosting.values());
        hosting.setItemLabelGenerator(value -> words("domain.hosting." + value));
        hosting.setHelperText(words("domain.hosting.help"));
        hosting.setValue(Hosting.OWN);
        field("name", name, value -> value.strip().matches("[A-Za-z0-9.-]+") ? Optional.empty() : Optional.of(NAME));
        field("label", label);
        field(
                "finess",
                finess,
                value -> value.matches("[0-9][0-9AB][0-9]{7}") ? Optional.empty() : Optional.of(FINESS));
        field("quota.mailboxes", mailboxes);
        field("quota.storageBytes", storage);
        field("hosting", hosting);
        at("tenancy.domain-taken", name);
        at("tenancy.quota-below-use", mailboxes);
        layout().add(name, 2);
        layout().add(label, 2);
        layout().add(finess, 2);
        layout().add(mailboxes, storage);
        add(layout(), hosting);
        present.ifPresent(this::fill);
        buttons(words(present.isPresent() ? "save" : "domain.create"), () -> submit.accept(filledIn()), cancel);
    }

    private void text(TextField field, String word, int most) {
        field.setLabel(words("domain." + word));
        field.setId("domain-" + word);
        field.setMaxLength(most);
        field.setAutocomplete(Autocomplete.OFF);
        field.setRequiredIndicatorVisible(true);
    }

    private void number(IntegerField field, String word) {
        field.setLabel(words("domain." + word));
        field.setId("domain-" + word);
        field.setMin(0);
        field.setRequiredIndicatorVisible(true);
    }

    private void fill(Domain domain) {
        name.setValue(domain.name());
        label.setValue(domain.label());
        finess.setValue(domain.finess());
        mailboxes.setValue((int) Math.min(Integer.MAX_VALUE, domain.quota().mailboxes()));
        storage.setValue((int) Math.ceilDiv(domain.quota().storageBytes(), GIBIBYTE));
        shown = storage.getValue();
        exactly = domain.quota().storageBytes();
        hosting.setValue(domain.hosting());
        name.setVisible(false);
        finess.setVisible(false);
    }

    /** Offers to remove the domain. */
    void removable(Runnable remove) {
        var button = new Button(words("domain.remove"), click -> remove.run());
        button.setId("domain-remove");
        button.addThemeVariants(ButtonVariant.TERTIARY, ButtonVariant.ERROR);
        more(button);
    }

    private NewDomain filledIn() {
        return new NewDomain(
                name.getValue().strip().toLowerCase(Locale.ROOT),
                label.getValue().strip(),
                finess.getValue().strip(),
                new Quota(mailboxes.getValue(), storage.getValue() == shown ? exactly : storage.getValue() * GIBIBYTE),
                hosting.getValue());
    }

    private String words(String key) {
        return Texts.of(locale, key);
    }
}
