package fr.vaguemestre.ui.access;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.DetachEvent;
import com.vaadin.flow.component.Key;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.textfield.Autocomplete;
import com.vaadin.flow.component.textfield.PasswordField;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.server.VaadinRequest;
import com.vaadin.flow.server.VaadinService;
import com.vaadin.flow.shared.Registration;
import fr.vaguemestre.api.problem.Problem;
import fr.vaguemestre.api.problem.TooMany;
import fr.vaguemestre.api.problem.Unavailable;
import fr.vaguemestre.ui.registry.News;
import fr.vaguemestre.ui.registry.Services;
import fr.vaguemestre.ui.shell.LanguageSwitch;
import fr.vaguemestre.ui.shell.Wordmark;
import fr.vaguemestre.ui.text.ProblemTexts;
import fr.vaguemestre.ui.text.Texts;
import org.jspecify.annotations.Nullable;

/** Sign-in with name and password. */
@Route("sign-in")
public final class SignInView extends Main implements BeforeEnterObserver, HasDynamicTitle {
    private final ConsoleSession session;
    private final Services services;
    private final News news;
    private final Div message = new Div();
    private final TextField name = new TextField();
    private final PasswordField password = new PasswordField();
    private final Button enter = new Button();
    private boolean starting;
    private @Nullable Registration listening;

    /** The sign-in page of one browser window. */
    public SignInView(ConsoleSession session, Services services, News news) {
        this.session = session;
        this.services = services;
        this.news = news;
        addClassName("vm-sign-in");
        message.setId("sign-in-message");
        message.addClassName("vm-message");
        message.getElement().setAttribute("role", "alert");
        name.setLabel(words("sign-in.name"));
        name.setId("username");
        name.setAutocomplete(Autocomplete.USERNAME);
        name.setAutofocus(true);
        password.setLabel(words("sign-in.password"));
        password.setId("password");
        password.setAutocomplete(Autocomplete.CURRENT_PASSWORD);
        enter.setText(words("sign-in.enter"));
        enter.setId("sign-in");
        enter.addThemeVariants(ButtonVariant.PRIMARY);
        enter.setDisableOnClick(true);
        enter.addClickListener(click -> submit());
        enter.addClickShortcut(Key.ENTER).listenOn(name, password).resetFocusOnActiveElement();
        var box = new Div(
                new Wordmark(),
                new H1(words("sign-in.title")),
                new Paragraph(words("sign-in.lead")),
                message,
                name,
                password,
                enter);
        box.addClassName("vm-sign-in-box");
        add(box, new LanguageSwitch(getLocale()));
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        if (session.signedIn()) {
            event.forwardTo("");
            return;
        }
        switch (session.ended()) {
            case SIGNED_OUT -> say("sign-in.signed-out", "calm");
            case EXPIRED -> say("sign-in.expired", "calm");
            case NOT -> calm();
        }
        lookForService();
    }

    @Override
    protected void onAttach(AttachEvent event) {
        listening = news.listen(event.getUI(), kind -> {
            if (kind == News.Kind.TICK && starting) {
                lookForService();
            }
        });
    }

    @Override
    protected void onDetach(DetachEvent event) {
        if (listening != null) {
            listening.remove();
        }
    }

    /** Tells that the appliance is still starting for as long as nobody can prove people, and when it is ready. */
    private void lookForService() {
        boolean before = starting;
        starting = !present();
        enter.setEnabled(!starting);
        if (starting) {
            say("sign-in.starting", "calm");
        } else if (before) {
            say("sign-in.ready", "calm");
        }
    }

    private boolean present() {
        try {
            services.auth();
            return true;
        } catch (Unavailable away) {
            return false;
        }
    }

    private void submit() {
        calm();
        try {
            if (filled()) {
                session.signIn(name.getValue().strip(), password.getValue(), ConsoleSession.origin());
                goOn();
            }
        } catch (TooMany wait) {
            tell(ProblemTexts.of(wait, getLocale()), "error");
            password.clear();
        } catch (Unavailable away) {
            tell(ProblemTexts.of(away, getLocale()), "error");
        } catch (Problem refused) {
            tell(ProblemTexts.of(refused, getLocale()), "error");
            password.clear();
            password.focus();
        } finally {
            enter.setEnabled(true);
        }
    }

    private boolean filled() {
        require(name, name.isEmpty(), "sign-in.name.missing");
        boolean noPassword = password.isEmpty();
        password.setInvalid(noPassword);
        password.setErrorMessage(noPassword ? words("sign-in.password.missing") : "");
        if (name.isEmpty()) {
            name.focus();
        } else if (noPassword) {
            password.focus();
        }
        return !name.isEmpty() && !noPassword;
    }

    private void require(TextField field, boolean missing, String key) {
        field.setInvalid(missing);
        field.setErrorMessage(missing ? words(key) : "");
    }

    /** Goes where the person wanted to go; the browser's session gets a new name, so one planted before is worth nothing. */
    private void goOn() {
        VaadinService.reinitializeSession(VaadinRequest.getCurrent());
        UI.getCurrent().navigate(session.takeWanted());
    }

    private void say(String key, String kind) {
        tell(words(key), kind);
    }

    private void tell(String sentence, String kind) {
        message.setText(sentence);
        message.getElement().setAttribute("data-kind", kind);
    }

    private void calm() {
        tell("", "none");
    }

    private String words(String key) {
        return Texts.of(getLocale(), key);
    }

    @Override
    public String getPageTitle() {
        return words("sign-in.title") + " · " + words("app.name");
    }
}
