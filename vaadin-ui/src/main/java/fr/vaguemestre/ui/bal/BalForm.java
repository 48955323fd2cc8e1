package fr.vaguemestre.ui.bal;

import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.formlayout.FormLayout;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.radiobutton.RadioButtonGroup;
import com.vaadin.flow.component.textfield.Autocomplete;
import com.vaadin.flow.component.textfield.IntegerField;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import fr.vaguemestre.api.bal.BalType;
import fr.vaguemestre.api.bal.Holder;
import fr.vaguemestre.api.bal.NewBal;
import fr.vaguemestre.api.problem.Problem;
import fr.vaguemestre.api.tenancy.Domain;
import fr.vaguemestre.ui.form.FormPanel;
import fr.vaguemestre.ui.text.Texts;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiConsumer;

/** The form for a new mailbox. Only what is needed for the chosen kind is asked; each refusal stands at its field. */
final class BalForm extends FormPanel {
    private static final long MEBIBYTE = 1L << 20;
    private static final String MALFORMED = "problem.bal.rpps-malformed";
    private static final int MOST_CERTIFICATE = 20_000;

    final RadioButtonGroup<BalType> type = new RadioButtonGroup<>();
    final ComboBox<Domain> domain = new ComboBox<>();
    final TextField rpps = new TextField();
    final TextField givenName = new TextField();
    final TextField familyName = new TextField();
    final ComboBox<String> profession = new ComboBox<>();
    final TextField localPart = new TextField();
    final TextField displayName = new TextField();
    final TextField responsible = new TextField();
    final TextArea certificate = new TextArea();
    final TextField service = new TextField();
    final TextArea description = new TextArea();
    final IntegerField quota = new IntegerField();
    final Checkbox listeRouge = new Checkbox();
    final AddressBox preview;

    private final Locale locale;

    /**
     * A form that hands on what was filled in.
     *
     * @param submit gets the chosen domain and the mailbox to make
     * @param cancel called when the person gives up
     */
    BalForm(Locale locale, DomainChoice domains, BiConsumer<Domain, NewBal> submit, Runnable cancel) {
        super(locale, "bal-form", Texts.of(locale, "bal.new"));
        this.locale = locale;
        preview = new AddressBox(locale);
        domains.fill(domain);
        domains.only().ifPresent(domain::setValue);
        labels();
        paths();
        listen();
        add(type, fields(), preview);
        buttons(words("bal.create"), () -> submit.accept(domain.getValue(), filledIn()), cancel);
        sender().setId("bal-create");
        type.setValue(BalType.PER);
    }

    private void labels() {
        type.setLabel(words("bal.column.type"));
        type.setItems(BalType.PER, BalType.ORG, BalType.APP);
        type.setItemLabelGenerator(kind -> words("bal.type." + kind));
        domain.setLabel(words("bal.column.domain"));
        domain.setId("bal-domain");
        label(rpps, "rpps", 11);
        rpps.setHelperText(words("bal.rpps.help"));
        rpps.setAllowedCharPattern("[0-9]");
        rpps.getElement().setAttribute("inputmode", "numeric");
        label(givenName, "givenName", 100);
        label(familyName, "familyName", 100);
        profession.setLabel(words("bal.profession"));
        profession.setItems(Professions.CODES);
        profession.setItemLabelGenerator(code -> Professions.name(code, locale));
        profession.setAllowCustomValue(true);
        profession.addCustomValueSetListener(event -> profession.setValue(event.getDetail()));
        label(localPart, "localPart", 64);
        label(displayName, "displayName", 200);
        label(responsible, "responsible", 200);
        responsible.setHelperText(words("bal.responsible.help"));
        certificate.setLabel(words("bal.certificate"));
        certificate.setId("bal-certificate");
        certificate.setHelperText(words("bal.certificate.help"));
        certificate.setMaxLength(MOST_CERTIFICATE);
        label(service, "service", 200);
        description.setLabel(words("bal.description"));
        description.setMaxLength(500);
        quota.setLabel(words("bal.quota"));
        quota.setHelperText(words("bal.quota.help"));
        quota.setStepButtonsVisible(false);
        listeRouge.setLabel(words("bal.liste-rouge"));
        listeRouge.setHelperText(words("bal.liste-rouge.help"));
    }

    private void label(TextField field, String name, int most) {
        field.setLabel(words("bal." + name));
        field.setId("bal-" + name);
        field.setMaxLength(most);
        field.setAutocomplete(Autocomplete.OFF);
    }

