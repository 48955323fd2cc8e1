package fr.vaguemestre.ui.form;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Focusable;
import com.vaadin.flow.component.HasValue;
import com.vaadin.flow.component.Key;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.formlayout.FormLayout;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.shared.HasValidationProperties;
import com.vaadin.flow.component.textfield.TextArea;
import fr.vaguemestre.api.problem.FieldError;
import fr.vaguemestre.api.problem.Problem;
import fr.vaguemestre.api.problem.Unauthenticated;
import fr.vaguemestre.ui.list.ListPanel;
import fr.vaguemestre.ui.shell.Failures;
import fr.vaguemestre.ui.text.ProblemTexts;
import fr.vaguemestre.ui.text.Texts;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * A form beside a list or on a page of its own. A field is checked when it is left, and at sending; what the service refuses
 * stands at the field that the problem names, the rest above the fields. The browser asks before it is closed over what was
 * filled in.
 */
public class FormPanel extends Div implements ListPanel {
    private final Locale locale;
    private final Div message = new Div();
    private final Button send = new Button();
    private final Div buttons = new Div();
    private final FormLayout layout = new FormLayout();
    private final Map<String, HasValidationProperties> byPath = new LinkedHashMap<>();
    private final Map<HasValidationProperties, Function<Object, Optional<String>>> checks = new LinkedHashMap<>();
    private final Map<String, HasValidationProperties> byCode = new LinkedHashMap<>();
    private final Unsaved unsaved = new Unsaved(getElement());

    /**
     * A form without fields yet.
     *
     * @param id of the form; its title is {@code <id>-title}
     * @param title in the person's language
     */
    @SuppressWarnings("this-escape") // only methods of Vaadin that no form overrides
    public FormPanel(Locale locale, String id, String title) {
        this.locale = locale;
        addClassNames("vm-panel", "vm-form");
        setId(id);
        getElement().setAttribute("role", "region");
        var heading = new H2(title);
        heading.setId(id + "-title");
        getElement().setAttribute("aria-labelledby", id + "-title");
        message.addClassName("vm-message");
        message.getElement().setAttribute("role", "alert");
        layout.setAutoResponsive(true);
        layout.setColumnWidth("10rem");
        layout.setColumnSpacing("1rem");
        layout.setAutoRows(true);
        layout.setExpandColumns(true);
        layout.setExpandFields(true);
        layout.setMaxColumns(2);
        // A field tells when it is left: too late for Escape in the middle of it, and nothing is heard while a question
        // is open.
        getElement()
                .executeJs("this.addEventListener('keydown', event => {"
                        + " if (event.key === 'Escape') { window.vaguemestre.tell(); } })");
        add(heading, message);
    }

    /** Where the fields stand, in two columns where there is room. */
    protected final FormLayout layout() {
        return layout;
    }

    /** The sentence above the fields. */
    public final Div message() {
        return message;
    }

    /** The button that sends. */
    public final Button sender() {
        return send;
    }

    /** A field that a problem may name by that path; it is no longer refused once its value changes. */
    public final <F extends Component & HasValidationProperties & HasValue<?, ?>> F field(String path, F field) {
        byPath.put(path, field);
        if (field instanceof TextArea) {
            ownEnter(field); // which begins a line
        }
        field.addValueChangeListener(change -> {
            field.setInvalid(false);
            if (change.isFromClient()) {
                unsaved.touch();
                judge(field, true);
            }
        });
        return field;
    }

    /**
     * The same, with a rule of its own.
     *
     * @param rule key of the text that tells what is wrong with a value; nothing where it is well or empty
     */
    @SuppressWarnings("unchecked") // the rule sees values of the field only
    public final <V, F extends Component & HasValidationProperties & HasValue<?, V>> F field(
            String path, F field, Function<V, Optional<String>> rule) {
        checks.put(field, (Function<Object, Optional<String>>) (Function<?, ?>) rule);
        return field(path, field);
    }

    /** Shows a problem of that code, though it names no field, at that field. */
    protected final void at(String code, HasValidationProperties field) {
        byCode.put(code, field);
    }

