package fr.vaguemestre.ui.webmail;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.textfield.TextField;
import fr.vaguemestre.api.webmail.MailAddress;
import fr.vaguemestre.ui.text.Texts;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/** People of the directory who fit what is being typed into an address line; pressing one puts it into the line. */
final class Suggestions extends Div {
    private static final int LEAST_TYPED = 3;

    private final Locale locale;
    private final TextField field;
    private final Function<String, List<MailAddress>> search;

    /**
     * Under that field.
     *
     * @param search who fits some words; empty also where nobody can tell
     */
    Suggestions(Locale locale, TextField field, Function<String, List<MailAddress>> search) {
        this.locale = locale;
        this.field = field;
        this.search = search;
        addClassName("vm-suggestions");
        getElement().setAttribute("role", "group");
        getElement().setAttribute("aria-live", "polite");
        getElement().setAttribute("aria-label", Texts.of(locale, "mail.suggestions"));
        setVisible(false);
        field.addValueChangeListener(change -> {
            if (change.isFromClient()) {
                look();
            }
        });
    }

    private void look() {
        removeAll();
        String typed = typed(field.getValue());
        List<MailAddress> found = typed.length() < LEAST_TYPED || typed.contains("<") ? List.of() : search.apply(typed);
        found.stream().filter(one -> !one.address().equals(typed)).forEach(one -> {
            var choose = new Button(Addresses.full(one), click -> choose(one));
            choose.addThemeVariants(ButtonVariant.TERTIARY);
            choose.setAriaLabel(Texts.of(locale, "mail.suggestion", Addresses.full(one)));
            add(choose);
        });
        setVisible(getComponentCount() > 0);
    }

    private void choose(MailAddress one) {
        field.setValue(chosen(field.getValue(), one));
        removeAll();
        setVisible(false);
        field.focus();
    }

    /** What is typed behind the last whole address. */
    static String typed(String line) {
        return line.substring(end(line)).strip();
    }

    /** The line with that address in place of what is typed behind the last whole one. */
    static String chosen(String line, MailAddress one) {
        String before = line.substring(0, end(line)).strip();
        return Optional.of(before)
                        .filter(some -> !some.isEmpty())
                        .map(some -> some + " ")
                        .orElse("") + Addresses.full(one) + ", ";
    }

    private static int end(String line) {
        boolean quoted = false;
        int end = 0;
        for (int i = 0; i < line.length(); i++) {
            char letter = line.charAt(i);
            quoted ^= letter == '"';
            if (!quoted && (letter == ',' || letter == ';')) {
                end = i + 1;
            }
        }
        return end;
    }
}
