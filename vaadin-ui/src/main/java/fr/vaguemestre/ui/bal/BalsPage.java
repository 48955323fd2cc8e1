package fr.vaguemestre.ui.bal;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.DetachEvent;
import com.vaadin.flow.component.Key;
import com.vaadin.flow.component.KeyModifier;
import com.vaadin.flow.component.Shortcuts;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Header;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.masterdetaillayout.MasterDetailLayout;
import com.vaadin.flow.shared.Registration;
import fr.vaguemestre.api.access.Caller;
import fr.vaguemestre.api.access.Role;
import fr.vaguemestre.api.bal.Bal;
import fr.vaguemestre.api.bal.NewBal;
import fr.vaguemestre.api.problem.NotFound;
import fr.vaguemestre.api.problem.Problem;
import fr.vaguemestre.api.problem.Unauthenticated;
import fr.vaguemestre.api.tenancy.Domain;
import fr.vaguemestre.console.spi.ConsoleContext;
import fr.vaguemestre.ui.registry.LiveList;
import fr.vaguemestre.ui.registry.News;
import fr.vaguemestre.ui.registry.Services;
import fr.vaguemestre.ui.shell.Banner;
import fr.vaguemestre.ui.shell.Failures;
import fr.vaguemestre.ui.shell.Notices;
import fr.vaguemestre.ui.shell.StateBox;
import fr.vaguemestre.ui.text.ProblemTexts;
import fr.vaguemestre.ui.text.Texts;
import java.util.Locale;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The mailboxes that the person may see: a living list, one mailbox beside it, and a form for a new one. */
final class BalsPage extends Div {
    private static final Logger LOG = LoggerFactory.getLogger(BalsPage.class);

    /** Sizes in CSS pixels, as {@code frame.css} and the theme have them. */
    private static final int MENU_HIDES_BELOW = 800;

    private static final int MENU_WIDTH = 262;
    private static final int PANEL_WIDTH = 448;
    private static final int MARGINS = 80;

    private final ConsoleContext context;
    private final Services services;
    private final News news;
    private final Locale locale;
    private final boolean manages;
    private final BalList list;
    private final BalGrid grid;
    private final BalFilters filters;
    private final Span count = new Span();
    private final Banner banner;
    private final Button create = new Button();
    private final MasterDetailLayout layout = new MasterDetailLayout();
    private String emptyFor = "";
    private int windowWidth = 1280;
    private @Nullable Registration listening;

    BalsPage(ConsoleContext context, Services services, News news) {
        this.context = context;
        this.services = services;
        this.news = news;
        locale = context.locale();
        banner = new Banner(locale, this::renew);
        Caller caller = context.caller();
        manages = caller.is(Role.SUPER_ADMIN) || caller.is(Role.DOMAIN_ADMIN);
        list = new BalList(services, context::caller);
        grid = new BalGrid(list, locale);
        filters = new BalFilters(locale, new DomainChoice(services, context::caller), this::filter);
        addClassName("vm-page");
        var left = new Div(header(), banner, filters, grid);
        left.addClassName("vm-master");
        layout.setMaster(left);
        layout.setMasterSize("24rem");
        layout.setDetailSize("28rem");
        layout.setExpandMaster(true);
        layout.setOverlaySize("min(100%, 28rem)");
        layout.addBackdropClickListener(event -> closePanel());
        layout.addDetailEscapePressListener(event -> closePanel());
        add(layout);
        grid.addItemClickListener(event -> open(event.getItem()));
        grid.asSingleSelect().addValueChangeListener(change -> {
            if (change.isFromClient() && change.getValue() != null) {
                open(change.getValue());
            }
        });
        tellState();
    }

    private Header header() {
        count.addClassName("vm-count");
        count.setId("bal-count");
        count.getElement().setAttribute("aria-live", "polite");
        var title = new H1(words(manages ? "bal.title" : "bal.title.own"));
        var header = new Header(new Div(title, count));
        header.addClassName("vm-page-head");
        create.setText(words("bal.new"));
        create.setId("bal-new");
        create.setIcon(VaadinIcon.PLUS.create());
        create.addThemeVariants(ButtonVariant.PRIMARY);
        create.setTooltipText(words("bal.new.keys"));
        create.getElement().setAttribute("aria-keyshortcuts", "Alt+N");
        create.addClickListener(click -> openForm());
        if (manages) {
            header.add(create);
        }
        return header;
    }

    @Override
    protected void onAttach(AttachEvent event) {
        UI ui = event.getUI();
        if (manages) {
            Shortcuts.addShortcutListener(this, this::openForm, Key.KEY_N, KeyModifier.ALT);
        }
        Shortcuts.addShortcutListener(this, filters::focus, Key.KEY_R, KeyModifier.ALT);
        fit(ui);
        ui.getPage().addBrowserWindowResizeListener(resize -> fit(resize.getWidth()));
        listening = news.listen(ui, kind -> {
            if (kind != News.Kind.VIEWS) {
                renew();
            }
        });
    }

    private void fit(UI ui) {
        var details = ui.getPage().getExtendedClientDetails();
        if (details != null && details.getWindowInnerWidth() > 0) {
            fit(details.getWindowInnerWidth());
        }
    }

