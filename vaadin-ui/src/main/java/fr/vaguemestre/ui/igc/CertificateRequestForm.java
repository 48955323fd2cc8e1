package fr.vaguemestre.ui.igc;

import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.radiobutton.RadioButtonGroup;
import com.vaadin.flow.component.textfield.Autocomplete;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.component.textfield.TextField;
import fr.vaguemestre.api.access.Caller;
import fr.vaguemestre.api.igc.CertificateRequest;
import fr.vaguemestre.api.igc.OwnCertificate.Algorithm;
import fr.vaguemestre.api.igc.OwnCertificate.Usage;
import fr.vaguemestre.api.paging.PageRequest;
import fr.vaguemestre.api.tenancy.Domain;
import fr.vaguemestre.ui.form.FormPanel;
import fr.vaguemestre.ui.registry.Services;
import fr.vaguemestre.ui.text.Texts;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** What a certificate is asked for: whose it is, what for, and the parts of its name. */
final class CertificateRequestForm extends FormPanel {
    private static final Pattern BETWEEN = Pattern.compile("[\\s,;]+");

    private final Locale locale;
    private final ComboBox<Domain> domain = new ComboBox<>();
    private final RadioButtonGroup<Usage> usage = new RadioButtonGroup<>();
    private final TextArea names = new TextArea();
    private final TextField commonName = new TextField();
    private final TextField organization = new TextField();
    private final TextField unit = new TextField();
    private final TextField department = new TextField();
    private final TextField locality = new TextField();
    private final RadioButtonGroup<Algorithm> algorithm = new RadioButtonGroup<>();

    CertificateRequestForm(
            Locale locale,
            Services services,
            Supplier<Caller> caller,
            boolean operator,
            BiConsumer<Optional<String>, CertificateRequest> submit,
            Runnable cancel) {
        super(locale, "own-form", Texts.of(locale, "own.new"));
        this.locale = locale;
        domains(services, caller, operator);
        choices();
        names.setId("own-names");
        names.setLabel(words("own.names"));
        names.setHelperText(words("own.names.help"));
        names.setMaxRows(4);
        field("subject.names", names);
        text(commonName, "commonName", "common-name");
        text(organization, "organization", "organization");
        text(unit, "organizationalUnit", "unit");
        text(department, "stateOrProvince", "department");
        text(locality, "locality", "locality");
        unit.setHelperText(words("own.unit.help"));
        layout().add(domain, 2);
        layout().add(names, 2);
        layout().add(organization, 2);
        layout().add(unit, department, locality, commonName);
        add(usage, layout(), algorithm);
        buttons(
                words("own.request"),
                () -> submit.accept(Optional.ofNullable(domain.getValue()).map(Domain::name), filledIn()),
                cancel);
    }

    /** Without a domain it is the operator's, for who may. */
    private void domains(Services services, Supplier<Caller> caller, boolean operator) {
        domain.setId("own-domain");
        domain.setLabel(words("own.holder"));
        domain.setItemLabelGenerator(Domain::name);
        domain.setItems(query -> services
                .tenancy()
                .domains(
                        caller.get(),
                        new PageRequest(PageRequest.MAX_LIMIT, Optional.empty(), query.getFilter(), Optional.empty()))
                .items()
                .stream()
                .skip(query.getOffset())
                .limit(query.getLimit()));
        if (operator) {
            domain.setPlaceholder(words("own.operator"));
            domain.setClearButtonVisible(true);
        } else {
            domain.setRequiredIndicatorVisible(true);
            List<Domain> all = services.tenancy()
                    .domains(caller.get(), PageRequest.first())
                    .items();
            if (all.size() == 1) {
                domain.setValue(all.getFirst());
            }
        }
        domain.addValueChangeListener(change -> fitted());
        field("domain", domain);
    }

    private void choices() {
        usage.setId("own-usage");
        usage.setLabel(words("own.usage"));
        usage.setItems(Usage.values());
        usage.setItemLabelGenerator(value -> words("own.usage." + value));
        usage.setValue(Usage.SERV_SSL);
        usage.addValueChangeListener(change -> fitted());
        field("usage", usage);
        algorithm.setId("own-algorithm");
        algorithm.setLabel(words("own.algorithm"));
        algorithm.setItems(Algorithm.values());
        algorithm.setItemLabelGenerator(value -> words("own.algorithm." + value));
        algorithm.setValue(Algorithm.RSA_3072);
        field("algorithm", algorithm);
        fitted();
    }

    /** A hospital's name and number are known; a client has no servers' names. */
    private void fitted() {
        boolean known = domain.getValue() != null;
        organization.setPlaceholder(known ? domain.getValue().label() : "");
        unit.setPlaceholder(known ? "1" + domain.getValue().finess() : "");
        organization.setRequiredIndicatorVisible(!known);
        unit.setRequiredIndicatorVisible(!known);
        names.setVisible(usage.getValue() != Usage.ORG_AUTH_CLI);
        names.setRequiredIndicatorVisible(names.isVisible());
    }

    private void text(TextField field, String path, String word) {
        field.setLabel(words("own." + word));
        field.setId("own-" + word);
        field.setMaxLength(64);
        field.setAutocomplete(Autocomplete.OFF);
        field("subject." + path, field);
    }

    private CertificateRequest filledIn() {
        return new CertificateRequest(
                usage.getValue(),
                algorithm.getValue(),
                given(commonName),
                given(organization),
                given(unit),
                given(department),
                given(locality),
                names.isVisible()
                        ? BETWEEN.splitAsStream(names.getValue().strip())
                                .filter(name -> !name.isEmpty())
                                .toList()
                        : List.of());
    }

    private static Optional<String> given(TextField field) {
        return Optional.of(field.getValue().strip()).filter(text -> !text.isEmpty());
    }

    private String words(String key) {
        return Texts.of(locale, key);
    }
}
