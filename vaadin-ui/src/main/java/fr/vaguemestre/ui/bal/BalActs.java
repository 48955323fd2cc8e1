package fr.vaguemestre.ui.bal;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import fr.vaguemestre.api.access.Caller;
import fr.vaguemestre.api.bal.Bal;
import fr.vaguemestre.api.bal.BalChange;
import fr.vaguemestre.api.bal.BalState;
import fr.vaguemestre.console.spi.ConsoleContext;
import fr.vaguemestre.ui.list.ListPage;
import fr.vaguemestre.ui.list.LongJob;
import fr.vaguemestre.ui.registry.Services;
import fr.vaguemestre.ui.shell.Notices;
import fr.vaguemestre.ui.shell.Questions;
import fr.vaguemestre.ui.text.Texts;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What an administrator does with a mailbox that is there: change, suspend and reopen, close for good. */
final class BalActs {
    private final ConsoleContext context;
    private final Services services;
    private final Locale locale;
    private final ListPage<Bal> page;

    BalActs(ConsoleContext context, Services services, ListPage<Bal> page) {
        this.context = context;
        this.services = services;
        this.page = page;
        locale = context.locale();
    }

    /** The buttons for a mailbox in that state; none for one that is closed. */
    List<Button> of(Bal bal) {
        return switch (bal.state()) {
            case FERMEE, PURGEE -> List.of();
            case CREEE, ACTIVE -> List.of(edit(bal), button("suspend", () -> suspend(bal)), close(bal));
            case SUSPENDUE -> List.of(edit(bal), button("resume", () -> resume(bal)), close(bal));
        };
    }

    private Button edit(Bal bal) {
        Button edit = button(
                "edit",
                () -> page.showPanel(new BalChangeForm(locale, bal, change -> change(bal, change), page::closePanel)));
        edit.addThemeVariants(ButtonVariant.PRIMARY);
        return edit;
    }

    private Button close(Bal bal) {
        Button close =
                button("close", () -> Questions.typed(locale, "bal.close", bal.address(), () -> closeForGood(bal)));
        close.addThemeVariants(ButtonVariant.TERTIARY, ButtonVariant.ERROR);
        close.addClassName("vm-more");
        return close;
    }

    private Button button(String act, Runnable work) {
        var button = new Button(words("bal." + act), click -> work.run());
        button.setId("bal-" + act);
        return button;
    }

    private void change(Bal bal, BalChange change) {
        services.bals().change(caller(bal), bal.address(), change);
        page.close();
        page.refresh();
        Notices.success(UI.getCurrent(), Texts.of(locale, "bal.changed", bal.address()));
    }

    private void suspend(Bal bal) {
        turn(bal, BalState.SUSPENDUE);
        Notices.offer(
                UI.getCurrent(), Texts.of(locale, "bal.suspended", bal.address()), words("undo"), () -> resume(bal));
    }

    private void resume(Bal bal) {
        turn(bal, BalState.ACTIVE);
        Notices.success(UI.getCurrent(), Texts.of(locale, "bal.resumed", bal.address()));
    }

    private void turn(Bal bal, BalState state) {
        services.bals().change(caller(bal), bal.address(), to(state));
        page.renew();
    }

    /** Suspends or reopens many, with a report at the end. */
    void turnAll(List<Bal> bals, BalState state) {
        LongJob.run(
                UI.getCurrent(),
                words(state == BalState.ACTIVE ? "bal.resume" : "bal.suspend"),
                bals,
                Bal::address,
                bal -> services.bals().change(caller(bal), bal.address(), to(state)),
                page::refresh);
    }

    private static BalChange to(BalState state) {
        return new BalChange(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(state),
                Optional.empty());
    }

    private void closeForGood(Bal bal) {
        services.bals().close(caller(bal), bal.address());
        page.renew();
        Notices.success(UI.getCurrent(), Texts.of(locale, "bal.closed", bal.address()));
    }

    /** At work in the structure of the mailbox's domain, as whoever administers several must say. */
    private Caller caller(Bal bal) {
        Caller caller = context.caller();
        return caller.in(services.tenancy().domain(caller, bal.domain()).finess());
    }

    private String words(String key) {
        return Texts.of(locale, key);
    }
}