    /**
     * Ends the form with its buttons.
     *
     * @param label of the button that sends, which Enter presses, too
     * @param work what is done with a form that is well filled in; problems that it throws are shown
     * @param cancel called when the person gives up
     */
    protected final void buttons(String label, Runnable work, Runnable cancel) {
        send.setText(label);
        send.setId(getId().orElse("form") + "-send");
        send.addThemeVariants(ButtonVariant.PRIMARY);
        send.setDisableOnClick(true);
        send.addClickListener(click -> submit(work));
        // What was typed is told when its field is left, or else the form would be sent without it.
        send.addClickShortcut(Key.ENTER).listenOn(this).resetFocusOnActiveElement();
        ownEnter(buttons); // which presses the one that it is on: it would give up and send at once
        buttons.add(send, new Button(Texts.of(locale, "cancel"), click -> cancel.run()));
        buttons.addClassName("vm-buttons");
        add(buttons);
    }

    /** Enter in there does not send the form. */
    private static void ownEnter(Component part) {
        part.getElement()
                .executeJs("this.addEventListener('keydown', event => {"
                        + " if (event.key === 'Enter') { event.stopPropagation(); } })");
    }

    /** One more button after the others. */
    protected final void more(Button button) {
        button.addClassName("vm-more");
        buttons.add(button);
    }

    private void submit(Runnable work) {
        calm();
        try {
            List<HasValidationProperties> wrong = byPath.values().stream()
                    .distinct()
                    .filter(field -> !judge(field, false))
                    .toList();
            if (wrong.isEmpty()) {
                work.run();
                settled();
            } else {
                focus(wrong);
            }
        } catch (Unauthenticated ended) {
            throw ended;
        } catch (Problem refused) {
            show(refused);
        } catch (RuntimeException unexpected) {
            say(Failures.unexpected(UI.getCurrent(), unexpected));
        } finally {
            send.setEnabled(true);
        }
    }

    /** Whether a field is well filled in; tells at the field where it is not. */
    private boolean judge(HasValidationProperties field, boolean leaving) {
        if (!(field instanceof HasValue<?, ?> value) || !isShown(field)) {
            return true;
        }
        Optional<String> wrong = value.isEmpty()
                ? Optional.of("field.missing").filter(key -> value.isRequiredIndicatorVisible())
                : Optional.ofNullable(checks.get(field)).flatMap(rule -> rule.apply(value.getValue()));
        wrong.ifPresent(key -> refuse(field, Texts.of(locale, key)));
        return wrong.isEmpty() || (leaving && value.isEmpty());
    }

    private static boolean isShown(HasValidationProperties field) {
        return field instanceof Component component && component.isVisible();
    }

    /** Shows why it was refused: at the fields where it is about fields, above them where it is about the whole. */
    public void show(Problem problem) {
        List<HasValidationProperties> refused = new ArrayList<>();
        List<String> others = new ArrayList<>();
        for (FieldError error : problem.errors()) {
            HasValidationProperties field = byPath.get(error.field());
            if (field != null && isShown(field)) {
                refuse(field, ProblemTexts.of(error, locale));
                refused.add(field);
            } else {
                others.add(ProblemTexts.of(error, locale));
            }
        }
        HasValidationProperties meant = byCode.get(problem.code());
        if (meant != null && isShown(meant)) {
            refuse(meant, ProblemTexts.of(problem, locale));
            refused.add(meant);
        } else if (refused.isEmpty() || !others.isEmpty()) {
            say(others.isEmpty() ? ProblemTexts.of(problem, locale) : String.join(" ", others));
        }
        focus(refused);
    }

    /** Shows a sentence above the fields. */
    public final void say(String sentence) {
        message.setText(sentence);
        message.getElement().setAttribute("data-kind", sentence.isEmpty() ? "none" : "error");
    }

    /** Tells at a field why it does not suit. */
    protected static void refuse(HasValidationProperties field, String why) {
        field.setErrorMessage(why);
        field.setInvalid(true);
    }

    /** Takes back whatever was told. */
    protected final void calm() {
        say("");
        byPath.values().forEach(field -> field.setInvalid(false));
    }

    /** Brings the person to the first of these fields. */
    protected static void focus(List<HasValidationProperties> fields) {
        if (!fields.isEmpty() && fields.getFirst() instanceof Focusable<?> field) {
            field.focus();
        }
    }

    @Override
    public void focusFirst() {
        focus(byPath.values().stream().filter(FormPanel::isShown).toList());
    }

    @Override
    public boolean unsaved() {
        return unsaved.isThere();
    }

    /** Tells that what was filled in is safe or no longer wanted. */
    public final void settled() {
        unsaved.settled();
    }
}
