package fr.vaguemestre.ui.bal;

import com.vaadin.flow.component.AbstractField;
import com.vaadin.flow.component.HasLabel;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.textfield.IntegerField;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.component.textfield.TextField;
import fr.vaguemestre.api.bal.Bal;
import fr.vaguemestre.api.bal.BalChange;
import fr.vaguemestre.api.bal.BalType;
import fr.vaguemestre.ui.form.FormPanel;
import fr.vaguemestre.ui.text.Texts;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

/** The form for what may change of a mailbox: its address and kind never do. */
final class BalChangeForm extends FormPanel {
    private static final long MEBIBYTE = 1L << 20;

    private final TextField displayName = new TextField();
    private final TextField responsible = new TextField();
    private final TextField service = new TextField();
    private final TextArea description = new TextArea();
    private final IntegerField quota = new IntegerField();
    private final Checkbox listeRouge = new Checkbox();
    private final Bal bal;

    BalChangeForm(Locale locale, Bal bal, Consumer<BalChange> submit, Runnable cancel) {
        super(locale, "bal-change", bal.address());
        this.bal = bal;
        boolean personal = bal.type() == BalType.PER || bal.type() == BalType.CAB;
        label(displayName, locale, "displayName", bal.displayName());
        displayName.setMaxLength(200);
        displayName.setRequiredIndicatorVisible(true);
        label(responsible, locale, "responsible", bal.responsible().orElse(""));
        responsible.setVisible(!personal);
        responsible.setRequiredIndicatorVisible(!personal);
        label(service, locale, "service", bal.service());
        label(description, locale, "description", bal.description());
        description.setMaxLength(500);
        quota.setLabel(Texts.of(locale, "bal.quota"));
        quota.setId("bal-change-quota");
        quota.setValue((int) (bal.quotaBytes() / MEBIBYTE));
        quota.setRequiredIndicatorVisible(true);
        listeRouge.setLabel(Texts.of(locale, "bal.liste-rouge"));
        listeRouge.setHelperText(Texts.of(locale, "bal.liste-rouge.help"));
        listeRouge.setValue(bal.listeRouge());
        listeRouge.setVisible(personal);
        field("displayName", displayName);
        field("responsible", responsible);
        field("service", service);
        field("description", description);
        field("quotaBytes", quota);
        field("listeRouge", listeRouge);
        at("bal.quota-storage", quota);
        layout().add(displayName, 2);
        layout().add(responsible, 2);
        layout().add(service, quota);
        layout().add(description, 2);
        layout().add(listeRouge, 2);
        add(layout());
        buttons(Texts.of(locale, "save"), () -> submit.accept(change()), cancel);
    }

    private static <F extends AbstractField<?, String> & HasLabel> void label(
            F field, Locale locale, String name, String value) {
        field.setLabel(Texts.of(locale, "bal." + name));
        field.setId("bal-change-" + name);
        field.setValue(value);
    }

    /** Only what differs, seen against the mailbox as it was shown. */
    private BalChange change() {
        long before = bal.quotaBytes() / MEBIBYTE;
        return new BalChange(
                differs(displayName.getValue(), bal.displayName()),
                differs(description.getValue(), bal.description()),
                differs(service.getValue(), bal.service()),
                differs(responsible.getValue(), bal.responsible().orElse("")),
                Optional.of(quota.getValue()).filter(now -> now != before).map(now -> now * MEBIBYTE),
                Optional.of(listeRouge.getValue()).filter(now -> now != bal.listeRouge()),
                Optional.empty(),
                Optional.of(bal.version()));
    }

    private static Optional<String> differs(String now, String before) {
        return Optional.of(now.strip()).filter(value -> !value.equals(before));
    }
}
