package fr.vaguemestre.ui.settings;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.DescriptionList;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Section;
import fr.vaguemestre.api.access.Caller;
import fr.vaguemestre.console.spi.ConsoleContext;
import fr.vaguemestre.ui.shell.LanguageSwitch;
import fr.vaguemestre.ui.shell.LookSwitch;
import fr.vaguemestre.ui.shell.PageHead;
import fr.vaguemestre.ui.text.Texts;
import java.util.Locale;

/** How the console speaks and looks for this person, and what it knows of them. */
final class SettingsPage extends Div {
    SettingsPage(ConsoleContext context) {
        Locale locale = context.locale();
        Caller caller = context.caller();
        addClassNames("vm-page", "vm-scroll");
        var account = new DescriptionList();
        row(account, locale, "settings.name", caller.displayName());
        row(
                account,
                locale,
                "person.roles",
                String.join(
                        ", ",
                        caller.roles().stream()
                                .sorted()
                                .map(role -> Texts.of(locale, "role." + role.wire()))
                                .toList()));
        caller.tenant().ifPresent(finess -> row(account, locale, "settings.structure", finess));
        caller.domains().stream().sorted().forEach(name -> row(account, locale, "settings.domain", name));
        caller.mailboxes().stream().sorted().forEach(name -> row(account, locale, "settings.mailbox", name));
        var cards = new Div(
                card(locale, "language.label", new LanguageSwitch(locale)),
                card(locale, "look.label", new LookSwitch(locale)),
                card(locale, "settings.account", account));
        cards.addClassName("vm-home");
        add(new PageHead(Texts.of(locale, "settings.title")), cards);
    }

    private static Section card(Locale locale, String key, Component content) {
        var section = new Section(new H2(Texts.of(locale, key)), content);
        section.addClassName("vm-card");
        return section;
    }

    private static void row(DescriptionList list, Locale locale, String key, String value) {
        list.add(new DescriptionList.Term(Texts.of(locale, key)), new DescriptionList.Description(value));
    }
}