    private FormLayout fields() {
        FormLayout form = layout();
        form.add(domain, 2);
        form.add(rpps, profession, givenName, familyName);
        form.add(localPart, 2);
        form.add(displayName, 2);
        form.add(responsible, 2);
        form.add(certificate, 2);
        form.add(service, quota);
        form.add(description, 2);
        form.add(listeRouge, 2);
        return form;
    }

    private void paths() {
        field("type", type);
        field("domain", domain);
        field("holder.rpps", rpps, text -> text.matches("[0-9]{11}") ? Optional.empty() : Optional.of(MALFORMED));
        field("holder.givenName", givenName);
        field("holder.familyName", familyName);
        field("holder.professionCode", profession);
        field("address", localPart);
        field("displayName", displayName);
        field("responsible", responsible);
        field("certificate", certificate);
        field("service", service);
        field("description", description);
        field("quotaBytes", quota);
        at("bal.address-taken", localPart);
    }

    private void listen() {
        type.addValueChangeListener(change -> {
            calm();
            fit();
        });
        for (TextField field : List.of(givenName, familyName, localPart)) {
            field.setValueChangeMode(ValueChangeMode.LAZY);
            field.addValueChangeListener(change -> foretell());
        }
        domain.addValueChangeListener(change -> foretell());
        rpps.addValueChangeListener(change -> {
            boolean odd = change.getValue().length() == 11 && !AddressPreview.rppsKeyFits(change.getValue());
            rpps.setHelperText(words(odd ? "bal.rpps.odd" : "bal.rpps.help"));
        });
    }

    private void fit() {
        boolean personal = type.getValue() == BalType.PER;
        boolean machine = type.getValue() == BalType.APP;
        type.setHelperText(words("bal.type." + type.getValue() + ".help"));
        List.of(rpps, givenName, familyName).forEach(field -> {
            field.setVisible(personal);
            field.setRequiredIndicatorVisible(true);
        });
        profession.setVisible(personal);
        listeRouge.setVisible(personal);
        List.of(localPart, displayName, responsible).forEach(field -> field.setVisible(!personal));
        localPart.setRequiredIndicatorVisible(!personal);
        responsible.setRequiredIndicatorVisible(true);
        certificate.setVisible(machine);
        certificate.setRequiredIndicatorVisible(true);
        domain.setRequiredIndicatorVisible(true);
        foretell();
    }

    private void foretell() {
        String name = domainName();
        localPart.setSuffixComponent(new Span("@" + name));
        boolean derived = type.getValue() == BalType.PER && localPart.isEmpty();
        Optional<String> address = derived
                ? AddressPreview.of(givenName.getValue(), familyName.getValue(), name)
                : Optional.of(localPart.getValue().strip().toLowerCase(Locale.ROOT))
                        .filter(local -> !local.isEmpty() && !name.isEmpty())
                        .map(local -> local + "@" + name);
        preview.show(address, derived);
    }

    /** What was filled in, for the chosen kind. */
    NewBal filledIn() {
        boolean personal = type.getValue() == BalType.PER;
        Optional<Holder> holder = personal
                ? Optional.of(new Holder(
                        text(rpps).orElse(""),
                        text(givenName).orElse(""),
                        text(familyName).orElse(""),
                        Optional.ofNullable(profession.getValue())))
                : Optional.empty();
        Optional<String> address =
                localPart.isVisible() ? text(localPart).map(local -> local + "@" + domainName()) : Optional.empty();
        return new NewBal(
                address,
                type.getValue(),
                Optional.of(domainName()),
                personal ? Optional.empty() : text(displayName),
                text(description.getValue()),
                text(service),
                holder,
                personal ? Optional.empty() : text(responsible),
                type.getValue() == BalType.APP ? text(certificate.getValue()) : Optional.empty(),
                Optional.ofNullable(quota.getValue()).map(mebibytes -> mebibytes * MEBIBYTE),
                personal && listeRouge.getValue());
    }

    @Override
    public void show(Problem problem) {
        if (problem.errors().stream().anyMatch(error -> error.field().equals("address"))) {
            localPart.setVisible(true); // a name that no address can be derived from: let the person choose one
        }
        super.show(problem);
    }

    @Override
    public void focusFirst() {
        if (domain.isEmpty()) {
            domain.focus();
        } else {
            rpps.focus();
        }
    }

    private String domainName() {
        return Optional.ofNullable(domain.getValue()).map(Domain::name).orElse("");
    }

    private static Optional<String> text(TextField field) {
        return text(field.getValue());
    }

    private static Optional<String> text(String value) {
        return Optional.of(value.strip()).filter(some -> !some.isEmpty());
    }

    private String words(String key) {
        return Texts.of(locale, key);
    }
}
