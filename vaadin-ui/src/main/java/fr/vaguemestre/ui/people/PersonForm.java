package fr.vaguemestre.ui.people;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.HasLabel;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.checkbox.CheckboxGroup;
import com.vaadin.flow.component.textfield.Autocomplete;
import com.vaadin.flow.component.textfield.PasswordField;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.component.textfield.TextField;
import fr.vaguemestre.api.access.NewUser;
import fr.vaguemestre.api.access.Role;
import fr.vaguemestre.api.access.User;
import fr.vaguemestre.api.access.UserChange;
import fr.vaguemestre.ui.form.FormPanel;
import fr.vaguemestre.ui.text.Texts;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** The form for a new account, or for what may change of one. */
final class PersonForm extends FormPanel {
    private static final int LEAST_PASSWORD = 12;
    private static final String SHORT = "person.password.short";
    private static final String RPPS = "problem.bal.rpps-malformed";

    private final Locale locale;
    private final TextField username = new TextField();
    private final PasswordField password = new PasswordField();
    private final CheckboxGroup<Role> roles = new CheckboxGroup<>();
    private final TextArea domains = new TextArea();
    private final TextArea mailboxes = new TextArea();
    private final TextField rpps = new TextField();
    private final Checkbox active = new Checkbox();

    /** For a new account. */
    PersonForm(Locale locale, Set<Role> mayGive, Consumer<NewUser> submit, Runnable cancel) {
        super(locale, "person-form", Texts.of(locale, "person.new"));
        this.locale = locale;
        username.setRequiredIndicatorVisible(true);
        password.setRequiredIndicatorVisible(true);
        rpps.setAllowedCharPattern("[0-9]");
        fields(mayGive);
        roles.setValue(Set.of(Role.USER));
        active.setVisible(false);
        buttons(words("person.create"), () -> submit.accept(filledIn()), cancel);
    }

    /** For one that is there: its name and number never change. */
    PersonForm(Locale locale, Set<Role> mayGive, User user, Consumer<UserChange> submit, Runnable cancel) {
        super(locale, "person-form", user.username());
        this.locale = locale;
        fields(mayGive);
        username.setVisible(false);
        rpps.setVisible(false);
        password.setLabel(words("person.new-password"));
        password.setHelperText(words("person.new-password.help"));
        roles.setValue(user.roles());
        domains.setValue(String.join("\n", new TreeSet<>(user.domains())));
        mailboxes.setValue(String.join("\n", new TreeSet<>(user.mailboxes())));
        active.setValue(user.active());
        fit();
        buttons(words("save"), () -> submit.accept(changed(user)), cancel);
    }

    private void fields(Set<Role> mayGive) {
        label(username, "username");
        username.setMaxLength(128);
        username.setAutocomplete(Autocomplete.OFF);
        label(password, "password");
        password.setHelperText(words("person.password.help"));
        password.setAutocomplete(Autocomplete.NEW_PASSWORD);
        password.setMaxLength(256);
        roles.setLabel(words("person.roles"));
        roles.setId("person-roles");
        roles.setItems(mayGive.stream().sorted().toList());
        roles.setItemLabelGenerator(role -> words("role." + role.wire()));
        label(domains, "domains");
        domains.setHelperText(words("person.lines"));
        label(mailboxes, "mailboxes");
        mailboxes.setHelperText(words("person.lines"));
        label(rpps, "rpps");
        rpps.setMaxLength(11);
        active.setLabel(words("person.active"));
        active.setId("person-active");
        paths();
        roles.addValueChangeListener(change -> fit());
        layout().add(username, 2);
        layout().add(password, 2);
        layout().add(roles, 2);
        layout().add(domains, 2);
        layout().add(mailboxes, 2);
        layout().add(rpps, 2);
        layout().add(active, 2);
        add(layout());
    }

    private void paths() {
        field("username", username);
        field("password", password, text -> text.length() < LEAST_PASSWORD ? Optional.of(SHORT) : Optional.empty());
        field("roles", roles);
        field("domains", domains);
        field("mailboxes", mailboxes);
        field("rpps", rpps, text -> text.matches("[0-9]{11}") ? Optional.empty() : Optional.of(RPPS));
        at("access.username-taken", username);
        at("access.mailbox-has-login", mailboxes);
        at("access.mailbox-unknown", mailboxes);
        at("tenancy.domain-unknown", domains);
        at("access.last-super-admin", roles);
        field("active", active);
    }

    private <F extends Component & HasLabel> void label(F field, String name) {
        field.setId("person-" + name);
        field.setLabel(words("person." + name));
    }

    private void fit() {
        boolean administers = roles.getValue().contains(Role.DOMAIN_ADMIN);
        domains.setVisible(administers);
        domains.setRequiredIndicatorVisible(administers);
    }

    /** Offers to remove the account. */
    void removable(Runnable remove) {
        var button = new Button(words("person.remove"), click -> remove.run());
        button.setId("person-remove");
        button.addThemeVariants(ButtonVariant.TERTIARY, ButtonVariant.ERROR);
        more(button);
    }

    private NewUser filledIn() {
        return new NewUser(
                username.getValue().strip(),
                password.getValue(),
                roles.getValue(),
                domains.isVisible() ? lines(domains) : Set.of(),
                lines(mailboxes),
                Optional.of(rpps.getValue()).filter(some -> !some.isEmpty()));
    }

    /** Only what differs: what a rule would refuse as it is must not keep somebody from changing the rest. */
    private UserChange changed(User user) {
        Set<String> wanted = domains.isVisible() ? lines(domains) : Set.of();
        return new UserChange(
                Optional.of(password.getValue()).filter(some -> !some.isEmpty()),
                Optional.of(roles.getValue()).filter(now -> !now.equals(user.roles())),
                Optional.of(wanted).filter(now -> !now.equals(user.domains())),
                Optional.of(lines(mailboxes)).filter(now -> !now.equals(user.mailboxes())),
                Optional.of(active.getValue()).filter(now -> now != user.active()));
    }

    private static Set<String> lines(TextArea field) {
        return Arrays.stream(field.getValue().split("[\\s,;]+"))
                .map(line -> line.toLowerCase(Locale.ROOT))
                .filter(line -> !line.isEmpty())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private String words(String key) {
        return Texts.of(locale, key);
    }
}
