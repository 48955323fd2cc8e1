package fr.vaguemestre.ui.bal;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Focusable;
import com.vaadin.flow.component.HasValue;
import com.vaadin.flow.component.Key;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.formlayout.FormLayout;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.radiobutton.RadioButtonGroup;
import com.vaadin.flow.component.shared.HasValidationProperties;
import com.vaadin.flow.component.textfield.Autocomplete;
import com.vaadin.flow.component.textfield.IntegerField;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import fr.vaguemestre.api.bal.BalType;
import fr.vaguemestre.api.bal.Holder;
import fr.vaguemestre.api.bal.NewBal;
import fr.vaguemestre.api.problem.FieldError;
import fr.vaguemestre.api.problem.Problem;
import fr.vaguemestre.api.tenancy.Domain;
import fr.vaguemestre.ui.text.ProblemTexts;
import fr.vaguemestre.ui.text.Texts;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

/** The form for a new mailbox. Only what is needed for the chosen kind is asked; each refusal stands at its field. */
final class BalForm extends Div {
    private static final long MEBIBYTE = 1L << 20;
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
    final Div message = new Div();
    final Div preview = new Div();
    final Button create = new Button();

    private final Locale locale;
    private final BiConsumer<Domain, NewBal> submit;
    private final Map<String, HasValidationProperties> byPath = new LinkedHashMap<>();

    /**
     * A form that hands on what was filled in.
     *
     * @param submit gets the chosen domain and the mailbox to make
     * @param cancel called when the person gives up
     */
    BalForm(Locale locale, DomainChoice domains, BiConsumer<Domain, NewBal> submit, Runnable cancel) {
        this.locale = locale;
        this.submit = submit;
        addClassName("vm-panel");
        setId("bal-form");
        getElement().setAttribute("role", "region");
        var title = new H2(words("bal.new"));
        title.setId("bal-form-title");
        getElement().setAttribute("aria-labelledby", "bal-form-title");
        message.addClassName("vm-message");
        message.getElement().setAttribute("role", "alert");
        preview.addClassName("vm-preview");
        preview.setId("address-preview");
        preview.getElement().setAttribute("aria-live", "polite");
        domains.fill(domain);
        domains.only().ifPresent(domain::setValue);
        labels();
        paths();
        listen();
        var cancelButton = new Button(words("cancel"), click -> cancel.run());
        create.setText(words("bal.create"));
        create.setId("bal-create");
        create.addThemeVariants(ButtonVariant.PRIMARY);
        create.setDisableOnClick(true);
        create.addClickListener(click -> tryOut());
        create.addClickShortcut(Key.ENTER).listenOn(this);
        var buttons = new Div(create, cancelButton);
        buttons.addClassName("vm-buttons");
        add(title, message, type, fields(), preview, buttons);
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
        var form = new FormLayout();
        form.setAutoResponsive(true);
        form.setColumnWidth("10rem");
        form.setColumnSpacing("1rem");
        form.setAutoRows(true);
        form.setExpandColumns(true);
        form.setExpandFields(true);
        form.setMaxColumns(2);
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
        byPath.put("type", type);
        byPath.put("domain", domain);
        byPath.put("holder.rpps", rpps);
        byPath.put("holder.givenName", givenName);
        byPath.put("holder.familyName", familyName);
        byPath.put("holder.professionCode", profession);
        byPath.put("address", localPart);
        byPath.put("displayName", displayName);
        byPath.put("responsible", responsible);
        byPath.put("certificate", certificate);
        byPath.put("service", service);
        byPath.put("description", description);
        byPath.put("quotaBytes", quota);
    }

    private void listen() {
        for (HasValidationProperties field : byPath.values()) {
            if (field instanceof HasValue<?, ?> value) {
                value.addValueChangeListener(change -> field.setInvalid(false));
            }
        }
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
        preview.setVisible(address.isPresent());
        preview.removeAll();
        address.ifPresent(shown -> {
            var words = new Span(words("bal.preview"));
            var text = new Span(shown);
            text.addClassName("vm-preview-address");
            preview.add(words, text);
            if (derived) {
                preview.add(new Span(words("bal.preview.homonym")));
            }
        });
    }

    private void tryOut() {
        calm();
        List<HasValidationProperties> missing = missing();
        if (missing.isEmpty()) {
            submit.accept(domain.getValue(), filledIn());
        } else {
            missing.forEach(field -> refuse(field, words("field.missing")));
            focusFirst(missing);
        }
        create.setEnabled(true);
    }

    private List<HasValidationProperties> missing() {
        List<HasValidationProperties> missing = new ArrayList<>();
        byPath.values().forEach(field -> {
            if (field instanceof HasValue<?, ?> value
                    && field instanceof Component component
                    && component.isVisible()
                    && value.isRequiredIndicatorVisible()
                    && value.isEmpty()) {
                missing.add(field);
            }
        });
        return missing;
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

    /** Shows why it was refused: at the fields where it is about fields, above them where it is about the whole. */
    void show(Problem problem) {
        List<HasValidationProperties> refused = new ArrayList<>();
        List<String> others = new ArrayList<>();
        for (FieldError error : problem.errors()) {
            HasValidationProperties field = byPath.get(error.field());
            if (error.field().equals("address")) {
                localPart.setVisible(true); // a name that no address can be derived from: let the person choose one
            }
            if (field instanceof Component component && component.isVisible()) {
                refuse(field, ProblemTexts.of(error, locale));
                refused.add(field);
            } else {
                others.add(ProblemTexts.of(error, locale));
            }
        }
        if (problem.code().equals("bal.address-taken") && localPart.isVisible()) {
            refuse(localPart, ProblemTexts.of(problem, locale));
            refused.add(localPart);
        } else if (refused.isEmpty() || !others.isEmpty()) {
            say(others.isEmpty() ? ProblemTexts.of(problem, locale) : String.join(" ", others));
        }
        focusFirst(refused);
    }

    /** Shows a sentence above the fields. */
    void say(String sentence) {
        message.setText(sentence);
        message.getElement().setAttribute("data-kind", sentence.isEmpty() ? "none" : "error");
    }

    /** Brings the person to the first field to fill in. */
    void focusFirst() {
        if (domain.isEmpty()) {
            domain.focus();
        } else {
            rpps.focus();
        }
    }

    private void focusFirst(List<HasValidationProperties> fields) {
        if (!fields.isEmpty() && fields.get(0) instanceof Focusable<?> field) {
            field.focus();
        }
    }

    private static void refuse(HasValidationProperties field, String why) {
        field.setErrorMessage(why);
        field.setInvalid(true);
    }

    private void calm() {
        say("");
        byPath.values().forEach(field -> field.setInvalid(false));
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