    /** Leaves the table what menu and panel do not take of the window. */
    private void fit(int window) {
        windowWidth = window;
        boolean desk = window > MENU_HIDES_BELOW;
        int menu = desk ? MENU_WIDTH : 0;
        int panel = desk && layout.getDetail() != null ? PANEL_WIDTH : 0;
        grid.fit(window - menu - panel - MARGINS);
    }

    private void showPanel(@Nullable Component panel) {
        layout.setDetail(panel);
        fit(windowWidth);
    }

    @Override
    protected void onDetach(DetachEvent event) {
        if (listening != null) {
            listening.remove();
        }
    }

    private void filter() {
        list.show(filters.filter(), filters.text());
        grid.getDataProvider().refreshAll();
        tellState();
    }

    private void renew() {
        LiveList.Moves<Bal> moves = list.renew();
        if (list.problem().isPresent()) {
            tellState(); // what is in sight stays in sight, and nobody else is asked
            return;
        }
        if (moves.all()) {
            grid.getDataProvider().refreshAll();
        } else {
            moves.changed().forEach(grid.getDataProvider()::refreshItem);
        }
        if (layout.getDetail() instanceof BalDetail detail) {
            renew(detail);
        }
        tellState();
    }

    private void renew(BalDetail detail) {
        try {
            detail.show(services.bals().get(context.caller(), detail.shown().address()));
        } catch (NotFound gone) {
            closePanel();
        } catch (Unauthenticated ended) {
            throw ended;
        } catch (RuntimeException away) {
            LOG.debug("the details stay as they were", away); // the banner tells
        }
    }

    /** Count, banner and what stands in place of rows. */
    private void tellState() {
        int total = list.count();
        Banner.say(count, Texts.counted(locale, "bal.count", total));
        banner.tell(list.problem());
        if (total == 0) {
            String why = emptiness();
            if (!why.equals(emptyFor)) {
                emptyFor = why;
                grid.setEmptyStateComponent(emptyBox(why));
            }
        }
    }

    private String emptiness() {
        if (list.problem().isPresent()) {
            return "bal.unreadable";
        }
        if (list.narrowed()) {
            return "bal.nothing-found";
        }
        return manages ? "bal.none" : "bal.none-own";
    }

    private StateBox emptyBox(String why) {
        return switch (why) {
            case "bal.unreadable" -> StateBox.of(locale, VaadinIcon.PLUG, why);
            case "bal.nothing-found" ->
                StateBox.of(locale, VaadinIcon.SEARCH, why)
                        .action(new Button(words("filter.clear"), click -> filters.clear()));
            case "bal.none" -> {
                var first = new Button(words("bal.new"), click -> openForm());
                first.addThemeVariants(ButtonVariant.PRIMARY);
                yield StateBox.of(locale, VaadinIcon.ENVELOPE, why).action(first);
            }
            default -> StateBox.of(locale, VaadinIcon.ENVELOPE, why);
        };
    }

    private void open(Bal bal) {
        var detail = new BalDetail(locale, bal, this::closePanel);
        showPanel(detail);
        detail.focus();
    }

    private void openForm() {
        if (layout.getDetail() instanceof BalForm) {
            return;
        }
        var domains = new DomainChoice(services, context::caller);
        try {
            if (domains.none()) {
                Notices.failure(UI.getCurrent(), words("bal.no-domain"));
                return;
            }
        } catch (Unauthenticated ended) {
            throw ended;
        } catch (Problem away) {
            Notices.failure(UI.getCurrent(), ProblemTexts.of(away, locale));
            return;
        }
        grid.deselectAll();
        var form = new BalForm(locale, domains, this::make, this::closePanel);
        showPanel(form);
        form.focusFirst();
    }

    private void make(Domain domain, NewBal wanted) {
        if (!(layout.getDetail() instanceof BalForm form)) {
            return;
        }
        try {
            Bal made = services.bals().create(context.caller().in(domain.finess()), wanted);
            grid.mark(made);
            list.restart();
            grid.getDataProvider().refreshAll();
            open(made);
            reveal(made.address());
            tellState();
        } catch (Unauthenticated ended) {
            throw ended;
        } catch (Problem refused) {
            form.show(refused);
        } catch (RuntimeException unexpected) {
            form.say(Failures.unexpected(UI.getCurrent(), unexpected));
        }
    }

    /** Brings a mailbox that was just made into sight; where the list does not reach it, offers to. */
    private void reveal(String address) {
        OptionalInt place = list.placeOf(address);
        if (place.isPresent() || list.problem().isPresent()) {
            Notices.success(UI.getCurrent(), Texts.of(locale, "bal.created", address));
            place.ifPresent(grid::scrollToIndex);
        } else {
            Notices.offer(
                    UI.getCurrent(),
                    Texts.of(locale, "bal.created-hidden", address),
                    words("bal.show"),
                    () -> filters.only(address));
        }
    }

    private void closePanel() {
        boolean made = layout.getDetail() instanceof BalForm;
        showPanel(null);
        grid.deselectAll();
        if (made) {
            create.focus();
        }
    }

    private String words(String key) {
        return Texts.of(locale, key);
    }
}
