package fr.vaguemestre.ui.shell;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.DetachEvent;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.applayout.AppLayout;
import com.vaadin.flow.component.applayout.DrawerToggle;
import com.vaadin.flow.component.avatar.Avatar;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Footer;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.sidenav.SideNav;
import com.vaadin.flow.component.sidenav.SideNavItem;
import com.vaadin.flow.router.AfterNavigationEvent;
import com.vaadin.flow.router.AfterNavigationObserver;
import com.vaadin.flow.shared.Registration;
import fr.vaguemestre.api.access.Caller;
import fr.vaguemestre.api.access.Role;
import fr.vaguemestre.api.problem.Problem;
import fr.vaguemestre.ui.access.ConsoleSession;
import fr.vaguemestre.ui.access.SignInView;
import fr.vaguemestre.ui.registry.News;
import fr.vaguemestre.ui.registry.Views;
import fr.vaguemestre.ui.text.Texts;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The frame around every page: menu, person, language, sign-out. */
public final class Frame extends AppLayout implements AfterNavigationObserver {
    private final ConsoleSession session;
    private final Views views;
    private final News news;
    private final SideNav menu = new SideNav();
    private final Div person = new Div();
    private @Nullable Registration listening;

    /** A frame for one browser window. */
    public Frame(ConsoleSession session, Views views, News news) {
        this.session = session;
        this.views = views;
        this.news = news;
        setPrimarySection(Section.DRAWER);
        menu.getElement().setAttribute("aria-label", Texts.of(getLocale(), "menu.label"));
        person.addClassName("vm-person");
        var signOut = new Button(Texts.of(getLocale(), "sign-out"), VaadinIcon.SIGN_OUT.create(), click -> leave());
        signOut.addThemeVariants(ButtonVariant.TERTIARY);
        signOut.setId("sign-out");
        var foot = new Footer(person, signOut, new LanguageSwitch(getLocale()));
        foot.addClassName("vm-drawer-foot");
        var head = new Div(new Wordmark());
        head.addClassName("vm-drawer-head");
        addToDrawer(head, menu, foot);
        var toggle = new DrawerToggle();
        toggle.setAriaLabel(Texts.of(getLocale(), "menu.toggle"));
        var skip = new Anchor("#content", Texts.of(getLocale(), "skip"));
        skip.addClassName("vm-skip");
        skip.setRouterIgnore(true);
        addToNavbar(skip, toggle, new Wordmark());
    }

    @Override
    protected void onAttach(AttachEvent event) {
        listening = news.listen(event.getUI(), kind -> {
            if (kind == News.Kind.VIEWS) {
                fill();
            }
        });
    }

    @Override
    protected void onDetach(DetachEvent event) {
        if (listening != null) {
            listening.remove();
        }
    }

    @Override
    public void afterNavigation(AfterNavigationEvent event) {
        fill();
    }

    private void fill() {
        Optional<Caller> caller = who();
        menu.removeAll();
        person.removeAll();
        caller.ifPresent(known -> {
            views.present().stream().filter(view -> view.isFor(known)).forEach(view -> {
                var item = new SideNavItem(
                        view.label(getLocale()), view.id(), view.icon().create());
                item.setMatchNested(true);
                menu.addItem(item);
            });
            introduce(known);
        });
    }

    private Optional<Caller> who() {
        try {
            return session.signedIn() ? Optional.of(session.caller()) : Optional.empty();
        } catch (Problem away) {
            return Optional.empty(); // the page itself tells why
        }
    }

    private void introduce(Caller caller) {
        var name = new Span(caller.displayName());
        name.addClassName("vm-person-name");
        Role role = caller.is(Role.SUPER_ADMIN)
                ? Role.SUPER_ADMIN
                : caller.is(Role.DOMAIN_ADMIN) ? Role.DOMAIN_ADMIN : Role.USER;
        var does = new Span(Texts.of(getLocale(), "role." + role.wire()));
        does.addClassName("vm-person-role");
        var avatar = new Avatar(caller.displayName());
        avatar.getElement().setAttribute("aria-hidden", "true");
        avatar.getElement().setAttribute("tabindex", "-1");
        var words = new Div(name, does);
        words.addClassName("vm-person-words");
        person.add(avatar, words);
    }

    private void leave() {
        session.signOut();
        UI.getCurrent().navigate(SignInView.class);
    }
}
