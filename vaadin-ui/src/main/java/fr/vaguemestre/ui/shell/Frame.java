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
import fr.vaguemestre.console.spi.ConsoleView;
import fr.vaguemestre.console.spi.Level;
import fr.vaguemestre.ui.access.ConsoleSession;
import fr.vaguemestre.ui.access.PasswordDialog;
import fr.vaguemestre.ui.access.SignInView;
import fr.vaguemestre.ui.registry.News;
import fr.vaguemestre.ui.registry.Views;
import fr.vaguemestre.ui.text.Texts;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The frame around every page: the menu in its three levels, person, look, language, sign-out. */
public final class Frame extends AppLayout implements AfterNavigationObserver {
    /** The page that stands above the groups. */
    private static final String START = "home";

    private final ConsoleSession session;
    private final Views views;
    private final News news;
    private final Div menu = new Div();
    private final Div person = new Div();
    private List<ConsoleView> offered = List.of();
    private @Nullable Level widest;
    private @Nullable Registration listening;

    /** A frame for one browser window. */
    public Frame(ConsoleSession session, Views views, News news) {
        this.session = session;
        this.views = views;
        this.news = news;
        setPrimarySection(Section.DRAWER);
        menu.addClassName("vm-menu");
        person.addClassName("vm-person");
        var signOut = new Button(Texts.of(getLocale(), "sign-out"), VaadinIcon.SIGN_OUT.create(), click -> leave());
        signOut.addThemeVariants(ButtonVariant.TERTIARY);
        signOut.setId("sign-out");
        var password = new Button(
                Texts.of(getLocale(), "password.open"),
                VaadinIcon.KEY.create(),
                click -> PasswordDialog.open(getLocale(), session));
        password.addThemeVariants(ButtonVariant.TERTIARY);
        password.setId("own-password");
        var foot = new Footer(person, password, signOut, new LanguageSwitch(getLocale()), new LookSwitch(getLocale()));
        foot.addClassName("vm-drawer-foot");
        var head = new Div(new Wordmark());
        head.addClassName("vm-drawer-head");
        addToDrawer(skip(), head, menu, foot);
        var toggle = new DrawerToggle();
        toggle.setAriaLabel(Texts.of(getLocale(), "menu.toggle"));
        addToNavbar(toggle, new Wordmark());
    }

    /** The first thing that the keyboard comes to, in front of the menu that it skips; the bar at the top is for phones alone. */
    private Anchor skip() {
        var skip = new Anchor("#content", Texts.of(getLocale(), "skip"));
        skip.addClassName("vm-skip");
        skip.setRouterIgnore(true);
        // Followed as a link it would lead to the console's root, which all addresses of a page are told from.
        skip.getElement()
                .executeJs("this.addEventListener('click', event => {"
                        + " event.preventDefault(); document.getElementById('content').focus(); })");
        return skip;
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
        List<ConsoleView> wanted = caller.map(known -> views.present().stream()
                        .filter(view -> view.isFor(known))
                        .toList())
                .orElse(List.of());
        Level level = caller.map(Level::of).orElse(null);
        if (wanted.equals(offered) && level == widest) {
            return; // each navigation comes here, and most change nothing
        }
        offered = wanted;
        widest = level;
        menu.removeAll();
        person.removeAll();
        caller.ifPresent(known -> {
            group(wanted.stream().filter(Frame::isStart).toList(), "menu.label", false);
            for (Level group : List.of(Level.PLATFORM, Level.DOMAIN, Level.ME)) {
                List<ConsoleView> pages = wanted.stream()
                        .filter(view -> !isStart(view) && view.level().within(Level.of(known)) == group)
                        .toList();
                group(pages, "menu." + group.name().toLowerCase(Locale.ROOT), true);
            }
            introduce(known);
        });
    }

    private static boolean isStart(ConsoleView view) {
        return view.id().equals(START);
    }

    private void group(List<ConsoleView> pages, String key, boolean named) {
        if (pages.isEmpty()) {
            return;
        }
        var group = new SideNav();
        group.setI18n(new SideNav.SideNavI18n().setToggle(Texts.of(getLocale(), "menu.children")));
        if (named) {
            group.setLabel(Texts.of(getLocale(), key));
        } else {
            group.getElement().setAttribute("aria-label", Texts.of(getLocale(), key));
        }
        pages.forEach(view -> {
            var item = new SideNavItem(
                    view.label(getLocale()), view.id(), view.icon().create());
            item.setMatchNested(true);
            group.addItem(item);
        });
        menu.add(group);
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
        if (getContent() instanceof PageHost page && page.unsaved()) {
            Questions.leave(getLocale(), this::signOut);
        } else {
            signOut();
        }
    }

    private void signOut() {
        session.signOut();
        UI.getCurrent().navigate(SignInView.class);
    }
}
