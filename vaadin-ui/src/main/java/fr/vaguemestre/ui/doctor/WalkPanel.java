package fr.vaguemestre.ui.doctor;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Key;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.server.VaadinService;
import fr.vaguemestre.api.access.Caller;
import fr.vaguemestre.api.doctor.Diagnosis;
import fr.vaguemestre.api.doctor.DoctorService;
import fr.vaguemestre.api.problem.Problem;
import fr.vaguemestre.console.spi.ConsoleContext;
import fr.vaguemestre.ui.list.ListPanel;
import fr.vaguemestre.ui.registry.Services;
import fr.vaguemestre.ui.text.ProblemTexts;
import fr.vaguemestre.ui.text.Texts;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Walks one domain now, out of the person's way: a look takes as long as the other's servers do. */
final class WalkPanel extends Div implements ListPanel {
    private static final Logger LOG = LoggerFactory.getLogger(WalkPanel.class);

    private final ConsoleContext context;
    private final Services services;
    private final Locale locale;
    private final TextField domain = new TextField();
    private final Button look;
    private final Div found = new Div();

    WalkPanel(ConsoleContext context, Services services, Runnable closed) {
        this.context = context;
        this.services = services;
        locale = context.locale();
        addClassName("vm-panel");
        setId("doctor-panel");
        getElement().setAttribute("role", "region");
        getElement().setAttribute("aria-labelledby", "doctor-panel-title");
        var close = new Button(VaadinIcon.CLOSE.create(), click -> closed.run());
        close.addThemeVariants(ButtonVariant.TERTIARY);
        close.setAriaLabel(words("detail.close"));
        close.addClassName("vm-panel-close");
        var heading = new H2(words("doctor.walk"));
        heading.setId("doctor-panel-title");
        domain.setLabel(words("trust.domain"));
        domain.setPlaceholder(words("trust.domain.example"));
        domain.setId("doctor-domain");
        domain.setMaxLength(253);
        domain.setWidthFull();
        look = new Button(words("trust.look"), VaadinIcon.SEARCH.create(), click -> look());
        look.setId("doctor-look");
        look.addThemeVariants(ButtonVariant.PRIMARY);
        look.addClickShortcut(Key.ENTER).listenOn(domain);
        found.setId("doctor-found");
        found.getElement().setAttribute("aria-live", "polite");
        add(close, heading, domain, look, found);
    }

    @Override
    public void focusFirst() {
        domain.focus();
    }

    private void look() {
        String name = domain.getValue().strip();
        if (name.isEmpty()) {
            domain.focus();
            return;
        }
        look.setEnabled(false);
        show(new Paragraph(words("doctor.looking")));
        UI ui = UI.getCurrent();
        Caller caller = context.caller();
        VaadinService.getCurrent().getExecutor().execute(() -> walk(ui, caller, name));
    }

    private void walk(UI ui, Caller caller, String name) {
        try {
            DoctorService doctor = services.doctor();
            Diagnosis diagnosis = doctor.look(caller, name);
            hand(ui, new StepList(locale, diagnosis));
        } catch (Problem refused) {
            hand(ui, new Paragraph(ProblemTexts.of(refused, locale)));
        } catch (RuntimeException unexpected) {
            LOG.error("a domain could not be walked", unexpected);
            hand(ui, new Paragraph(words("failure.title")));
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // what fails reaches the session's error handler
    private void hand(UI ui, Component result) {
        try {
            ui.access(() -> {
                show(result);
                look.setEnabled(true);
            });
        } catch (RuntimeException closed) {
            LOG.debug("the window was closed", closed);
        }
    }

    private void show(Component result) {
        found.removeAll();
        found.add(result);
    }

    private String words(String key) {
        return Texts.of(locale, key);
    }
}
