package fr.vaguemestre.ui.shell;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.DetachEvent;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.router.BeforeEvent;
import com.vaadin.flow.router.BeforeLeaveEvent;
import com.vaadin.flow.router.BeforeLeaveObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.HasUrlParameter;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.router.WildcardParameter;
import com.vaadin.flow.shared.Registration;
import fr.vaguemestre.api.access.Caller;
import fr.vaguemestre.api.problem.Problem;
import fr.vaguemestre.api.problem.Unauthenticated;
import fr.vaguemestre.console.spi.ConsoleContext;
import fr.vaguemestre.console.spi.ConsoleView;
import fr.vaguemestre.ui.access.ConsoleSession;
import fr.vaguemestre.ui.access.SignInView;
import fr.vaguemestre.ui.registry.News;
import fr.vaguemestre.ui.registry.Views;
import fr.vaguemestre.ui.text.ProblemTexts;
import fr.vaguemestre.ui.text.Texts;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Shows the page whose name is in the address, and what is the case where it cannot. */
@Route(value = "", layout = Frame.class)
public final class PageHost extends Main
        implements HasUrlParameter<String>, HasDynamicTitle, BeforeLeaveObserver, ConsoleContext {
    private final ConsoleSession session;
    private final Views views;
    private final News news;
    private String id = "";
    private Map<String, String> query = Map.of();
    private BooleanSupplier unsaved = () -> false;
    private @Nullable ConsoleView shown;
    private boolean waiting;
    private @Nullable Registration listening;

    /** A place for one page in one browser window. */
    public PageHost(ConsoleSession session, Views views, News news) {
        this.session = session;
        this.views = views;
        this.news = news;
        setId("content");
        addClassName("vm-content");
        getElement().setAttribute("tabindex", "-1");
    }

    @Override
    public void setParameter(BeforeEvent event, @WildcardParameter String path) {
        if (!session.signedIn()) {
            session.wants(event.getLocation().getPathWithQueryParameters());
            event.forwardTo(SignInView.class);
            return;
        }
        query = single(event.getLocation().getQueryParameters());
        try {
            Caller caller = session.caller();
            id = path.contains("/") ? path.substring(0, path.indexOf('/')) : path;
            List<ConsoleView> present = present(caller);
            if (id.isEmpty() && !present.isEmpty()) {
                event.forwardTo(PageHost.class, present.get(0).id());
                return;
            }
            show(present);
            arrive();
        } catch (Unauthenticated ended) {
            session.wants(event.getLocation().getPathWithQueryParameters());
            event.forwardTo(SignInView.class);
        } catch (Problem problem) {
            showAway(problem);
            arrive();
        }
    }

    /** Who followed a link hears and goes on at the new page's heading, not at the link. */
    private void arrive() {
        getElement().executeJs("window.vaguemestre.arrive()");
    }

    @Override
    protected void onAttach(AttachEvent event) {
        UI ui = event.getUI();
        listening = news.listen(ui, kind -> {
            if (kind == News.Kind.VIEWS || (kind == News.Kind.TICK && waiting)) {
                renew(ui);
            }
        });
    }

    @Override
    protected void onDetach(DetachEvent event) {
        if (listening != null) {
            listening.remove();
        }
    }

    /** The page came, went or was replaced while its window is open; or what it waits for may be back. */
    private void renew(UI ui) {
        try {
            List<ConsoleView> present = present(session.caller());
            ConsoleView now = find(present);
            if (waiting || !Objects.equals(now, shown)) {
                show(present);
            }
        } catch (Unauthenticated ended) {
            ui.navigate(SignInView.class);
        } catch (Problem problem) {
            showAway(problem);
        }
    }

    private List<ConsoleView> present(Caller caller) {
        return views.present().stream().filter(view -> view.isFor(caller)).toList();
    }

    private @Nullable ConsoleView find(List<ConsoleView> present) {
        return present.stream().filter(view -> view.id().equals(id)).findFirst().orElse(null);
    }

    private void show(List<ConsoleView> present) {
        waiting = false;
        ConsoleView view = find(present);
        shown = view;
        unsaved = () -> false;
        removeAll();
        if (view == null) {
            add(StateBox.of(getLocale(), present.isEmpty() ? "page.none" : "page.gone")
                    .link(""));
        } else {
            add(made(view));
        }
    }

    /** The page, or in its place that it could not be made: a page that fails does not take the menu with it. */
    private Component made(ConsoleView view) {
        try {
            return view.create(this);
        } catch (Problem told) {
            throw told;
        } catch (RuntimeException unexpected) {
            var number = new Paragraph(Failures.unexpected(UI.getCurrent(), unexpected));
            return StateBox.of(getLocale(), "page.failed").with(number).link("");
        }
    }

    private void showAway(Problem problem) {
        waiting = true;
        shown = null;
        removeAll();
        var again = new Button(Texts.of(getLocale(), "retry"), click -> renew(UI.getCurrent()));
        var box = StateBox.of(getLocale(), VaadinIcon.HOURGLASS, "page.away", ProblemTexts.of(problem, getLocale()));
        box.getElement().setAttribute("role", "status");
        add(box.action(again));
    }

    private static Map<String, String> single(QueryParameters parameters) {
        Map<String, String> values = new TreeMap<>();
        parameters.getParameters().forEach((name, all) -> values.put(name, all.getFirst()));
        return values;
    }

    /** Whether something was filled in that would be lost. */
    boolean unsaved() {
        return unsaved.getAsBoolean();
    }

    @Override
    public void beforeLeave(BeforeLeaveEvent event) {
        if (session.signedIn() && unsaved()) {
            var going = event.postpone();
            Questions.leave(
                    getLocale(),
                    () -> {
                        unsaved = () -> false;
                        going.proceed();
                    },
                    going::cancel);
        }
    }

    @Override
    public Map<String, String> query() {
        return Map.copyOf(query);
    }

    @Override
    public void remember(Map<String, String> wanted) {
        Map<String, String> kept = new TreeMap<>(wanted);
        kept.values().removeIf(String::isEmpty);
        if (!kept.equals(query)) {
            query = kept;
            String behind =
                    kept.isEmpty() ? "" : "?" + QueryParameters.simple(kept).getQueryString();
            getElement().executeJs("history.replaceState(history.state, '', location.pathname + $0)", behind);
        }
    }

    @Override
    public void guard(BooleanSupplier asked) {
        unsaved = asked;
    }

    @Override
    public String getPageTitle() {
        String app = Texts.of(getLocale(), "app.name");
        return shown == null ? app : shown.label(getLocale()) + " · " + app;
    }

    @Override
    public Caller caller() {
        return session.caller();
    }

    @Override
    public Locale locale() {
        return getLocale();
    }
}
