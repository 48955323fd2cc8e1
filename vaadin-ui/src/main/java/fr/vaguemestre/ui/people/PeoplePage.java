package fr.vaguemestre.ui.people;

import com.vaadin.flow.component.UI;
import fr.vaguemestre.api.access.NewUser;
import fr.vaguemestre.api.access.Role;
import fr.vaguemestre.api.access.User;
import fr.vaguemestre.api.access.UserChange;
import fr.vaguemestre.console.spi.ConsoleContext;
import fr.vaguemestre.ui.list.Cells;
import fr.vaguemestre.ui.list.Cells.Mood;
import fr.vaguemestre.ui.list.CsvColumn;
import fr.vaguemestre.ui.list.ListPage;
import fr.vaguemestre.ui.list.ListSource;
import fr.vaguemestre.ui.list.LongJob;
import fr.vaguemestre.ui.registry.News;
import fr.vaguemestre.ui.registry.Services;
import fr.vaguemestre.ui.shell.Notices;
import fr.vaguemestre.ui.shell.Questions;
import fr.vaguemestre.ui.text.Figures;
import fr.vaguemestre.ui.text.Texts;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The accounts that the person may see: who they are, what they may do, and whether they may sign in. */
final class PeoplePage {
    private static final String AWAY = "ui.access-away";

    private final ConsoleContext context;
    private final Services services;
    private final Locale locale;
    private final ListPage<User> page;

    private PeoplePage(ConsoleContext context, Services services, News news) {
        this.context = context;
        this.services = services;
        locale = context.locale();
        page = new ListPage<>(
                context,
                news,
                "person",
                new ListSource<>(
                        context::caller,
                        (caller, filter, request) -> services.users().list(caller, request),
                        User::id,
                        AWAY));
    }

    static ListPage<User> of(ConsoleContext context, Services services, News news) {
        return new PeoplePage(context, services, news).build();
    }

    private ListPage<User> build() {
        page.grid()
                .head("username", user -> Cells.twoLines(user.username(), roles(user)))
                .setSortProperty("username")
                .setSortable(true);
        page.grid()
                .text("reach", 560, user -> String.join(", ", reach(user)))
                .setFlexGrow(2)
                .setWidth("16rem");
        page.grid().column("active", 560, user -> Cells.badge(active(user), user.active() ? Mood.GOOD : Mood.CALM));
        page.grid().text("created", 860, user -> Figures.day(user.createdAt(), locale));
        page.create(() -> Optional.of(new PersonForm(locale, mayGive(), this::make, page::closePanel)));
        page.open(this::form);
        page.bulk("suspend", User::username, users -> switchAll(users, false));
        page.bulk("resume", User::username, users -> switchAll(users, true));
        page.export(List.of(
                new CsvColumn<>(words("person.username"), User::username),
                new CsvColumn<>(words("person.roles"), this::roles),
                new CsvColumn<>(words("person.column.reach"), user -> String.join(" ", reach(user))),
                new CsvColumn<>(words("person.column.active"), this::active)));
        return page.show();
    }

    private Set<Role> mayGive() {
        if (context.caller().is(Role.SUPER_ADMIN)) {
            return EnumSet.allOf(Role.class);
        }
        return context.caller().is(Role.QUARANTINE)
                ? EnumSet.of(Role.DOMAIN_ADMIN, Role.USER, Role.QUARANTINE)
                : EnumSet.of(Role.DOMAIN_ADMIN, Role.USER);
    }

    private String roles(User user) {
        return String.join(
                ", ",
                user.roles().stream()
                        .sorted()
                        .map(role -> words("role." + role.wire()))
                        .toList());
    }

    private static List<String> reach(User user) {
        return Stream.concat(
                        user.domains().stream().sorted(),
                        user.mailboxes().stream().sorted())
                .toList();
    }

    private String active(User user) {
        return words(user.active() ? "person.is-active" : "person.is-suspended");
    }

    private PersonForm form(User user) {
        var form = new PersonForm(locale, mayGive(), user, change -> change(user, change), page::closePanel);
        form.removable(() -> Questions.typed(locale, "person.remove", user.username(), () -> remove(user)));
        return form;
    }

    private void make(NewUser wanted) {
        User made = services.users().create(context.caller(), wanted);
        page.showPanel(form(made));
        page.reveal(
                made,
                Texts.of(locale, "person.created", made.username()),
                Texts.of(locale, "person.created", made.username()),
                words("bal.show"));
    }

    private void change(User user, UserChange change) {
        services.users().change(context.caller(), user.id(), change);
        page.close();
        page.refresh();
        Notices.success(UI.getCurrent(), Texts.of(locale, "person.changed", user.username()));
    }

    private void remove(User user) {
        services.users().delete(context.caller(), user.id());
        page.close();
        page.refresh();
        Notices.success(UI.getCurrent(), Texts.of(locale, "person.removed", user.username()));
    }

    private void switchAll(List<User> users, boolean active) {
        var change = new UserChange(
                Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(active));
        LongJob.run(
                UI.getCurrent(),
                words(active ? "person.resume" : "person.suspend"),
                users,
                User::username,
                user -> services.users().change(context.caller(), user.id(), change),
                page::refresh);
    }

    private String words(String key) {
        return Texts.of(locale, key);
    }
}
